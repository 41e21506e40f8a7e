// A process under test, in a group of its own.
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { collect, type Result } from './project.ts'

/** Longer than any start takes on a busy machine; a launcher that hangs is ended, and the test says so. */
const LIMIT_MS = 20_000

export class RunningProcess {
  readonly child: ChildProcess
  readonly pid: number
  /** The end of the process itself, whatever it leaves behind. */
  readonly exited: Promise<{ status: number | null; signal: NodeJS.Signals | null }>
  /** Its end, and the end of everything that could still write to its stdout and stderr. */
  readonly ended: Promise<Result>
  readonly #lines: AsyncIterator<string> | undefined
  #output = ''

  constructor(child: ChildProcess) {
    if (child.pid === undefined) throw new Error(`cannot start ${child.spawnfile}`)
    this.child = child
    this.pid = child.pid
    this.exited = new Promise((resolve) => child.once('exit', (status, signal) => resolve({ status, signal })))
    if (child.stdout) this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text) => {
        this.#output += text
      })
    }
    const ended = collect(child)
    let late = false
    const timer = setTimeout(() => {
      late = true
      this.end()
    }, LIMIT_MS)
    this.ended = ended.then((result) => {
      clearTimeout(timer)
      if (late) throw new Error(`still running after ${LIMIT_MS / 1000} s; it wrote: ${this.#output}`)
      return result
    })
    // Who waits for something else must not be told here.
    this.ended.catch(() => {})
  }

  /** Its next line on stdout. */
  async line(): Promise<string> {
    const { done, value } = (await this.#lines?.next()) ?? { done: true }
    if (done) throw new Error(`ended without another line; it wrote: ${this.#output}`)
    return value
  }

  /** Its next line, read as the reporter writes it. */
  async report(): Promise<unknown> {
    return JSON.parse(await this.line())
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal)
  }

  /** Ends what is left of its group. */
  end(): void {
    try {
      process.kill(-this.pid, 'SIGKILL')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}
