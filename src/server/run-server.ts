import { replacesProcess } from '../launch/engines/index.ts'
import { type ExitAction, toExitAction } from '../launch/exit-status.ts'
import { launch } from '../launch/index.ts'
import { readyLine, stoppingLine } from '../report/server-events.ts'
import { exitStatus, tellFailure } from './exit-status.ts'
import { type ListenAddress, reserveAddress } from './listen-address.ts'
import { mlflowWords, newServerId } from './mlflow-process.ts'
import type { Outcome } from './outcome.ts'
import { OutputRelay } from './output/relay.ts'
import type { ServerPlan } from './plan.ts'
import { startServer } from './startup.ts'
import { StopSignals } from './stop-signals.ts'

/*
 * The life of a server that the launcher stays beside; docs/server.md has the reasons.
 *
 *   checked ──bad input──▶ refused: 125
 *      ▼
 *   starting ──/health answers──▶ ready ──it ends by itself──▶ its own status, or 1
 *      │ ──it ends by itself──▶ its own status, or 1              │
 *      │ ──a check fails, --wait is over──▶ ended: 1              │ ──a check fails──▶ ended: 1
 *      ▼                                                          ▼
 *   asked to end: TERM to all, KILL after the grace period     the same, but 0
 *   (128 + the signal)                                            │
 *      └────────── a second ^C ──▶ KILL at once: 130 ◀────────────┘
 *
 * However it goes on, nothing of the tree is left at the end of it.
 */

/**
 * Runs the MLflow server until it ends or somebody asks it to.
 *
 * @returns how the launcher ends
 * @throws {Refusal} where nothing was started
 */
export async function serve(plan: ServerPlan): Promise<ExitAction> {
  const address = await reserveAddress(plan)
  if (replacesProcess(plan.launch.value)) return runInPlace(plan, address)
  const asked = new StopSignals(plan)
  plan.announce()
  const output = new OutputRelay(plan, true)
  const start = await startServer(plan, address, output, asked, newServerId())
  const { server } = start
  if (start.kind === 'ready') output.tell(readyText(plan, start.url, start.seconds))
  const verdict = start.kind === 'ready' ? await untilOver(start.server.over, asked) : start.verdict
  if (verdict.kind !== 'asked') {
    if (!isHelp(plan, verdict)) tellFailure(plan, output, verdict, server, start.kind === 'ready')
    // What it still writes would bury the reason.
    output.mute()
  } else if (verdict.signal === 'SIGINT' && !plan.quiet) output.tell(stoppingLine())
  output.release()
  await server?.end(plan.settings.grace.value, asked.hurry)
  await Promise.race([output.close(verdict.kind === 'asked'), asked.first.then(() => output.close(true))])
  return { raise: null, status: isHelp(plan, verdict) ? 0 : exitStatus(verdict, start.kind === 'ready', asked) }
}

/** MLflow was asked for its own help, and has given it. */
function isHelp({ args }: ServerPlan, verdict: Outcome): boolean {
  const isDone = verdict.kind === 'died' && verdict.result.exitCode === 0
  return isDone && args.includes('--help')
}

async function untilOver(over: Promise<Outcome>, asked: StopSignals): Promise<Outcome> {
  const verdict = await Promise.race([over, asked.first])
  return typeof verdict === 'string' ? { kind: 'asked', signal: verdict } : verdict
}

function readyText({ installation, settings }: ServerPlan, url: string, seconds: number): string {
  const { workers, artifacts } = settings
  return readyLine({ version: installation.version, url, workers: workers.value, seconds, artifacts })
}

/** MLflow replaces the launcher: there is no ready line, and no supervision. */
async function runInPlace(plan: ServerPlan, address: ListenAddress): Promise<ExitAction> {
  const env = { ...plan.env, MLFLOW_PORT: String(address.port) }
  const result = await launch({ ...plan, command: plan.installation.python, args: mlflowWords(plan), env })
  return toExitAction(result, plan.pid)
}
