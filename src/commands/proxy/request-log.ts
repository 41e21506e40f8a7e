import type { LogEntry } from '../../gate/log-entry.ts'

/** One line of JSON for each request. Those that end together are written together: a write costs as much as a request. */
export class RequestLog {
  readonly #write: (bytes: Uint8Array) => void
  #lines = ''

  constructor(write: (bytes: Uint8Array) => void) {
    this.#write = write
  }

  add(entry: LogEntry): void {
    if (this.#lines === '') setImmediate(() => this.flush())
    this.#lines += `${JSON.stringify(entry)}\n`
  }

  /** Writes what has not been written yet. */
  flush(): void {
    if (this.#lines !== '') this.#write(Buffer.from(this.#lines))
    this.#lines = ''
  }
}
