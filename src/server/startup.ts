import { setTimeout as delay } from 'node:timers/promises'
import * as host from '../host/index.ts'
import { serverDiagnostics } from './diagnostics.ts'
import type { Front } from './front.ts'
import { MlflowServer } from './mlflow-server.ts'
import type { Outcome } from './outcome.ts'
import type { OutputRelay } from './output/relay.ts'
import type { ServerPlan } from './server-plan.ts'
import { initializeSqlite } from './sqlite-init.ts'
import type { StopSignals } from './stop-signals.ts'

const PROGRESS_INTERVAL_MS = 1_000

/** What a start needs in addition to the plan. */
export interface StartInput {
  readonly plan: ServerPlan
  readonly front: Front
  readonly output: OutputRelay
  readonly signals: StopSignals
  readonly serverId: string
}

export type StartResult =
  | { readonly kind: 'ready'; readonly server: MlflowServer; readonly publicUrl: string; readonly seconds: number }
  /** `server` is null if MLflow was never started. */
  | { readonly kind: 'failed'; readonly server: MlflowServer | null; readonly outcome: Outcome }

/**
 * Starts the server, waits until it answers, and lets people in; or until it is known that it will not answer.
 *
 * @throws {LauncherError} if the system does not start MLflow
 */
export async function startServer(input: StartInput): Promise<StartResult> {
  const { plan, front, output, signals, serverId } = input
  const startedAt = performance.now()
  const settled = new AbortController()
  const finishProgress = showProgress(output, plan.installation.versions.mlflow)
  const stopped = signals.requested.then((signal) => ({ kind: 'stopped', signal }) as const)
  const timedOut = waitForTimeout(plan, settled.signal)
  const initialized = initializeSqlite(plan, settled.signal)
  let server: MlflowServer | null = null
  try {
    // Together with a stop that was requested meanwhile: then nothing is started.
    const early = await Promise.race([stopped, timedOut, initialized])
    if (early)
      return { kind: 'failed', server, outcome: 'kind' in early ? early : { kind: 'failed', diagnostic: early } }
    server = await MlflowServer.start(plan, front, output, serverId)
    host.closeInspector()
    server.startChecks(plan)
    const first = await Promise.race([stopped, server.outcome, timedOut, server.whenReady(settled.signal)])
    if (first === null) return { kind: 'failed', server, outcome: await timedOut }
    if (typeof first !== 'string') return { kind: 'failed', server, outcome: first }
    const opened = await front.open(first)
    if (typeof opened !== 'string') return { kind: 'failed', server, outcome: { kind: 'failed', diagnostic: opened } }
    return { kind: 'ready', server, publicUrl: opened, seconds: (performance.now() - startedAt) / 1000 }
  } catch (error) {
    await server?.terminate(signals.force)
    throw error
  } finally {
    settled.abort()
    // The launcher leaves no process of its own.
    await initialized.catch(() => {})
    finishProgress()
  }
}

/** Shows every second that MLflow is starting. @returns the function that stops it */
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

async function waitForTimeout({ settings }: ServerPlan, signal: AbortSignal): Promise<Outcome> {
  const { value: seconds, origin } = settings.readyTimeoutSeconds
  // Aborted as soon as something else has decided; then nothing uses the result.
  await delay(seconds * 1000, undefined, { signal }).catch(() => {})
  return { kind: 'failed', diagnostic: serverDiagnostics.error('readiness-timeout', origin, { seconds }) }
}
