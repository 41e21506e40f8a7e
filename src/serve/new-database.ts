import type { ChildProcess } from 'node:child_process'
import { statSync } from 'node:fs'
import process from 'node:process'
import { sqliteFile } from '../resolve/server/uri.ts'
import type { ServePlan } from './plan.ts'
import { HOLDS_NOTHING } from './unused.ts'

/*
 * MLflow makes the tables of a new SQLite file in some fifty steps. Of two servers that begin at once one fails; and what
 * is left of a start that was cut short is of no use to any later one. So the start on a new file is done one at a time,
 * and what it leaves half made goes with it. The lock is the kernel's, held by a small Python: it works among containers
 * too, and however the launcher ends. Where the launcher was killed the lock's file stays, as a note for the next start.
 */
const HOLDER = `
import fcntl, glob, os, sys, time
${HOLDS_NOTHING}
lock, database = sys.argv[1:]
real = os.path.realpath(database)

def is_open():
    for link in glob.glob("/proc/[0-9]*/fd/*"):
        try:
            if os.readlink(link) == real:
                return True
        except OSError:
            pass
    return False

def discard(patience):
    try:
        while is_open():
            if patience <= 0:
                return False
            patience -= 0.1
            time.sleep(0.1)
        if not os.path.getsize(real):
            return False
        import sqlite3
        connection = sqlite3.connect(real, timeout=2)
        unused = holds_nothing(lambda query: connection.execute(query).fetchall())
        connection.close()
        if unused:
            for end in ("", "-journal", "-wal", "-shm"):
                if os.path.lexists(real + end):
                    os.unlink(real + end)
        return unused
    except Exception:
        # Not to be told apart from one that somebody needs.
        return False

os.makedirs(os.path.dirname(lock), exist_ok=True)
while True:
    left = os.path.lexists(lock)
    held = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(held, fcntl.LOCK_EX)
    try:
        if os.stat(lock).st_ino == os.fstat(held).st_ino:
            break
    except FileNotFoundError:
        pass
    os.close(held)
sys.stdout.write("anew" if left and discard(10) else "held")
sys.stdout.close()
word = sys.stdin.readline()
if word == "given up\\n":
    discard(1)
if word:
    os.unlink(lock)
`

/** The making of a new SQLite file, by one server at a time. */
export class NewDatabase {
  /** Whether a half-made one stood there, which is gone. */
  readonly wasHalfMade: boolean
  #holder: ChildProcess | null
  private constructor(holder: ChildProcess | null, wasHalfMade: boolean) {
    this.#holder = holder
    this.wasHalfMade = wasHalfMade
  }

  /** Waits until nobody else is making the same one. */
  static async begin(plan: ServePlan, signal: AbortSignal): Promise<NewDatabase> {
    const file = sqliteFile(plan.settings.backendStoreUri.value, plan.cwd)
    const lock = `${file}.starting`
    if (file === null || plan.platform === 'win32' || !(isNew(file) || exists(lock)))
      return new NewDatabase(null, false)
    const { spawn } = process.getBuiltinModule('node:child_process')
    const holder = spawn(plan.installation.python, ['-I', '-S', '-c', HOLDER, lock, file], {
      env: {},
      stdio: ['pipe', 'pipe', 'ignore'],
      // A ^C of the terminal is not for it.
      detached: true,
    })
    holder.stdin.on('error', () => {})
    const said = await new Promise<string>((settled) => {
      const settle = () => settled('')
      // Where the folder cannot be written, MLflow will say so itself.
      holder.once('error', settle).once('exit', settle)
      holder.stdout.once('data', (bytes: Buffer) => settled(bytes.toString()))
      signal.addEventListener('abort', settle, { once: true })
    })
    if (signal.aborted) holder.kill('SIGKILL')
    return new NewDatabase(holder, said === 'anew')
  }

  /** The server answers, so the file is whole: the next one may begin. */
  made(): void {
    this.#holder?.stdin?.end('made\n')
    this.#holder = null
  }

  /** The start was cut short, and nothing of the server lives: neither does what it left half made. */
  async giveUp(): Promise<void> {
    const holder = this.#holder
    this.#holder = null
    if (!holder || holder.exitCode !== null || holder.signalCode !== null) return
    await new Promise<void>((settled) => {
      holder.once('error', () => settled()).once('exit', () => settled())
      holder.stdin?.end('given up\n')
    })
  }
}

function isNew(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0
}

function exists(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined
}
