import type { MemoryKeys } from '../keys/memory-keys.ts'
import { type ExitAction, OWN_FAILURE_STATUS } from '../launch/exit-status.ts'
import type { Secret } from '../model/secret.ts'
import { diagnoseOutcome } from './diagnose-exit.ts'
import { serverDiagnostics } from './diagnostics.ts'
import type { KeptRuns } from './events.ts'
import { type Front, prepareFront } from './front.ts'
import { reserveAddress } from './listen-address.ts'
import { type MlflowServer, newServerId } from './mlflow-server.ts'
import { noteServer, type WrittenNote } from './note.ts'
import type { Outcome } from './outcome.ts'
import { exitStatus } from './outcome-status.ts'
import { OutputRelay } from './output/relay.ts'
import type { ServerPlan } from './server-plan.ts'
import type { Termination } from './shutdown.ts'
import { startServer } from './startup.ts'
import { StopSignals } from './stop-signals.ts'

/** How long a reader that has stopped reading is waited for at the end: if the end is wanted, and if it is not. */
const WANTED_END_PATIENCE_MS = 1_000
const UNWANTED_END_PATIENCE_MS = 60_000

/** Of the grace period, for MLflow itself after the last request: a quarter of it, and no more than this. */
const MAX_RESERVED_MS = 5_000

const PROGRESS_INTERVAL_MS = 1_000

/** What a server runs for: the `server` command, or one command that has it as its private server. */
export interface Purpose {
  readonly name: 'server' | 'command'
  /** Waits until the server is no longer wanted, or no longer there. */
  readonly whileReady: (server: ReadyServer) => Promise<Outcome>
  /** Where the runs of a private server stay; null for a server whose command does not end. */
  readonly kept: KeptRuns | null
}

export interface ReadyServer {
  readonly mlflow: MlflowServer
  /** Where people and clients reach it. */
  readonly publicUrl: string
  /** Where keys for this life of the server are made; null if it asks for none. */
  readonly ownKeys: MemoryKeys | null
  readonly serverId: string
  readonly signals: StopSignals
  readonly output: OutputRelay
}

/**
 * The life of a server that the launcher watches: reserved address, start, ready, end, and nothing left of it. The
 * states and their reasons are in docs/server-internals.md.
 *
 * @returns how the launcher ends
 * @throws {LauncherError} port-in-use and others, with nothing started
 */
export async function runLifecycle(plan: ServerPlan, purpose: Purpose): Promise<ExitAction> {
  const address = await reserveAddress(plan.settings)
  const output = new OutputRelay(plan.reporter, purpose.name === 'server')
  const front = await prepareFront(plan, address, (event) => output.emit(event))
  const signals = new StopSignals(plan)
  const serverId = newServerId()
  let server: MlflowServer | null = null
  let wasReady = false
  let note: WrittenNote | null = null
  let outcome: Outcome | null = null
  let isEndWanted = true
  try {
    plan.announce()
    const start = await startServer({ plan, front, output, signals, serverId })
    server = start.server
    wasReady = start.kind === 'ready'
    if (start.kind === 'ready') {
      const { publicUrl } = start
      const localKey = makeLocalKey(plan, front)
      note = noteServer(plan, publicUrl, localKey)
      if (note.failure) {
        const missesKey = localKey !== null
        const make = missesKey ? serverDiagnostics.warning : serverDiagnostics.notice
        const diagnostic = make('note-not-written', null, { reason: note.failure, missesKey })
        output.emit({ type: 'warning', diagnostic })
      }
      output.emit({
        type: 'ready',
        purpose: purpose.name,
        ...readyDetails(plan),
        url: publicUrl,
        seconds: start.seconds,
      })
      const ready = { mlflow: start.server, publicUrl, ownKeys: front.ownKeys, serverId, signals, output }
      outcome = await purpose.whileReady(ready)
    } else outcome = asHelp(plan, start.outcome)
    // No command is to find a server that is about to end.
    note?.remove()
    isEndWanted = purpose.name === 'command' || outcome.kind === 'stopped'
    reportEnd(plan, outcome, { server, output, wasReady })
  } finally {
    note?.remove()
    try {
      output.ignoreBackpressure()
      if (server)
        await terminate({ server, front, graceMs: plan.settings.graceSeconds.value * 1000, output, signals, outcome })
      if (outcome?.kind === 'finished' && purpose.kept) output.emit({ type: 'kept', ...purpose.kept })
    } finally {
      await front.remove()
      await closeOutput(output, signals, isEndWanted)
      signals.close()
    }
  }
  if (outcome.kind === 'finished') return outcome.exit
  const isOwnFailure = purpose.name === 'command' && outcome.kind !== 'stopped'
  return {
    raise: null,
    status: isOwnFailure ? OWN_FAILURE_STATUS : exitStatus(outcome, wasReady, signals.force.aborted),
  }
}

