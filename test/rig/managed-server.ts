// The server that the launcher manages, started from a project as a person would; and all that belongs to it.
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { pythonBin } from './paths.ts'
import { collect, type Project, type Result } from './project.ts'

/** Ten processes more, where no test looks at them. */
export const WITHOUT_JOBS = { MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false', MLFLOW_WORKERS: '1' }

export interface Member {
  readonly pid: number
  readonly command: string
}

export class ManagedServer {
  readonly launcher: ChildProcess
  readonly ended: Promise<Result>
  readonly #mark: string
  #shown = ''
  #listeners = new Set<() => void>()

  /** @param words what stands behind the launcher's name */
  constructor(
    project: Pick<Project, 'folder' | 'start'>,
    words: readonly string[],
    env: Readonly<Record<string, string>> = {},
    cwd = project.folder,
  ) {
    this.#mark = randomBytes(12).toString('hex')
    this.launcher = project.start(words, { env: { ...serverEnv(), ...env, TEST_MARK: this.#mark }, cwd })
    this.launcher.stdin?.end()
    this.ended = collect(this.launcher)
    for (const stream of [this.launcher.stdout, this.launcher.stderr]) {
      stream?.on('data', (text: string) => {
        this.#shown += text
        for (const listener of this.#listeners) listener()
      })
      stream?.on('close', () => {
        for (const listener of this.#listeners) listener()
      })
    }
  }

  /** Both streams as they came. */
  get shown(): string {
    return this.#shown
  }

  /** Waits until it has shown something. */
  shows(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(this.#shown)
        if (match) resolve(match)
        else if (this.launcher.stderr?.closed) reject(new Error(`it ended and showed:\n${this.#shown}`))
        else return
        this.#listeners.delete(look)
      }
      this.#listeners.add(look)
      look()
    })
  }

  /** Waits for the ready line. */
  async url(): Promise<string> {
    return (await this.shows(/ is ready at (\S+) /))[1] ?? ''
  }

  /** Its processes that live: whoever inherited this test's own mark, the launcher not included. */
  family(): Member[] {
    return findMarked(`TEST_MARK=${this.#mark}\0`).filter(({ pid }) => pid !== this.launcher.pid)
  }

  /** The process of its family whose command line says so. */
  member(pattern: RegExp): number {
    const found = this.family().find(({ command }) => pattern.test(command))
    if (!found) throw new Error(`no ${pattern} among ${JSON.stringify(this.family())}`)
    return found.pid
  }

  /** All processes of its family whose command lines say so. */
  members(pattern: RegExp): number[] {
    return this.family().flatMap(({ pid, command }) => (pattern.test(command) ? pid : []))
  }

  /** The process that ends all of it, should the launcher be killed. */
  watchdog(): number | null {
    const isIts = (pid: number) => readStat(pid)?.parent === this.launcher.pid
    return (
      listProcesses()
        .find((pid) => isIts(pid) && /watchdog\.sh /.test(commandOf(pid)))
        ?.valueOf() ?? null
    )
  }

  /** Waits until nothing of it is left. Nothing tells, so this looks again and again. */
  async isGone(milliseconds: number): Promise<boolean> {
    for (const deadline = performance.now() + milliseconds; performance.now() < deadline; await delay(50)) {
      if (this.family().length === 0) return true
    }
    return false
  }

  /** Ends what is left of it, by force. */
  async close(): Promise<void> {
    if (this.launcher.exitCode === null && this.launcher.signalCode === null) this.launcher.kill('SIGKILL')
    for (const { pid } of this.family()) kill(pid)
    await this.isGone(5_000)
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It was faster.
  }
}

/** What finds MLflow, and asks no one. */
export function serverEnv(): Record<string, string> {
  return {
    PATH: `${pythonBin}:${process.env.PATH}`,
    MLFLOW_DISABLE_TELEMETRY: 'true',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
}

/** The processes that live and hold a text in their environment. A zombie's is empty. */
function findMarked(text: string): Member[] {
  return listProcesses()
    .filter((pid) => read(`/proc/${pid}/environ`).includes(text))
    .map((pid) => ({ pid, command: commandOf(pid) }))
}

function listProcesses(): number[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? Number(name) : []))
}

export function commandOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
}

function readStat(pid: number): { parent: number } | null {
  const stat = read(`/proc/${pid}/stat`)
  const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return parent ? { parent: Number(parent) } : null
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}
