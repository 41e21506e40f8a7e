import { spawn } from 'node:child_process'
import { closeSync, constants, fstatSync, openSync } from 'node:fs'
import { fail } from '../model/diagnostic.ts'
import type { Environment } from '../model/source.ts'
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

function lock(descriptor: number, location: string, PATH: string | undefined, seconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('flock', ['-x', '3'], {
      stdio: ['ignore', 'ignore', 'ignore', descriptor],
      env: PATH === undefined ? {} : { PATH },
      timeout: seconds * 1000,
      killSignal: 'SIGKILL',
    })
    const refuse = (diagnostic: Parameters<typeof fail>[0]) => {
      try {
        fail(diagnostic)
      } catch (error) {
        reject(error)
      }
    }
    child.once('error', () => refuse(keysDiagnostics.error('key-store-needs-flock', null)))
    child.once('close', (status, signal) => {
      if (status === 0) resolve()
      else if (signal === 'SIGKILL') {
        refuse(keysDiagnostics.error('key-store-locked', null, { location, seconds }))
      } else {
        const reason = `flock ended with ${signal ?? status}`
        refuse(keysDiagnostics.error('key-store-unusable', null, { location, reason }))
      }
    })
  })
}
