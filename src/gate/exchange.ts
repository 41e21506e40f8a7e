import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Connections } from './connections.ts'
import type { AdmittedKey } from './keys.ts'
import { CLIENT_GONE, type LogEntry } from './log-entry.ts'
import type { Refusal } from './refusals.ts'

/** Who has to do something next. */
export type Awaited = 'client body' | 'client reading' | 'upstream' | 'nobody'

/** One request and its answer. */
export class Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Whether the client waits for a word before it sends its body. */
  expectsContinue: boolean
  key: AdmittedKey | null = null
  route: string | null = null
  /** Whether the gate itself has answered. */
  hasOwnAnswer = false
  /** Whether nothing that comes behind it is read. */
  isLast = false
  bytesIn = 0
  bytesOut = 0
  /** Who is waited for, and what happens if it takes too long. */
  awaited: () => Awaited = () => 'client reading'
  onStall: (awaited: Awaited) => void = () => this.reset()
  /** Answers in MLflow's place, if there is no answer yet. */
  refuse: (refusal: Refusal) => void = () => this.reset()
  readonly #startedAt = performance.now()
  readonly #time = new Date()

  readonly #connections: Connections

  constructor(request: IncomingMessage, response: ServerResponse, expectsContinue: boolean, connections: Connections) {
    this.#connections = connections
    this.request = request
    this.response = response
    this.expectsContinue = expectsContinue
  }

  /** All that has moved. As long as it changes, nothing is stuck. */
  get progress(): number {
    return this.bytesIn + this.bytesOut + (this.response.socket?.bytesWritten ?? 0)
  }

  /** Lets the client know that the answer is not whole: the end of the connection alone could be taken for its end. */
  reset(): void {
    this.#connections.reset(this.request.socket)
  }

  entry(service: string): LogEntry {
    const { key, route, bytesIn, bytesOut } = this
    return {
      time: this.#time.toISOString(),
      key: key?.id ?? null,
      service,
      method: this.request.method ?? null,
      route,
      status: this.response.headersSent ? this.response.statusCode : CLIENT_GONE,
      bytesIn,
      bytesOut,
      ms: Math.round(performance.now() - this.#startedAt),
    }
  }
}
