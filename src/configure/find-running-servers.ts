import * as host from '../host/index.ts'
import { listNames } from '../host/list-names.ts'
import { pidNamespace } from '../host/pid-namespace.ts'
import { processStart } from '../host/process-start.ts'
import { foldersToRead, isUsable } from '../host/runtime-folder.ts'
import { MAX_NOTE_BYTES, ownerOfNote, parseNote, type ServerNote } from '../mlflow/server-note.ts'
import type { RunningServers } from '../mlflow/tracking-uri.ts'
import type { HostContext } from '../model/host-context.ts'

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

function readNotes(folder: string, uid: number): ServerNote[] {
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
): ServerNote | null {
  const pid = ownerOfNote(name)?.pid ?? null
  const startTime = pid === null ? null : processStart(pid, uid)
  const note = startTime === null ? null : parseNote(readNote(host.joinPath(folder, name), uid), isOwnHost)
  return note && note.pid === pid && note.startTime === startTime ? note : null
}

/** @returns nothing for what is no regular file of this user, or too long */
function readNote(path: string, uid: number): string {
  try {
    // A FIFO would block without the first, and a link lead elsewhere without the second.
    const descriptor = host.open(path, 'nonblocking', 'nofollow')
    try {
      const status = host.fstat(descriptor)
      const isNote = status.kind === 'file' && status.uid === uid && (status.mode & 0o022) === 0
      if (!isNote || status.size > MAX_NOTE_BYTES) return ''
      const bytes = new Uint8Array(MAX_NOTE_BYTES)
      return host.decodeUtf8(bytes.subarray(0, host.read(descriptor, bytes)))
    } finally {
      host.close(descriptor)
    }
  } catch {
    return ''
  }
}

function realPath(path: string): string {
  try {
    return host.realPath(path)
  } catch {
    return path
  }
}
