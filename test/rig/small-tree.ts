// A process group of a shell and what it starts, as small as a test needs it.
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

export class SmallTree {
  readonly leader: ChildProcess
  readonly group: number
  readonly exited: Promise<NodeJS.Signals | number | null>
  readonly #lines: AsyncIterator<string>

  /** @param script of sh. @param env what its processes have besides PATH */
  constructor(script: string, env: Readonly<Record<string, string>> = {}) {
    this.leader = spawn('sh', ['-c', script], {
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['pipe', 'pipe', 'ignore'],
      detached: true,
    })
    this.group = this.leader.pid ?? 0
    this.exited = new Promise((resolve) => this.leader.once('exit', (status, signal) => resolve(signal ?? status)))
    this.#lines = createInterface({ input: this.leader.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]()
  }

  /** Waits for its next line. */
  async line(): Promise<string> {
    const { done, value } = await this.#lines.next()
    if (done) throw new Error('it has ended')
    return value
  }

  /** Waits for a line that is a process id. */
  async pid(): Promise<number> {
    return Number(await this.line())
  }

  /** Whether the leader has become this program. */
  isRunning(program: string): boolean {
    return readFileSync(`/proc/${this.group}/comm`, 'utf8').trim() === program
  }

  /** Kills what is left of the group, and other processes that it started. */
  end(...others: readonly number[]): void {
    for (const id of [-this.group, ...others]) {
      try {
        process.kill(id, 'SIGKILL')
      } catch {
        // Gone.
      }
    }
  }
}

/** In a session of its own, with no parent left; prints its process id. */
export function deserter(script: string): string {
  return `setsid sh -c 'echo $$; ${script}' &`
}
