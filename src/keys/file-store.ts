import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { reasonOf } from '../host/reason.ts'
import { fail, isLauncherError } from '../model/diagnostic.ts'
import type { Environment } from '../model/source.ts'
import { keysDiagnostics } from './diagnostics.ts'
import { withLock } from './file-lock.ts'
import { checkFile } from './file-status.ts'
import { formatKeyFile, parseKeyFile } from './file-text.ts'
import type { KeyRecord } from './key-record.ts'
import type { KeyStore } from './key-store.ts'
import { revokeIn, touchIn } from './record-list.ts'

export interface FileStoreInput {
  /** An absolute path. */
  readonly path: string
  /** The user's own id; null if the system has none. */
  readonly uid: number | null
  readonly env: Environment
  /** How long a change waits for other processes that change the file. */
  readonly waitSeconds?: number
}

const WAIT_SECONDS = 10

const OWNER_ONLY = 0o600

/** Nothing can be written in the folder, or it cannot be made. */
const NO_PLACE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'])

/**
 * Keys in a file that this user alone may read. It is replaced as a whole, so readers see the keys before or after a change,
 * and writers take turns.
 */
export function fileStore(input: FileStoreInput): KeyStore {
  const { path: location } = input
  let last: { readonly identity: string; readonly records: readonly KeyRecord[] } | null = null

  const read = (): readonly KeyRecord[] => {
    const descriptor = open(location)
    try {
      const status = fstatSync(descriptor, { bigint: true })
      checkFile(location, status, input.uid)
      const identity = [status.dev, status.ino, status.size, status.mtimeNs, status.ctimeNs].join()
      if (last?.identity !== identity) {
        last = { identity, records: parseKeyFile(readFileSync(descriptor, 'utf8'), location) }
      }
      return last.records
    } catch (error) {
      return refuse(error, location)
    } finally {
      closeSync(descriptor)
    }
  }
  const change = async (toNext: (records: readonly KeyRecord[]) => readonly KeyRecord[], isNew = false) => {
    try {
      if (isNew) mkdirSync(dirname(location), { recursive: true, mode: 0o700 })
      await withLock(location, { waitSeconds: WAIT_SECONDS, ...input }, () => {
        const records = isNew ? readOrNone(read) : read()
        const next = toNext(records)
        if (next !== records) replace(location, formatKeyFile(next))
      })
    } catch (error) {
      const { code = '' } = error as { readonly code?: string }
      const data = { location, reason: reasonOf(error) }
      if (NO_PLACE.has(code) || (isNew && code === 'ENOENT'))
        fail(keysDiagnostics.error('key-store-not-written', null, data))
      refuse(error, location)
    }
  }
  return {
    location,
    read: async () => read(),
    add: (record) => change((records) => [...records, record], true),
    revoke: (id, at) => change((records) => revokeIn(records, id, at, location)),
    touch: (uses) => change((records) => touchIn(records, uses)),
    close: async () => {},
  }
}

function open(location: string): number {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants
  try {
    // A named pipe would wait for a writer.
    return openSync(location, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  } catch (error) {
    return refuse(error, location)
  }
}

/** The keys of a file, or none if there is no file yet. */
function readOrNone(read: () => readonly KeyRecord[]): readonly KeyRecord[] {
  try {
    return read()
  } catch (error) {
    if (isLauncherError(error) && error.diagnostic.code === 'key-store-missing') return []
    throw error
  }
}

/** The name of the new file is always the same, because the lock leaves one writer: a killed one leaves no litter. */
function replace(path: string, text: string): void {
  const next = `${path}.new`
  rmSync(next, { force: true })
  const descriptor = openSync(next, 'wx', OWNER_ONLY)
  try {
    writeFileSync(descriptor, text)
    // The umask may have taken the owner's own rights.
    fchmodSync(descriptor, OWNER_ONLY)
    fsyncSync(descriptor)
  } catch (error) {
    rmSync(next, { force: true })
    throw error
  } finally {
    closeSync(descriptor)
  }
  renameSync(next, path)
  sync(dirname(path))
}

/** So that a key that was revoked stays so if the power goes. Not every file system can do it. */
function sync(folder: string): void {
  try {
    const descriptor = openSync(folder, constants.O_RDONLY)
    try {
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch {
    // The file itself is written.
  }
}

/** @throws {LauncherError} for what the system refuses; anything else as it is */
function refuse(error: unknown, location: string): never {
  switch ((error as { readonly code?: string }).code) {
    case 'ENOENT':
      return fail(keysDiagnostics.error('key-store-missing', null, { location }))
    case 'ELOOP':
      return fail(keysDiagnostics.error('key-store-not-a-file', null, { location, found: 'a link' }))
    case 'ENXIO':
      return fail(keysDiagnostics.error('key-store-not-a-file', null, { location, found: 'a socket' }))
    default:
      return fail(keysDiagnostics.error('key-store-unusable', null, { location, reason: reasonOf(error) }))
  }
}
