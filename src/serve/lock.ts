import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import process from 'node:process'
import type { ServePlan } from './plan.ts'

/*
 * MLflow makes the tables of a new database without a lock of its own: of two servers that begin at once on one SQLite
 * file one fails, with half of the tables made. So the start on a new file is done one at a time. The lock is the
 * kernel's, held by a small Python: it goes with the launcher, however that ends, and works among containers too.
 */
const HOLDER = `
import fcntl, os, sys
path = sys.argv[1]
os.makedirs(os.path.dirname(path), exist_ok=True)
while True:
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        if os.stat(path).st_ino == os.fstat(lock).st_ino:
            break
    except FileNotFoundError:
        pass
    os.close(lock)
sys.stdout.write("held")
sys.stdout.close()
sys.stdin.read()
os.unlink(path)
`

/** The database file of a backend that is one; null for the others. */
export function sqliteFile(backend: string, cwd: string): string | null {
  const [, path = ''] = /^sqlite(?:\+\w+)?:\/\/\/([^?]*)/.exec(backend) ?? []
  return path === '' || path.startsWith(':memory:') ? null : resolve(cwd, path)
}

/**
 * Waits until nobody else is making the same database.
 *
 * @returns a function that lets the next one begin
 */
export async function lockNewDatabase(plan: ServePlan, signal: AbortSignal): Promise<() => void> {
  const file = sqliteFile(plan.settings.backendStoreUri.value, plan.cwd)
  const lock = `${file}.starting`
  if (file === null || plan.platform === 'win32' || !(isNew(file) || exists(lock))) return () => {}
  const { spawn } = process.getBuiltinModule('node:child_process')
  const holder = spawn(plan.installation.python, ['-I', '-S', '-c', HOLDER, lock], {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
    // A ^C of the terminal is not for it.
    detached: true,
  })
  holder.stdin.on('error', () => {})
  await new Promise<void>((settled) => {
    const settle = () => settled()
    // Where the folder cannot be written, MLflow will say so itself.
    holder.once('error', settle).once('exit', settle)
    holder.stdout.once('data', settle)
    signal.addEventListener('abort', settle, { once: true })
  })
  if (signal.aborted) holder.kill('SIGKILL')
  return () => holder.stdin.end()
}

function isNew(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0
}

function exists(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined
}
