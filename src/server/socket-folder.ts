import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import process from 'node:process'
import * as host from '../host/index.ts'
import { pidNamespace } from '../host/pid-namespace.ts'
import { processStart } from '../host/process-start.ts'
import { foldersToWrite } from '../host/runtime-folder.ts'
import { fail } from '../model/diagnostic.ts'
import type { Environment } from '../model/source.ts'
import { serverDiagnostics } from './diagnostics.ts'
import { openRuntimeFolder } from './open-runtime-folder.ts'

/**
 * `sun_path` has 108 bytes on Linux and 104 elsewhere, with the NUL at the end. Node cuts off what is longer. Older versions of
 * MLflow add a colon and the port.
 */
const MAX_PATH_BYTES = (process.platform === 'linux' ? 107 : 103) - ':65535'.length
const SOCKET_NAME = 'mlflow.sock'
const TEMPORARY_PREFIX = 'with-mlflow-env-'

/** A folder of this server's own for its socket, which no other user can enter: MLflow lets everybody use the socket. */
export interface SocketFolder {
  readonly path: string
  /** Of the socket, which need not exist yet. */
  readonly socket: string
  /** Can be called again. */
  remove(): void
}

/**
 * Makes the folder, and clears those of launchers that were killed together with their watchdogs.
 *
 * @param env the launcher's own environment
 * @param pid the launcher's own
 * @throws {LauncherError} socket-folder-unusable
 */
export function makeSocketFolder(env: Environment, pid: number): SocketFolder {
  let reason = 'EINVAL'
  for (const make of findPlaces(env, pid)) {
    try {
      const path = make()
      const socket = join(path, SOCKET_NAME)
      if (Buffer.byteLength(socket) <= MAX_PATH_BYTES) return { path, socket, remove: () => removeFolder(path) }
      removeFolder(path)
      reason = 'ENAMETOOLONG'
    } catch (error) {
      reason = (error as NodeJS.ErrnoException).code ?? 'EIO'
    }
  }
  return fail(serverDiagnostics.error('socket-folder-unusable', null, { reason }))
}

/** Ways to make one, the best first. */
function findPlaces(env: Environment, pid: number): (() => string)[] {
  const { uid } = host
  // A new folder in everybody's: a user who has taken the usual name keeps nobody from starting.
  const temporary = [tmpdir(), '/tmp'].map((folder) => () => mkdtempSync(join(folder, TEMPORARY_PREFIX)))
  if (uid === null) return temporary
  const namespace = pidNamespace() ?? 0
  const name = `mlflow-${pid}-${namespace}-${randomBytes(4).toString('hex')}`
  const usual = foldersToWrite(env, uid).map((folder) => () => {
    openRuntimeFolder(folder, uid)
    clearFolders(folder.path, uid, namespace)
    const path = join(folder.path, name)
    mkdirSync(path, { mode: 0o700 })
    return path
  })
  return [...usual, ...temporary]
}

/** Removes the folders whose launchers are gone. Of other PID namespaces nobody here knows whether they run. */
function clearFolders(folder: string, uid: number, ownNamespace: number): void {
  if (ownNamespace === 0) return
  for (const name of readdirSync(folder)) {
    const [, pid, namespace] = /^mlflow-([1-9]\d{0,9})-(\d{1,10})-[0-9a-f]{8}$/.exec(name) ?? []
    if (pid === undefined || Number(namespace) !== ownNamespace || processStart(Number(pid), uid) !== null) continue
    rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** The runtime folder goes with the last one: to look for one that is not there takes commands the least time. */
function removeFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
    if (basename(path).startsWith(TEMPORARY_PREFIX)) return
    rmdirSync(dirname(path))
  } catch {
    // Another server has something in it, or somebody has taken it away from this user.
  }
}
