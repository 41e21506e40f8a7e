import type { ExitAction } from '../launch/exit-status.ts'
import type { Secret } from '../model/secret.ts'
import type { Environment } from '../model/source.ts'
import { diagnoseOutcome } from './diagnose-exit.ts'
import { serverDiagnostics } from './diagnostics.ts'
import type { KeptRuns } from './events.ts'
import { type ReadyServer, runLifecycle } from './lifecycle.ts'
import type { Outcome } from './outcome.ts'
import { SERVER_ID_VARIABLE } from './process-tree.ts'
import type { ServerPlan } from './server-plan.ts'

/** What a command is told about its private server. */
export interface PrivateServer {
  readonly trackingUri: string
  /** Opens the server to the command, and to nobody else. */
  readonly token: Secret
  /** By this the watchdog finds the command and ends it if the launcher is killed. */
  readonly watchVariables: Environment
}

/**
 * Runs a command with a server of its own: on a free port of this machine, ready before the command starts, and stopped
 * after it. Nobody else can use it: it lets in a key that only the command has.
 *
 * @param plan with a free port asked for
 * @param kept what is said at the end about the runs
 * @param run starts the command, waits for it, and says how the launcher ends
 * @returns what `run` gives; 125 if the server could not be started, and the command was not run
 * @throws {LauncherError} with nothing started
 */
export function runWithServer(
  plan: ServerPlan,
  kept: KeptRuns,
  run: (server: PrivateServer) => Promise<ExitAction>,
): Promise<ExitAction> {
  return runLifecycle(plan, { name: 'command', whileReady: (ready) => runCommand(plan, ready, run), kept })
}

async function runCommand(
  plan: ServerPlan,
  ready: ReadyServer,
  run: (server: PrivateServer) => Promise<ExitAction>,
): Promise<Outcome> {
  const { mlflow, publicUrl, ownKeys, serverId, signals } = ready
  if (plan.gate === null || ownKeys === null) throw new TypeError('a private server has a gate')
  const token = ownKeys.add(plan.gate.service, 'admin', 'the command')
  let isRunning = true
  mlflow.outcome
    .then((outcome) => (isRunning ? reportLoss(plan, ready, outcome) : undefined))
    // The command runs on, and at its end the server is terminated again.
    .catch(() => {})
  const resume = signals.pause()
  try {
    const watchVariables = { [SERVER_ID_VARIABLE]: `command-of-${serverId}` }
    return { kind: 'finished', exit: await run({ trackingUri: publicUrl, token, watchVariables }) }
  } finally {
    isRunning = false
    resume()
  }
}

/** The command goes on: it may not need what its server can no longer do. */
async function reportLoss(plan: ServerPlan, { mlflow, signals, output }: ReadyServer, outcome: Outcome): Promise<void> {
  const { lastLines } = output
  if (outcome.kind === 'failed') {
    const evidence = { port: mlflow.port, lastLines, suspectedCause: mlflow.suspectedCause, wasReady: true }
    output.emit({ type: 'failed', diagnostic: diagnoseOutcome(plan, outcome, evidence), lastLines })
  }
  if (outcome.kind !== 'exited') return
  const { result } = outcome
  const diagnostic = serverDiagnostics.warning('server-exited', null, {
    version: plan.installation.versions.mlflow,
    how: result.signal ?? result.exitCode,
    phase: 'command',
  })
  output.emit({ type: 'lost', diagnostic, lastLines })
  await mlflow.terminateProcesses(signals.force)
}
