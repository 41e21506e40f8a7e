import * as host from '../host/index.ts'
import { listNames } from '../host/list-names.ts'
import { pidNamespace } from '../host/pid-namespace.ts'
import { processStart } from '../host/process-start.ts'
import { foldersToRead, isUsable } from '../host/runtime-folder.ts'
import { type FoundNote, ownerOfNote, parseNote } from '../mlflow/server-note.ts'
import type { RunningServers } from '../mlflow/tracking-uri.ts'
import type { HostContext } from '../model/host-context.ts'
import { readOwnFile } from './read-own-file.ts'

export const NO_SERVERS: RunningServers = { notes: [], project: '' }

/** With more files than this, the processes that run are listed once instead of looked up. */
const MANY = 32
/** Nobody runs more servers. */
const MAX_READ = 64

/**
 * The servers of this user that run, by the notes that they keep. Usually this is a look at two or three directories that
 * are not there.
 */
export function findRunningServers({ env, uid }: HostContext, project: string): RunningServers {
  if (uid === null) return NO_SERVERS
  const notes = foldersToRead(env, uid).flatMap((folder) => (isUsable(folder, uid) ? readNotes(folder.path, uid) : []))
  return notes.length > 0 ? { notes, project: realPath(project) } : NO_SERVERS
}

function readNotes(folder: string, uid: number): FoundNote[] {
  const names = listNames(folder)
  const namespace = names.length > 0 ? pidNamespace() : null
  // The process of any other note cannot be looked up here.
  const here = names.filter((name) => namespace !== null && ownerOfNote(name)?.namespace === namespace)
  const running = here.length > MANY ? new Set(listNames('/proc')) : null
  const likely = running ? here.filter((name) => running.has(String(ownerOfNote(name)?.pid))) : here
  return likely.slice(0, MAX_READ).flatMap((name) => readLiveNote(folder, name, uid, host.isOwnAddress) ?? [])
}

/**
 * A note whose process runs; null for any other file. Most that are left over are not even opened.
 *
 * @param name of a note of this PID namespace
 */
export function readLiveNote(
  folder: string,
  name: string,
  uid: number,
  isOwnHost: (host: string) => boolean,
): FoundNote | null {
  const pid = ownerOfNote(name)?.pid ?? null
  const startTime = pid === null ? null : processStart(pid, uid)
  const path = host.joinPath(folder, name)
  const note = startTime === null ? null : parseNote(readOwnFile(path, uid, 0o022) ?? '', isOwnHost)
  return note && note.pid === pid && note.startTime === startTime ? { ...note, path } : null
}

function realPath(path: string): string {
  try {
    return host.realPath(path)
  } catch {
    return path
  }
}
