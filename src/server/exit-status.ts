import { constants } from 'node:os'
import type { Failure } from '../model/failure.ts'
import { failureLine } from '../report/diagnostic-line.ts'
import { lastLinesText } from '../report/server-events.ts'
import { diagnoseFromOutput } from './diagnose-exit.ts'
import type { Server } from './mlflow-process.ts'
import type { Outcome } from './outcome.ts'
import type { OutputRelay } from './output/relay.ts'
import type { ServerPlan } from './plan.ts'
import type { StopSignals } from './stop-signals.ts'

/** What a signal adds to, as a shell has it. */
const SIGNALLED = 128

/** Says why in one line, with MLflow's own last lines below. */
export function tellFailure(
  plan: ServerPlan,
  output: OutputRelay,
  verdict: Exclude<Outcome, { kind: 'asked' }>,
  server: Server | null,
  wasReady: boolean,
): void {
  const lines = output.lastLines()
  const said = verdict.kind === 'died' && server ? diagnoseFromOutput(plan, server.port, lines) : null
  const explanation = server?.explanation ?? null
  output.tell(failureLine(said ?? failureOf(verdict, explanation, plan.installation.version, wasReady)))
  output.tell(lastLinesText(lines))
}

function failureOf(
  verdict: Exclude<Outcome, { kind: 'asked' }>,
  explanation: Failure | null,
  version: string,
  ready: boolean,
): Failure {
  // What a check has found out says more than that it ended; once it was ready, it was something else.
  if (explanation && !ready && (verdict.kind === 'died' || verdict.failure.code === 'server-not-ready')) {
    return explanation
  }
  if (verdict.kind === 'failed') return verdict.failure
  const { result } = verdict
  const how = result.signal ?? result.exitCode
  return { code: 'server-ended', version, how, wasReady: ready }
}

/** The status that the launcher ends with. */
export function exitStatus(verdict: Outcome, wasReady: boolean, { hurry }: StopSignals): number {
  if (hurry.aborted) return SIGNALLED + constants.signals.SIGINT
  switch (verdict.kind) {
    case 'asked':
      return wasReady ? 0 : SIGNALLED + constants.signals[verdict.signal]
    case 'failed':
      return 1
    case 'died': {
      const { result } = verdict
      // Status 0 is no good news where nobody asked for the end.
      return result.signal === null ? result.exitCode || 1 : SIGNALLED + constants.signals[result.signal]
    }
  }
}
