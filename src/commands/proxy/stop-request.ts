import * as host from '../../host/index.ts'

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** Listens for signals that ask the gate to stop: the first one in good order, the second one at once. */
export class StopRequest {
  readonly first: Promise<NodeJS.Signals>
  readonly second: Promise<NodeJS.Signals>
  readonly #handler: (signal: NodeJS.Signals) => void

  constructor() {
    const settle: ((signal: NodeJS.Signals) => void)[] = []
    this.first = new Promise((resolve) => settle.push(resolve))
    this.second = new Promise((resolve) => settle.push(resolve))
    this.#handler = (signal) => {
      // Under `nohup` a terminal that closes means nothing.
      if (signal === 'SIGHUP' && host.isHangUpIgnored()) return
      settle.shift()?.(signal)
    }
    for (const signal of SIGNALS) host.onSignal(signal, this.#handler)
  }

  /** Gives the signals their ordinary meaning back. */
  close(): void {
    for (const signal of SIGNALS) host.offSignal(signal, this.#handler)
  }
}
