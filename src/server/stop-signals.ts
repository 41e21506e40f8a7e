import process from 'node:process'
import { host } from '../host/index.ts'
import type { ServerPlan } from './plan.ts'

/** Signals that ask for the end. uvicorn would take SIGHUP to mean that its workers start anew. */
const SIGNALS: readonly NodeJS.Signals[] = [
  ...(['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP'] as const),
  // Of batch systems, limits and power supplies: they would end the launcher, and not the server.
  ...(['SIGUSR2', 'SIGALRM', 'SIGVTALRM', 'SIGXCPU', 'SIGIO', 'SIGPWR', 'SIGSTKFLT'] as const),
]

/** How far apart the two ends of one ^C may come, in milliseconds; nobody presses it twice as fast. */
const SAME = 300

/** Listens for those who want the server to end. */
export class StopSignals {
  /** The first signal; never, where none comes. */
  readonly first: Promise<NodeJS.Signals>
  readonly #hurry = new AbortController()
  readonly #off: () => void
  #signal: NodeJS.Signals | null = null
  #paused = false

  constructor(plan: ServerPlan) {
    let found: (signal: NodeJS.Signals) => void = () => {}
    let since = 0
    this.first = new Promise((resolve) => {
      found = resolve
    })
    const handler = (signal: NodeJS.Signals) => {
      // While a command runs, its own supervision decides what a signal means.
      if (this.#paused) return
      const isFirst = this.#signal === null
      this.#signal ??= signal
      if (isFirst) since = performance.now()
      else if (signal === 'SIGINT') this.#hasten(plan, performance.now() - since)
      found(this.#signal)
    }
    const nothing = () => {}
    // Behind `nohup` a terminal that closes means nothing, and Node has undone that.
    const isKept = (signal: NodeJS.Signals) => signal === 'SIGHUP' && host.isHangUpIgnored()
    const handlers = SIGNALS.map((signal) => [signal, isKept(signal) ? nothing : handler] as const)
    for (const [signal, handle] of handlers) process.on(signal, handle)
    this.#off = () => {
      for (const [signal, handle] of handlers) process.off(signal, handle)
    }
  }

  /** A launcher of npm's world that stands between has the terminal's ^C too, and passes it on: that is no second one. */
  async #hasten({ parentPid }: ServerPlan, elapsed: number): Promise<void> {
    const isPassedOn = elapsed < SAME && (await host.sharesForeground(parentPid))
    if (!isPassedOn) this.#hurry.abort()
  }

  /** Aborted by a second ^C. */
  get hurry(): AbortSignal {
    return this.#hurry.signal
  }

  /** Leaves the signals to somebody else, until the function that it gives is called. */
  pause(): () => void {
    this.#paused = true
    return () => {
      this.#paused = false
    }
  }

  close(): void {
    this.#off()
  }
}