/** The key of this life of the server for the commands of its user; null if they get none. */
function makeLocalKey({ gate }: ServerPlan, { ownKeys }: Front): Secret | null {
  return gate?.hasLocalKey && ownKeys ? ownKeys.add(gate.service, 'admin', 'commands of this user') : null
}

interface EndingServer {
  readonly server: MlflowServer
  readonly front: Front
  /** For both together. */
  readonly graceMs: number
  readonly output: OutputRelay
  readonly signals: StopSignals
  /** Null if something failed unexpectedly. */
  readonly outcome: Outcome | null
}

/** Ends all of a server's processes, and shows how long it takes. */
async function terminate({ server, front, graceMs, output, signals, outcome }: EndingServer): Promise<void> {
  const startedAt = performance.now()
  const isRequested = outcome?.kind === 'stopped'
  const secondsSinceStart = () => (performance.now() - startedAt) / 1000
  const show = () => output.emit({ type: 'stop-progress', seconds: Math.round(secondsSinceStart()), isRequested })
  show()
  const timer = setInterval(show, PROGRESS_INTERVAL_MS)
  let termination: Termination
  signals.beginEnd()
  try {
    // If MLflow is gone, nothing can end well any more.
    const patienceMs = outcome?.kind === 'exited' ? 0 : graceMs - Math.min(graceMs / 4, MAX_RESERVED_MS)
    await front.close(patienceMs, signals.force)
    termination = await server.terminate(signals.force, graceMs - (performance.now() - startedAt))
  } finally {
    clearInterval(timer)
    output.emit({ type: 'stop-finished' })
  }
  if (outcome?.kind !== 'stopped') return
  output.emit({ type: 'stopped', signal: outcome.signal, termination, seconds: secondsSinceStart() })
}

/** Waits for a reader that has stopped reading, but not for long if the end is wanted. */
async function closeOutput(output: OutputRelay, signals: StopSignals, isEndWanted: boolean): Promise<void> {
  const closeSoon = () => output.close(WANTED_END_PATIENCE_MS)
  if (isEndWanted) return closeSoon()
  await Promise.race([output.close(UNWANTED_END_PATIENCE_MS), signals.requested.then(closeSoon)])
}

function readyDetails({ installation, settings }: ServerPlan) {
  return { version: installation.versions.mlflow, workers: settings.workers.value, artifacts: settings.artifacts }
}

/** MLflow was asked for its own help, and has printed it. */
function asHelp({ passthroughArgs }: ServerPlan, outcome: Outcome): Outcome {
  const isDone = outcome.kind === 'exited' && outcome.result.exitCode === 0
  return isDone && passthroughArgs.includes('--help') ? { kind: 'finished', exit: { raise: null, status: 0 } } : outcome
}

interface EndContext {
  readonly server: MlflowServer | null
  readonly output: OutputRelay
  readonly wasReady: boolean
}

function reportEnd(plan: ServerPlan, outcome: Outcome, { server, output, wasReady }: EndContext): void {
  if (outcome.kind === 'stopped') {
    const { signal } = outcome
    const diagnostic = signal === 'SIGINT' ? serverDiagnostics.notice('server-stopping', null, {}) : null
    output.emit({ type: 'stopping', signal, diagnostic })
    return
  }
  if (outcome.kind !== 'finished') {
    const { lastLines } = output
    const suspectedCause = server?.suspectedCause ?? null
    const evidence = { port: server?.port ?? null, lastLines, suspectedCause, wasReady }
    output.emit({ type: 'failed', diagnostic: diagnoseOutcome(plan, outcome, evidence), lastLines })
  }
  // What MLflow still writes would bury the reason.
  output.stopForwarding()
}
