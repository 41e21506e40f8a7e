import { constants, fstatSync, openSync, writeSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { isatty } from 'node:tty'
import { write } from '../../host/write.ts'

/** Between two tries, in milliseconds: Node does not tell when a reader has read. */
const PAUSE = 20
/** How much waits for a slow reader before the writer does, in bytes; as much as a pipe holds. */
const MOST = 65_536
/** How much waits at all, where the writer cannot. */
const LIMIT = 1_048_576

/**
 * One of the launcher's own streams, written without ever waiting for its reader: one that has stopped to read must not
 * keep the launcher from hearing a signal.
 */
export class NonBlockingWriter {
  readonly #descriptor: 1 | 2
  /** The same pipe or terminal, opened once more: whoever shares the descriptor is not to find it non-blocking. */
  readonly #own: number | null
  #waiting = Buffer.alloc(0)
  #timer: NodeJS.Timeout | undefined
  #listeners: (() => void)[] = []

  constructor(descriptor: 1 | 2) {
    this.#descriptor = descriptor
    this.#own = openAgain(descriptor)
  }

  write(bytes: Uint8Array): void {
    if (this.#own === null) {
      write(this.#descriptor, bytes)
      return
    }
    if (this.#waiting.length < LIMIT) this.#waiting = Buffer.concat([this.#waiting, bytes])
    this.#flush(this.#own)
  }

  /** Whoever has much to say waits then. */
  get isFull(): boolean {
    return this.#waiting.length >= MOST
  }

  /** Waits until all is written, but not for a reader that has stopped. @param patience in milliseconds */
  async close(patience: number): Promise<void> {
    let left = this.#waiting.length
    for (let since = performance.now(); left > 0 && performance.now() - since < patience; await delay(PAUSE)) {
      if (this.#waiting.length < left) since = performance.now()
      left = this.#waiting.length
    }
  }

  /** Waits until all is written, or the reader has gone. */
  whenEmpty(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#waiting.length === 0) resolve()
      else this.#listeners.push(resolve)
    })
  }

  /** Lets go who waits. */
  wake(): void {
    for (const listener of this.#listeners.splice(0)) listener()
  }

  #flush(descriptor: number): void {
    clearTimeout(this.#timer)
    try {
      while (this.#waiting.length > 0) this.#waiting = this.#waiting.subarray(writeSync(descriptor, this.#waiting))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') {
        this.#timer = setTimeout(() => this.#flush(descriptor), PAUSE)
        return
      }
      // A reader that has had enough is no reason to end the server.
      this.#waiting = Buffer.alloc(0)
    }
    this.wake()
  }
}

/** One for both where they are one pipe or terminal: no line of the one stands in the middle of the other's. */
export function openWriters(): Readonly<Record<1 | 2, NonBlockingWriter>> {
  const output = new NonBlockingWriter(1)
  return { 1: output, 2: areOne() ? output : new NonBlockingWriter(2) }
}

function areOne(): boolean {
  try {
    const [one, other] = [fstatSync(1), fstatSync(2)]
    return (one.isFIFO() || isatty(1)) && one.dev === other.dev && one.ino === other.ino
  } catch {
    return false
  }
}

/** Null where it is a file, to which writing takes no time; or a socket, which cannot be opened; or where there is no /proc. */
function openAgain(descriptor: number): number | null {
  try {
    if (!fstatSync(descriptor).isFIFO() && !isatty(descriptor)) return null
    return openSync(`/proc/self/fd/${descriptor}`, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY)
  } catch {
    return null
  }
}
