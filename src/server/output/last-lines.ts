import { StringDecoder } from 'node:string_decoder'
import type { Stream } from '../events.ts'

/** How many of MLflow's lines are kept for a failure. */
const MAX_LINES = 20
/** The rest of a longer line says nothing more. */
const MAX_LINE_CHARACTERS = 500

/** The last lines of both streams, in the order in which they were completed. */
export class LastLines {
  readonly #lines: string[] = []
  readonly #unfinished: Record<Stream, string> = { 1: '', 2: '' }
  readonly #decoders: Record<Stream, StringDecoder> = { 1: new StringDecoder(), 2: new StringDecoder() }

  add(stream: Stream, bytes: Uint8Array): void {
    const lines = (this.#unfinished[stream] + this.#decoders[stream].write(Buffer.from(bytes))).split('\n')
    this.#unfinished[stream] = (lines.pop() ?? '').slice(0, MAX_LINE_CHARACTERS)
    this.#lines.push(...lines.map((line) => line.slice(0, MAX_LINE_CHARACTERS)))
    this.#lines.splice(0, this.#lines.length - MAX_LINES)
  }

  /** Without empty ones. A line that was not finished counts. */
  get lines(): string[] {
    const all = [...this.#lines, this.#unfinished[1], this.#unfinished[2]]
    return all.filter((line) => line.trim() !== '').slice(-MAX_LINES)
  }
}
