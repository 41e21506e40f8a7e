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
import { formatNote, isOwnUrl, noteName, ownerOfNote } from '../mlflow/server-note.ts'
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

/** Writes the note of a server that the commands of a project are to find. @param url where it is reached */
export function noteServer({ notedFor, pid, installation, launcherEnv }: NotedPlan, url: string): WrittenNote {
  const { mlflow: version } = installation.versions
  return notedFor === null ? NONE : writeNote({ url, project: notedFor, pid, version, launcherEnv })
}

type NotedPlan = Pick<ServerPlan, 'notedFor' | 'pid' | 'installation' | 'launcherEnv'>

/**
 * Writes the note by which the project's commands find the server, and clears notes whose processes are gone. A server
 * without one works: this never fails.
 */
export function writeNote({ url, project, pid, version, launcherEnv }: NoteInput): WrittenNote {
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
      const text = formatNote({ url, project: realpathSync(project), pid, startTime, version })
      const path = writeFile(folder.path, noteName({ pid, namespace }, randomBytes(4).toString('hex')), text)
      return { failure: null, remove: () => removeNote(folder.path, path) }
    } catch (error) {
      failure ??= (error as NodeJS.ErrnoException).code ?? 'EIO'
    }
  }
  return { ...NONE, failure }
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
    const temporary = name.startsWith('.') ? ownerOfNote(name.slice(1)) : null
    if ((note ?? temporary)?.namespace !== namespace) continue
    const isLeft = note
      ? readLiveNote(folder, name, uid, () => true) === null
      : temporary !== null && processStart(temporary.pid, uid) === null
    if (isLeft) tryUnlink(join(folder, name))
  }
}

/** The directory goes with the last note: to look for one that is not there takes commands the least time. */
function removeNote(folder: string, path: string): void {
  tryUnlink(path)
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
