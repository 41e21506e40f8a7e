import type { Readable } from 'node:stream'
import type { ServerEvent, ServerReporter, Stream } from '../events.ts'
import { LastLines } from './last-lines.ts'
import { openWriters, type Writers } from './nonblocking-writer.ts'

/** Writes what a reporter makes of events and of MLflow's output, without ever waiting for a reader. */
export class OutputRelay {
  readonly #reporter: ServerReporter
  readonly #writers: Writers
  readonly #last = new LastLines()
  #isForwarding: boolean
  #ignoresBackpressure = false

  /** @param forwards whether MLflow's output goes to the reporter; otherwise only its last lines are kept */
  constructor(reporter: ServerReporter, forwards: boolean, writers = openWriters()) {
    this.#reporter = reporter
    this.#isForwarding = forwards
    this.#writers = writers
  }

  emit(event: ServerEvent): void {
    for (const { stream, content } of this.#reporter.report(event)) {
      this.#writers[stream].write(typeof content === 'string' ? Buffer.from(content) : content)
    }
  }

  /** Takes what MLflow writes, but nothing while a reader is slow: MLflow waits, as it would without the launcher. */
  connect(stream: Stream, source: Readable): void {
    source.on('data', (bytes: Buffer) => {
      const drained = this.#forward(stream, bytes)
      if (!drained) return
      source.pause()
      drained.then(() => source.resume())
    })
  }

  /** @returns what to wait for before more is taken; null for nothing */
  #forward(stream: Stream, bytes: Uint8Array): Promise<void> | null {
    this.#last.add(stream, bytes)
    if (!this.#isForwarding) return null
    this.emit({ type: 'output', stream, bytes })
    const writer = this.#writers[stream]
    return writer.needsDrain && !this.#ignoresBackpressure ? writer.drained() : null
  }

  /** From here on MLflow's output is only kept. */
  stopForwarding(): void {
    this.#isForwarding = false
  }

  /** From here on nobody waits for a reader: MLflow is to end, and may be about to write. */
  ignoreBackpressure(): void {
    this.#ignoresBackpressure = true
    for (const writer of Object.values(this.#writers)) writer.releaseWaiters()
  }

  /** MLflow's last lines, of both streams. */
  get lastLines(): string[] {
    return this.#last.lines
  }

  /** Waits until all is written, or a reader has read nothing for so long. */
  async close(patienceMs: number): Promise<void> {
    await Promise.all(Object.values(this.#writers).map((writer) => writer.close(patienceMs)))
  }
}
