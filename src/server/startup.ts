import { setTimeout as delay } from 'node:timers/promises'
import { noticeLine, warningLine } from '../report/diagnostic-line.ts'
import type { ListenAddress } from './listen-address.ts'
import { Server } from './mlflow-process.ts'
import type { Outcome } from './outcome.ts'
import type { OutputRelay } from './output/relay.ts'
import type { ServerPlan } from './plan.ts'
import { NewDatabase } from './sqlite-init/index.ts'
import type { StopSignals } from './stop-signals.ts'

/** How far a start came. */
export type Start =
  | { readonly kind: 'ready'; readonly server: Server; readonly url: string; readonly seconds: number }
  /** Without a server, where it was over before there was one. */
  | { readonly kind: 'over'; readonly server: Server | null; readonly verdict: Outcome }

/**
 * Starts the server and stays until it answers, or it is known that it will not.
 *
 * @throws {Refusal} where the system does not start it
 */
export async function startServer(
  plan: ServerPlan,
  address: ListenAddress,
  output: OutputRelay,
  asked: StopSignals,
  mark: string,
): Promise<Start> {
  const started = performance.now()
  const settled = new AbortController()
  const stopProgress = output.startProgress(plan.installation.version)
  const wanted = asked.first.then((signal) => ({ kind: 'asked', signal }) as const)
  const late = waitOver(plan, settled.signal)
  let server: Server | null = null
  try {
    // Together with what has been asked meanwhile: nothing is started that nobody wants.
    let isWaiting = false
    const begun = NewDatabase.begin(plan, settled.signal, () => {
      isWaiting = true
      if (!plan.quiet) output.tell(noticeLine({ code: 'database-being-made' }))
    })
    const early = await Promise.race([wanted, late, begun])
    if (!(early instanceof NewDatabase))
      return { kind: 'over', server, verdict: isWaiting ? inVain(plan, early) : early }
    if (early.wasHalfMade)
      output.tell(warningLine({ code: 'database-remade', origin: plan.settings.backendStoreUri.origin }))
    server = await Server.start(plan, address, output, mark, early).catch(async (error) => {
      await early.giveUp(asked.hurry)
      throw error
    })
    const first = await Promise.race([wanted, server.over, late, server.whenReady(settled.signal)])
    if (typeof first !== 'string') return { kind: 'over', server, verdict: first }
    early.made()
    return { kind: 'ready', server, url: first, seconds: (performance.now() - started) / 1000 }
  } catch (error) {
    await server?.end(plan.settings.grace.value, asked.hurry)
    throw error
  } finally {
    settled.abort()
    stopProgress()
  }
}

/** The wait was for another's start. */
function inVain({ settings }: ServerPlan, verdict: Outcome): Outcome {
  if (verdict.kind !== 'failed') return verdict
  const { origin } = settings.backendStoreUri
  return { kind: 'failed', failure: { code: 'database-being-made', seconds: settings.wait.value, origin } }
}

async function waitOver({ settings }: ServerPlan, signal: AbortSignal): Promise<Outcome> {
  const { value: seconds, origin } = settings.wait
  // Given up as soon as something else has decided, and then heard by nobody.
  await delay(seconds * 1000, undefined, { signal }).catch(() => {})
  return { kind: 'failed', failure: { code: 'server-not-ready', seconds, origin } }
}
