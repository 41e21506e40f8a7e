import type { ExitAction } from '../launch/exit-status.ts'
import type { Environment } from '../model/source.ts'
import { warningLine } from '../report/diagnostic-line.ts'
import { lastLinesText } from '../report/server-events.ts'
import { exitStatus, tellFailure } from './exit-status.ts'
import { reserveAddress } from './listen-address.ts'
import { newServerId } from './mlflow-process.ts'
import { OutputRelay } from './output/relay.ts'
import type { ServerPlan } from './plan.ts'
import { SERVER_ID_VARIABLE } from './process-tree.ts'
import { startServer } from './startup.ts'
import { StopSignals } from './stop-signals.ts'

/** The launcher's own failures, as `env`, `timeout` and `docker run` have it. */
const OWN_FAILURE = 125

/** What a command beside a private server is told. */
export interface PrivateServer {
  readonly trackingUri: string
  /** By this the command is found and ended, should the launcher be killed: nobody else is left to do it. */
  readonly mark: Environment
}

/**
 * Runs a command beside a server of its own: on a free port of this machine, ready before the command starts, and ended
 * after it. Any user of this machine can reach it meanwhile.
 *
 * @param plan with a free port asked for
 * @param run starts the command, waits for it, and says how the launcher ends
 * @returns what `run` gives; 125 where the server could not be started, and the command was not run
 * @throws {Refusal} where nothing was started
 */
export async function withServer(
  plan: ServerPlan,
  run: (server: PrivateServer) => Promise<ExitAction>,
): Promise<ExitAction> {
  const address = await reserveAddress(plan)
  const asked = new StopSignals(plan)
  const output = new OutputRelay(plan, false)
  const mark = newServerId()
  const start = await startServer(plan, address, output, asked, mark)
  const grace = plan.settings.grace.value
  if (start.kind === 'over') {
    const { verdict, server } = start
    if (verdict.kind !== 'asked') tellFailure(plan, output, verdict, server, false)
    await server?.end(grace, asked.hurry)
    await output.close(true)
    return { raise: null, status: verdict.kind === 'asked' ? exitStatus(verdict, false, asked) : OWN_FAILURE }
  }
  const { server, url } = start
  let isRunning = true
  server.over.then((verdict) => {
    if (!isRunning || verdict.kind === 'asked') return undefined
    // It runs all the same: the command may need none of what it cannot do.
    if (verdict.kind === 'failed') return tellFailure(plan, output, verdict, server, true)
    const reason = { code: 'private-server-ended', version: plan.installation.version } as const
    output.tell(warningLine(reason) + lastLinesText(output.lastLines()))
    return server.endProcesses(grace, asked.hurry)
  })
  const resume = asked.pause()
  try {
    return await run({ trackingUri: url, mark: { [SERVER_ID_VARIABLE]: `beside-${mark}` } })
  } finally {
    isRunning = false
    resume()
    await server.end(grace, asked.hurry)
    await output.close(true)
    asked.close()
  }
}
