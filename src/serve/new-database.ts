import type { ChildProcess } from 'node:child_process'
import { realpathSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { HOLDER } from './holder.ts'
import type { ServePlan } from './plan.ts'

/** The making of a new SQLite file, by one server at a time. */
export class NewDatabase {
  /** Whether a half-made one stood there, which has been emptied. */
  readonly wasHalfMade: boolean
  #holder: ChildProcess | null
  private constructor(holder: ChildProcess | null, wasHalfMade: boolean) {
    this.#holder = holder
    this.wasHalfMade = wasHalfMade
  }

  /**
   * Waits until nobody else is making the same one.
   *
   * @param waiting called where somebody is
   */
  static async begin(plan: ServePlan, signal: AbortSignal, waiting: () => void): Promise<NewDatabase> {
    const file = plan.databaseFile && follow(plan.databaseFile)
    const lock = `${file}.starting`
    if (!file || plan.platform === 'win32' || ((size(file) ?? 0) > 0 && size(lock) === null)) {
      return new NewDatabase(null, false)
    }
    const { spawn } = process.getBuiltinModule('node:child_process')
    const holder = spawn(plan.installation.python, ['-I', '-S', '-c', HOLDER, lock, file], {
      env: libraries(plan),
      stdio: ['pipe', 'pipe', 'ignore'],
      // A ^C of the terminal is not for it.
      detached: true,
    })
    holder.stdin.on('error', () => {})
    const said = await new Promise<string>((settled) => {
      const settle = () => settled('')
      // Where the folder cannot be written, MLflow will say so itself.
      holder.once('error', settle).once('exit', settle)
      createInterface({ input: holder.stdout }).on('line', (word) => (word === 'waiting' ? waiting() : settled(word)))
      signal.addEventListener('abort', settle, { once: true })
    })
    if (signal.aborted) holder.kill('SIGKILL')
    return new NewDatabase(said === 'held' || said === 'anew' ? holder : null, said === 'anew')
  }

  /** The server answers, so the file is whole: the next one may begin. */
  made(): void {
    this.#holder?.stdin?.end('made\n')
    this.#holder = null
  }

  /** The start was cut short, and nothing of the server lives: neither does what it left half made. */
  async giveUp(hurry: AbortSignal): Promise<void> {
    const holder = this.#holder
    this.#holder = null
    if (!holder || holder.exitCode !== null || holder.signalCode !== null) return
    await new Promise<void>((settled) => {
      const settle = () => settled()
      holder.once('error', settle).once('exit', settle)
      holder.stdin?.end('given up\n')
      // It ends by itself, with nobody waiting.
      if (hurry.aborted) settle()
      else hurry.addEventListener('abort', settle, { once: true })
    })
  }
}

/** Two names of one file have one lock. */
function follow(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    // Not there yet; its folder may be.
    return dirname(file) === file ? file : join(follow(dirname(file)), basename(file))
  }
}

/** In bytes; null where there is no file. */
function size(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.size ?? null
}

/** Where a Python of a module system finds its own libraries. */
function libraries({ env }: ServePlan): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => /^(?:LD_LIBRARY_PATH|DYLD_\w+)$/.test(name)))
}
