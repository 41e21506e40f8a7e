import { spawn } from 'node:child_process'
import { closeSync, constants, fstatSync, openSync } from 'node:fs'
import { fail } from '../model/diagnostic.ts'
import type { Environment } from '../model/source.ts'
import { findShipped } from '../python/scripts.ts'
import { keysDiagnostics } from './diagnostics.ts'

export interface LockInput {
  /** The user's own id; null if the system has none. */
  readonly uid: number | null
  readonly env: Environment
  /** How long to wait for others, each of whom needs milliseconds. */
  readonly waitSeconds: number
}

/**
 * Runs an action while no other process runs one for the same file. The system keeps the lock (flock(2)), so it ends with
 * the process that has it, however that ends. Node cannot ask for such a lock, but a child can, on a descriptor that both
 * have open.
 *
 * @param path of the file, which need not exist; the lock is on an empty file next to it, which stays
 * @throws {LauncherError} key-store-locked, key-store-needs-flock, key-store-of-other-user
 * @throws the system's error if the file next to it cannot be opened
 */
export async function withLock<T>(path: string, { uid, env, waitSeconds }: LockInput, action: () => T): Promise<T> {
  const { O_RDWR, O_CREAT, O_NOFOLLOW } = constants
  const descriptor = openSync(`${path}.lock`, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600)
  try {
    const { uid: owner } = fstatSync(descriptor)
    // Its owner could keep it locked for good.
    if (uid !== null && owner !== uid) {
      fail(keysDiagnostics.error('key-store-of-other-user', null, { location: `${path}.lock`, owner }))
    }
    await lock(descriptor, path, env.PATH, waitSeconds)
    return action()
  } finally {
    closeSync(descriptor)
  }
}

/** What asks the system for a lock on descriptor 3: macOS has no `flock`, but who uses MLflow has Python. */
const lockers = (): readonly (readonly [program: string, ...args: string[]])[] => [
  ['flock', '-x', '3'],
  ['python3', '-I', findShipped('python/take_lock.py')],
]

async function lock(descriptor: number, location: string, PATH: string | undefined, seconds: number): Promise<void> {
  for (const [program, ...args] of lockers()) {
    const ended = await runLocker(program, args, descriptor, PATH, seconds)
    if (ended === 'not there') continue
    if (ended === 0) return
    if (ended === 'SIGKILL') fail(keysDiagnostics.error('key-store-locked', null, { location, seconds }))
    fail(keysDiagnostics.error('key-store-unusable', null, { location, reason: `${program} ended with ${ended}` }))
  }
  fail(keysDiagnostics.error('key-store-needs-flock', null))
}

/** @returns its status, the signal that ended it, or why it could not be started; 'not there' if there is no such program */
function runLocker(
  program: string,
  args: readonly string[],
  descriptor: number,
  PATH: string | undefined,
  seconds: number,
): Promise<number | string | null> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'ignore', 'ignore', descriptor],
      env: PATH === undefined ? {} : { PATH },
      timeout: seconds * 1000,
      killSignal: 'SIGKILL',
    })
    child.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'ENOENT' ? 'not there' : (code ?? null)))
    child.once('close', (status, signal) => resolve(signal ?? status))
  })
}
