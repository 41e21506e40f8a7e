import { fstatSync } from 'node:fs'
import process from 'node:process'
import type { Stream } from '../events.ts'

/**
 * A standard stream that is a socket, as systemd's journal and parents in Node give it. It cannot be opened once more;
 * Node's own stream does not wait for its reader.
 */
export class SocketWriter {
  readonly #stream: NodeJS.WriteStream
  readonly #onEmpty: () => void
  #isGone = false

  /** @param onEmpty called when all is written, or the reader has gone */
  constructor(descriptor: Stream, onEmpty: () => void) {
    this.#stream = descriptor === 1 ? process.stdout : process.stderr
    this.#onEmpty = onEmpty
    this.#stream.on('error', () => {
      this.#isGone = true
      onEmpty()
    })
  }

  get bufferedBytes(): number {
    return this.#isGone ? 0 : this.#stream.writableLength
  }

  write(bytes: Uint8Array): void {
    if (this.#isGone) return
    this.#stream.write(bytes, () => {
      if (this.bufferedBytes === 0) this.#onEmpty()
    })
  }
}

export function isSocket(descriptor: Stream): boolean {
  try {
    return (descriptor === 1 || descriptor === 2) && fstatSync(descriptor).isSocket()
  } catch {
    return false
  }
}
