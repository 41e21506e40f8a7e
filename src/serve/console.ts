import { isatty } from 'node:tty'
import { write } from '../launch/write.ts'
import { progressText } from '../report/server-ready.ts'
import type { ServePlan } from './plan.ts'

/** How many of MLflow's lines are kept for a failure. */
const KEPT = 20
/** More of a line says nothing. */
const LONGEST = 500
const CLEAR = '\r\x1b[K'

/** What MLflow writes: passed on as it comes, or kept to be shown in a failure only; and the progress of the start. */
export class Console {
  readonly #tell: (text: string) => void
  #passes: boolean
  readonly #shows: boolean
  readonly #last: string[] = []
  readonly #open: Record<1 | 2, string> = { 1: '', 2: '' }
  #timer: NodeJS.Timeout | undefined
  #progress = ''

  /** @param passes whether MLflow's output goes on to this process's own */
  constructor({ tell, quiet }: Pick<ServePlan, 'tell' | 'quiet'>, passes: boolean) {
    this.#tell = tell
    this.#passes = passes
    this.#shows = !quiet && isatty(2)
  }

  /** MLflow's own output. A reader that has had enough is no reason to end the server. */
  pass(descriptor: 1 | 2, bytes: Uint8Array): void {
    this.#keep(descriptor, Buffer.from(bytes).toString('utf8'))
    if (!this.#passes) return
    if (this.#progress) this.#tell(CLEAR)
    write(descriptor, bytes)
    // Never behind half a line.
    if (this.#progress && bytes.at(-1) === 10) this.#tell(this.#progress)
  }

  /** From here on MLflow's output is kept only. */
  mute(): void {
    this.#passes = false
  }

  /** Words of the launcher's own. */
  tell(text: string): void {
    this.#tell(this.#progress ? `${CLEAR}${text}${this.#progress}` : text)
  }

  /** Counts the seconds on a terminal, until the function that it gives is called. */
  startProgress(version: string): () => void {
    if (!this.#shows) return () => {}
    const started = performance.now()
    const show = () => {
      this.#progress = `${CLEAR}${progressText(version, Math.round((performance.now() - started) / 1000))}`
      this.#tell(this.#progress)
    }
    show()
    this.#timer = setInterval(show, 1_000)
    return () => {
      clearInterval(this.#timer)
      if (this.#progress) this.#tell(CLEAR)
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
