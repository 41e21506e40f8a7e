import process from 'node:process'
import * as host from '../host/index.ts'
import { SYSTEM_SIGNALS } from '../launch/system-signals.ts'
import type { ServerPlan } from './server-plan.ts'

/** Signals that ask for the end. uvicorn would take SIGHUP as a request to restart its workers. */
const SIGNALS: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGUSR2', ...SYSTEM_SIGNALS]

/** One Ctrl-C may arrive twice within this time; nobody presses it twice as fast. */
const SAME_KEYPRESS_MS = 300

/** Listens for signals that ask the server to stop. */
export class StopSignals {
  /** The first signal. It never resolves if none comes. */
  readonly requested: Promise<NodeJS.Signals>
  readonly #force = new AbortController()
  readonly #removeHandlers: () => void
  #first: NodeJS.Signals | null = null
  #firstAt = 0
  #isPaused = false

  constructor(plan: Pick<ServerPlan, 'parentPid'>) {
    let resolve: (signal: NodeJS.Signals) => void = () => {}
    this.requested = new Promise((settle) => {
      resolve = settle
    })
    const handle = (signal: NodeJS.Signals) => {
      // While a command runs, its own supervision decides what a signal means.
      if (this.#isPaused) return
      if (this.#first === null) {
        this.#first = signal
        this.#firstAt = performance.now()
        resolve(signal)
      } else if (signal === 'SIGINT') this.#forceUnlessRepeated(plan, performance.now() - this.#firstAt)
    }
    const ignore = () => {}
    // Under `nohup` a terminal that closes means nothing, and Node has undone that.
    const isIgnored = (signal: NodeJS.Signals) => signal === 'SIGHUP' && host.isHangUpIgnored()
    const handlers = SIGNALS.map((signal) => [signal, isIgnored(signal) ? ignore : handle] as const)
    for (const [signal, handler] of handlers) process.on(signal, handler)
    this.#removeHandlers = () => {
      for (const [signal, handler] of handlers) process.off(signal, handler)
    }
  }

  /** A wrapper such as cross-env receives the terminal's Ctrl-C too and forwards it: that is not a second one. */
  async #forceUnlessRepeated({ parentPid }: Pick<ServerPlan, 'parentPid'>, elapsedMs: number): Promise<void> {
    const isRepeated = elapsedMs < SAME_KEYPRESS_MS && (await host.sharesForeground(parentPid).catch(() => false))
    if (!isRepeated) this.#force.abort()
  }

  /** Aborted by a second Ctrl-C: nothing waits any longer. */
  get force(): AbortSignal {
    return this.#force.signal
  }

  /** From now on the server ends, asked by a signal or not: the next Ctrl-C kills it. */
  beginEnd(): void {
    if (this.#first !== null) return
    this.#first = 'SIGTERM'
    this.#firstAt = performance.now()
  }

  /** Ignores signals until the returned function is called. */
  pause(): () => void {
    this.#isPaused = true
    return () => {
      this.#isPaused = false
    }
  }

  /** Gives the signals their default meaning back. */
  close(): void {
    this.#removeHandlers()
  }
}
