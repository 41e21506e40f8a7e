import { randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { readLiveNote } from '../configure/find-running-servers.ts'
import * as host from '../host/index.ts'
import { pidNamespace } from '../host/pid-namespace.ts'
import { processStart } from '../host/process-start.ts'
import { foldersToWrite } from '../host/runtime-folder.ts'
import { formatNote, isOwnUrl, keyFileOf, noteName, ownerOfKeyFile, ownerOfNote } from '../mlflow/server-note.ts'
import type { Secret } from '../model/secret.ts'
import type { Environment } from '../model/source.ts'
import { openRuntimeFolder } from './open-runtime-folder.ts'
import type { ServerPlan } from './server-plan.ts'

/** What a server tells of itself. */
export interface NoteInput {
  readonly url: string
  /** The project's directory. */
  readonly project: string
  /** The launcher's own process id. */
  readonly pid: number
  /** MLflow's version. */
  readonly version: string
  /** Whether a gate in front of it lets in requests with an API key only. */
  readonly needsKey: boolean
  /** The key that commands of this user get; null for none. */
  readonly localKey: Secret | null
  /** The launcher's own environment. */
  readonly launcherEnv: Environment
}

export interface WrittenNote {
  /** Why there is none, a code of the system's; null if there is one, or none was wanted. */
  readonly failure: string | null
  /** Removes it. Can be called again. */
  readonly remove: () => void
}

const NONE: WrittenNote = { failure: null, remove: () => {} }

/**
 * Writes the note of a server that the commands of a project are to find.
 *
 * @param url where it is reached
 * @param localKey see `NoteInput`
 */
export function noteServer(
  { notedFor, pid, gate, installation, launcherEnv }: NotedPlan,
  url: string,
  localKey: Secret | null,
): WrittenNote {
  const { mlflow: version } = installation.versions
  if (notedFor === null) return NONE
  return writeNote({ url, project: notedFor, pid, version, needsKey: gate !== null, localKey, launcherEnv })
}

type NotedPlan = Pick<ServerPlan, 'notedFor' | 'pid' | 'gate' | 'installation' | 'launcherEnv'>

/**
 * Writes the note by which the project's commands find the server, and clears notes whose processes are gone. A server
 * without one works: this never fails.
 */
export function writeNote({ url, project, pid, version, needsKey, localKey, launcherEnv }: NoteInput): WrittenNote {
  const uid = host.uid
  const startTime = uid === null ? null : processStart(pid, uid)
  const namespace = startTime === null ? null : pidNamespace()
  if (uid === null || startTime === null || namespace === null || !isOwnUrl(url, host.isOwnAddress)) return NONE
  let failure: string | null = null
  // Each twice: another server may have removed the directory meanwhile.
  for (const folder of foldersToWrite(launcherEnv, uid).flatMap((each) => [each, each])) {
    try {
      openRuntimeFolder(folder, uid)
      clearNotes(folder.path, uid, namespace)
      const text = formatNote({ url, project: realpathSync(project), pid, startTime, version, needsKey })
      const paths = writeFiles(
        folder.path,
        noteName({ pid, namespace }, randomBytes(4).toString('hex')),
        text,
        localKey,
      )
      return { failure: null, remove: () => removeNote(folder.path, paths) }
    } catch (error) {
      failure ??= (error as NodeJS.ErrnoException).code ?? 'EIO'
    }
  }
  return { ...NONE, failure }
}

/** The key first: whoever finds the note finds the key. Both, or neither. */
function writeFiles(folder: string, name: string, text: string, localKey: Secret | null): string[] {
  if (localKey === null) return [writeFile(folder, name, text)]
  const keyPath = writeFile(folder, keyFileOf(name), `${localKey.reveal()}\n`)
  try {
    return [writeFile(folder, name, text), keyPath]
  } catch (error) {
    tryUnlink(keyPath)
    throw error
  }
}

/** Whole or not at all: a reader never sees half of it, and a full disk leaves nothing. */
function writeFile(folder: string, name: string, text: string): string {
  const temporary = join(folder, `.${name}`)
  const path = join(folder, name)
  const { O_CREAT, O_EXCL, O_WRONLY } = constants
  const descriptor = openSync(temporary, O_CREAT | O_EXCL | O_WRONLY, 0o600)
  try {
    try {
      const bytes = Buffer.from(text)
      if (writeSync(descriptor, bytes) < bytes.length) throw Object.assign(new Error('disk full'), { code: 'ENOSPC' })
    } finally {
      closeSync(descriptor)
    }
    renameSync(temporary, path)
    return path
  } catch (error) {
    tryUnlink(temporary)
    throw error
  }
}

/** Removes what servers of this PID namespace have left that were killed. Of others nobody here knows whether they run. */
function clearNotes(folder: string, uid: number, namespace: number): void {
  for (const name of readdirSync(folder)) {
    const note = ownerOfNote(name)
    const written = name.replace(/^\./, '')
    const owner = note ?? ownerOfNote(written) ?? ownerOfKeyFile(written)
    if (owner?.namespace !== namespace) continue
    // A key is written before its note: as long as the process runs, the note may be about to come.
    const isLeft = note ? readLiveNote(folder, name, uid, () => true) === null : processStart(owner.pid, uid) === null
    if (!isLeft) continue
    tryUnlink(join(folder, name))
    if (note) tryUnlink(join(folder, keyFileOf(name)))
  }
}

/** The directory goes with the last note: to look for one that is not there takes commands the least time. */
function removeNote(folder: string, paths: readonly string[]): void {
  for (const path of paths) tryUnlink(path)
  try {
    rmdirSync(folder)
  } catch {
    // Another server has its note in it.
  }
}

function tryUnlink(path: string): void {
  try {
    unlinkSync(path)
  } catch {
    // It is gone, or not a file.
  }
}
