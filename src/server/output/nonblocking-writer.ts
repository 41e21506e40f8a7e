import { constants, fstatSync, openSync, writeSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { isatty } from 'node:tty'
import { write } from '../../host/write.ts'
import type { Stream } from '../events.ts'
import { isSocket, SocketWriter } from './socket-writer.ts'

/** Between two attempts to write: Node does not tell when a reader has read. */
const RETRY_INTERVAL_MS = 20
/** How much waits for a slow reader before the source does; a pipe holds as much. */
const HIGH_WATER_MARK_BYTES = 65_536
/** How much waits at most, if the source cannot be stopped. The rest is dropped. */
const MAX_BUFFERED_BYTES = 1_048_576

/**
 * One of the launcher's own streams, written without ever waiting for its reader: a reader that has stopped reading must
 * not keep the launcher from handling a signal.
 */
export class NonBlockingWriter {
  readonly #descriptor: Stream
  /** The same pipe or terminal, opened once more: others who share the descriptor must not find it non-blocking. */
  readonly #own: number | null
  readonly #socket: SocketWriter | null
  #buffered = Buffer.alloc(0)
  #timer: NodeJS.Timeout | undefined
  #waiters: (() => void)[] = []

  constructor(descriptor: Stream) {
    this.#descriptor = descriptor
    this.#own = openAgain(descriptor)
    this.#socket = isSocket(descriptor) ? new SocketWriter(descriptor, () => this.releaseWaiters()) : null
  }

  write(bytes: Uint8Array): void {
    if (this.#socket !== null) {
      if (this.#socket.bufferedBytes < MAX_BUFFERED_BYTES) this.#socket.write(bytes)
      return
    }
    if (this.#own === null) {
      write(this.#descriptor, bytes)
      return
    }
    if (this.#buffered.length < MAX_BUFFERED_BYTES) this.#buffered = Buffer.concat([this.#buffered, bytes])
    this.#flush(this.#own)
  }

  /** Whether a source that can wait should do so, until `drained`. */
  get needsDrain(): boolean {
    return this.#bufferedBytes >= HIGH_WATER_MARK_BYTES
  }

  /** Waits until all is written, the reader has gone, or `releaseWaiters` is called. */
  drained(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#bufferedBytes === 0) resolve()
      else this.#waiters.push(resolve)
    })
  }

  releaseWaiters(): void {
    for (const release of this.#waiters.splice(0)) release()
  }

  /** Waits until all is written, or the reader has read nothing for so long. */
  async close(patienceMs: number): Promise<void> {
    let left = this.#bufferedBytes
    for (let since = performance.now(); left > 0 && performance.now() - since < patienceMs; ) {
      await delay(RETRY_INTERVAL_MS)
      if (this.#bufferedBytes < left) since = performance.now()
      left = this.#bufferedBytes
    }
  }

  get #bufferedBytes(): number {
    return this.#socket?.bufferedBytes ?? this.#buffered.length
  }

  #flush(descriptor: number): void {
    clearTimeout(this.#timer)
    try {
      while (this.#buffered.length > 0) this.#buffered = this.#buffered.subarray(writeSync(descriptor, this.#buffered))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') {
        this.#timer = setTimeout(() => this.#flush(descriptor), RETRY_INTERVAL_MS)
        return
      }
      // A reader that has gone is no reason to stop the server.
      this.#buffered = Buffer.alloc(0)
    }
    this.releaseWaiters()
  }
}

export type Writers = Readonly<Record<Stream, NonBlockingWriter>>

/** One writer for both streams if they are the same pipe or terminal: no line of one is split by the other's. */
export function openWriters(): Writers {
  const output = new NonBlockingWriter(1)
  return { 1: output, 2: areSame() ? output : new NonBlockingWriter(2) }
}

function areSame(): boolean {
  try {
    const [output, error] = [fstatSync(1), fstatSync(2)]
    const isShared = output.isFIFO() || output.isSocket() || isatty(1)
    return isShared && output.dev === error.dev && output.ino === error.ino
  } catch {
    return false
  }
}

/** Null for a file, to which writing takes no time, for a socket, which cannot be opened, and on systems without /proc. */
function openAgain(descriptor: number): number | null {
  try {
    if (!fstatSync(descriptor).isFIFO() && !isatty(descriptor)) return null
    return openSync(`/proc/self/fd/${descriptor}`, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY)
  } catch {
    return null
  }
}
