import { isatty } from 'node:tty'
import { progressText } from '../../report/server-events.ts'
import type { ServerPlan } from '../plan.ts'
import { type NonBlockingWriter, openWriters } from './nonblocking-writer.ts'

/** How many of MLflow's lines are kept for a failure. */
const KEPT = 20
/** More of a line says nothing. */
const LONGEST = 500
/** How long a reader that has stopped is waited for in the end, in milliseconds: where somebody wants it, and else. */
const PATIENCE = { asked: 1_000, unasked: 60_000 }
const CLEAR = '\r\x1b[K'

/** What MLflow writes: passed on as it comes, or kept to be shown in a failure only; and the progress of the start. */
export class OutputRelay {
  readonly #outlets: Readonly<Record<1 | 2, NonBlockingWriter>> = openWriters()
  #isReleased = false
  #passes: boolean
  readonly #shows: boolean
  readonly #last: string[] = []
  readonly #open: Record<1 | 2, string> = { 1: '', 2: '' }
  #timer: NodeJS.Timeout | undefined
  #progress = ''

  /** @param passes whether MLflow's output goes on to this process's own */
  constructor({ quiet }: Pick<ServerPlan, 'quiet'>, passes: boolean) {
    this.#passes = passes
    this.#shows = !quiet && isatty(2)
  }

  /**
   * MLflow's own output.
   *
   * @returns until when to read no more of it, where its reader is slow: MLflow waits, as it would without the launcher
   */
  pass(descriptor: 1 | 2, bytes: Uint8Array): Promise<void> | null {
    this.#keep(descriptor, Buffer.from(bytes).toString('utf8'))
    if (!this.#passes) return null
    if (this.#progress) this.#write(CLEAR)
    const outlet = this.#outlets[descriptor]
    outlet.write(bytes)
    // Never behind half a line.
    if (this.#progress && bytes.at(-1) === 10) this.#write(this.#progress)
    return outlet.isFull && !this.#isReleased ? outlet.whenEmpty() : null
  }

  /** From here on nobody waits for a reader: MLflow, which may be about to write, is to end. */
  release(): void {
    this.#isReleased = true
    for (const outlet of Object.values(this.#outlets)) outlet.wake()
  }

  /** Waits until all is written, but not for a reader that has stopped. */
  async close(asked: boolean): Promise<void> {
    const patience = asked ? PATIENCE.asked : PATIENCE.unasked
    await Promise.all(Object.values(this.#outlets).map((outlet) => outlet.close(patience)))
  }

  #write(text: string): void {
    this.#outlets[2].write(Buffer.from(text))
  }

  /** From here on MLflow's output is kept only. */
  mute(): void {
    this.#passes = false
  }

  /** Words of the launcher's own. */
  tell(text: string): void {
    this.#write(this.#progress ? `${CLEAR}${text}${this.#progress}` : text)
  }

  /** Counts the seconds on a terminal, until the function that it gives is called. */
  startProgress(version: string): () => void {
    if (!this.#shows) return () => {}
    const started = performance.now()
    const show = () => {
      this.#progress = `${CLEAR}${progressText(version, Math.round((performance.now() - started) / 1000))}`
      this.#write(this.#progress)
    }
    show()
    this.#timer = setInterval(show, 1_000)
    return () => {
      clearInterval(this.#timer)
      if (this.#progress) this.#write(CLEAR)
      this.#progress = ''
    }
  }

  /** MLflow's last lines, of both streams. */
  lastLines(): string[] {
    return [...this.#last, ...Object.values(this.#open)].filter((line) => line.trim() !== '').slice(-KEPT)
  }

  #keep(descriptor: 1 | 2, text: string): void {
    const lines = (this.#open[descriptor] + text).split('\n')
    this.#open[descriptor] = (lines.pop() ?? '').slice(0, LONGEST)
    this.#last.push(...lines.map((line) => line.slice(0, LONGEST)))
    this.#last.splice(0, this.#last.length - KEPT)
  }
}
