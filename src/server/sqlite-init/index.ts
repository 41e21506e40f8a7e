import type { ChildProcess } from 'node:child_process'
import { lstatSync, readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { tryStat } from '../../host/fs-probe.ts'
import type { ServerPlan } from '../plan.ts'
import { HOLDER } from './init-lock.ts'

/** How long the files of a start that was cut short may take to be gone, in milliseconds. */
const PATIENCE = 5_000

/** The making of new SQLite files, by one server at a time. */
export class NewDatabase {
  /** Whether a half-made one stood there, which has been emptied. */
  readonly wasHalfMade: boolean
  readonly #holders: ChildProcess[]
  private constructor(answers: readonly Answer[]) {
    this.#holders = answers.flatMap(({ holder, said }) => (said === 'held' || said === 'anew' ? [holder] : []))
    this.wasHalfMade = answers.some(({ said }) => said === 'anew')
  }

  /**
   * Waits until nobody else is making the same ones.
   *
   * @param waiting called where somebody is
   */
  static async begin(plan: ServerPlan, signal: AbortSignal, waiting: () => void): Promise<NewDatabase> {
    const answers: Answer[] = []
    if (plan.platform === 'win32') return new NewDatabase(answers)
    const named = [plan.databaseFile, plan.registryFile].flatMap((file) => (file === null ? [] : [follow(file)]))
    // In one order everywhere: two servers must not wait for each other.
    for (const file of [...new Set(named)].sort()) {
      const lock = `${file}.starting`
      if ((tryStat(file)?.size ?? 0) > 0 && tryStat(lock) === null) continue
      answers.push(await hold(plan, [lock, file], signal, waiting))
    }
    return new NewDatabase(answers)
  }

  /** The server answers, so the files are whole: the next one may begin. */
  made(): void {
    for (const holder of this.#holders.splice(0)) holder.stdin?.end('made\n')
  }

  /** The start was cut short, and nothing of the server lives: neither does what it left half made. */
  async giveUp(force: AbortSignal): Promise<void> {
    await Promise.all(this.#holders.splice(0).map((holder) => giveUp(holder, force)))
  }
}

interface Answer {
  readonly holder: ChildProcess
  /** Nothing where it could not answer: MLflow will say itself what is wrong with the folder. */
  readonly said: string
}

async function hold(
  plan: ServerPlan,
  words: readonly string[],
  signal: AbortSignal,
  waiting: () => void,
): Promise<Answer> {
  const { spawn } = process.getBuiltinModule('node:child_process')
  const holder = spawn(plan.installation.python, ['-I', '-S', '-c', HOLDER, ...words], {
    env: libraries(plan),
    stdio: ['pipe', 'pipe', 'ignore'],
    // A ^C of the terminal is not for it.
    detached: true,
  })
  holder.stdin.on('error', () => {})
  const said = await new Promise<string>((settled) => {
    const settle = () => settled('')
    holder.once('error', settle).once('exit', settle)
    createInterface({ input: holder.stdout }).on('line', (word) => (word === 'waiting' ? waiting() : settled(word)))
    signal.addEventListener('abort', settle, { once: true })
  })
  if (signal.aborted) holder.kill('SIGKILL')
  return { holder, said }
}

function giveUp(holder: ChildProcess, force: AbortSignal): Promise<void> {
  return new Promise((settled) => {
    const late = setTimeout(() => {
      // A note in the lock stays: the next start does it.
      holder.kill('SIGKILL')
      settled()
    }, PATIENCE)
    const settle = () => {
      clearTimeout(late)
      settled()
    }
    if (holder.exitCode !== null || holder.signalCode !== null) return settle()
    holder.once('error', settle).once('exit', settle)
    holder.stdin?.end('given up\n')
    // It ends by itself, with nobody waiting.
    if (force.aborted) settle()
    else force.addEventListener('abort', settle, { once: true })
  })
}

/** Two names of one file have one lock. */
function follow(file: string, left = 40): string {
  try {
    return realpathSync(file)
  } catch {
    // Not there yet; what a link names may be made, and its folder may be there.
    const target = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(file) : null
    if (target !== null && left > 0) return follow(resolve(dirname(file), target), left - 1)
    return dirname(file) === file ? file : join(follow(dirname(file), left), basename(file))
  }
}

/** Where a Python of a module system finds its own libraries. */
function libraries({ env }: ServerPlan): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => /^(?:LD_LIBRARY_PATH|DYLD_\w+)$/.test(name)))
}
