import { setTimeout as delay } from 'node:timers/promises'
import { server as diagnostics } from './diagnostics.ts'
import type { Upstream } from './front.ts'
import type { ListenAddress } from './listen-address.ts'
import { MlflowServer } from './mlflow-server.ts'
import type { Outcome } from './outcome.ts'
import type { OutputRelay } from './output/relay.ts'
import type { ServerPlan } from './plan.ts'
import { NewDatabase } from './sqlite-init/index.ts'
import type { StopSignals } from './stop-signals.ts'

const PROGRESS_INTERVAL_MS = 1_000

/** What a start needs besides the plan. */
export interface StartInput {
  readonly plan: ServerPlan
  /** Where MLflow is to listen. */
  readonly upstream: ListenAddress
  readonly output: OutputRelay
  readonly signals: StopSignals
  readonly serverId: string
}

export type StartResult =
  | { readonly kind: 'ready'; readonly server: MlflowServer; readonly upstream: Upstream; readonly seconds: number }
  /** `server` is null if MLflow was never started. */
  | { readonly kind: 'failed'; readonly server: MlflowServer | null; readonly outcome: Outcome }

/**
 * Starts the server and waits until it answers, or it is known that it will not.
 *
 * @throws {LauncherError} if the system does not start MLflow
 */
export async function startServer(input: StartInput): Promise<StartResult> {
  const { plan, upstream, output, signals, serverId } = input
  const startedAt = performance.now()
  const settled = new AbortController()
  const finishProgress = showProgress(output, plan.installation.version)
  const stopped = signals.requested.then((signal) => ({ kind: 'stopped', signal }) as const)
  const timedOut = waitForTimeout(plan, settled.signal)
  let server: MlflowServer | null = null
  try {
    let isWaiting = false
    const acquired = NewDatabase.begin(plan, settled.signal, () => {
      isWaiting = true
      output.emit({ type: 'notice', diagnostic: diagnostics.notice('database-init-waiting', null) })
    })
    // Together with a stop that was requested meanwhile: then nothing is started.
    const database = await Promise.race([stopped, timedOut, acquired])
    if (!(database instanceof NewDatabase)) {
      return { kind: 'failed', server, outcome: isWaiting ? whileWaiting(plan, database) : database }
    }
    if (database.wasHalfMade) {
      const { origin } = plan.settings.backendStoreUri
      output.emit({ type: 'warning', diagnostic: { code: 'database-remade', origin } })
    }
    server = await MlflowServer.start(plan, upstream, output, serverId, database).catch(async (error) => {
      await database.giveUp(signals.force)
      throw error
    })
    const first = await Promise.race([stopped, server.outcome, timedOut, server.whenReady(settled.signal)])
    if (first === null || 'kind' in first) return { kind: 'failed', server, outcome: first ?? (await timedOut) }
    database.made()
    return { kind: 'ready', server, upstream: first, seconds: (performance.now() - startedAt) / 1000 }
  } catch (error) {
    await server?.terminate(signals.force)
    throw error
  } finally {
    settled.abort()
    finishProgress()
  }
}

/** @returns ends it */
function showProgress(output: OutputRelay, version: string): () => void {
  const startedAt = performance.now()
  const show = () =>
    output.emit({ type: 'starting', version, seconds: Math.round((performance.now() - startedAt) / 1000) })
  show()
  const timer = setInterval(show, PROGRESS_INTERVAL_MS)
  return () => {
    clearInterval(timer)
    output.emit({ type: 'startup-finished' })
  }
}

/** The time was spent waiting for another server's start. */
function whileWaiting({ settings }: ServerPlan, outcome: Outcome): Outcome {
  if (outcome.kind !== 'failed') return outcome
  const { origin } = settings.backendStoreUri
  const diagnostic = diagnostics.error('database-init-timeout', origin, { seconds: settings.wait.value })
  return { kind: 'failed', diagnostic }
}

async function waitForTimeout({ settings }: ServerPlan, signal: AbortSignal): Promise<Outcome> {
  const { value: seconds, origin } = settings.wait
  // Aborted as soon as something else has decided; then nothing uses the result.
  await delay(seconds * 1000, undefined, { signal }).catch(() => {})
  return { kind: 'failed', diagnostic: diagnostics.error('readiness-timeout', origin, { seconds }) }
}
