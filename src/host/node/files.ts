import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs'
import type { FileAccess, FileKind, FileStatus, OpenFlag } from '../host.ts'

const ACCESS: Readonly<Record<FileAccess, number>> = {
  exists: constants.F_OK,
  read: constants.R_OK,
  write: constants.W_OK,
  execute: constants.X_OK,
}

/** Windows has neither. */
const FLAGS: Readonly<Record<OpenFlag, number>> = {
  nonblocking: constants.O_NONBLOCK ?? 0,
  nofollow: constants.O_NOFOLLOW ?? 0,
}

/** An error costs Node a millisecond, and most files that are looked for are not there. */
const NO_ERROR = { throwIfNoEntry: false } as const

export function stat(path: string): FileStatus | null {
  try {
    return toStatus(statSync(path, NO_ERROR))
  } catch (error) {
    return nullIfNoDirectory(error)
  }
}

export function lstat(path: string): FileStatus | null {
  try {
    return toStatus(lstatSync(path, NO_ERROR))
  } catch (error) {
    return nullIfNoDirectory(error)
  }
}

/** Node 22 and newer take ENOTDIR for no entry too. */
function nullIfNoDirectory(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return null
  throw error
}

export function fstat(descriptor: number): FileStatus {
  return toStatus(fstatSync(descriptor))
}

function toStatus(stats: Stats): FileStatus
function toStatus(stats: Stats | undefined): FileStatus | null
function toStatus(stats: Stats | undefined): FileStatus | null {
  return stats ? { kind: kindOf(stats), mode: stats.mode & 0o7777, uid: stats.uid, size: stats.size } : null
}

function kindOf(stats: Stats): FileKind {
  if (stats.isFile()) return 'file'
  if (stats.isDirectory()) return 'directory'
  if (stats.isSymbolicLink()) return 'symlink'
  if (stats.isFIFO()) return 'fifo'
  return stats.isSocket() ? 'socket' : 'device'
}

export function access(path: string, access: FileAccess): void {
  accessSync(path, ACCESS[access])
}

export function open(path: string, ...flags: readonly OpenFlag[]): number {
  return openSync(
    path,
    flags.reduce((all, flag) => all | FLAGS[flag], constants.O_RDONLY),
  )
}

export function close(descriptor: number): void {
  closeSync(descriptor)
}

export function read(descriptor: number, bytes: Uint8Array): number {
  return readSync(descriptor, bytes)
}

export function write(descriptor: number, bytes: Uint8Array): number {
  return writeSync(descriptor, bytes)
}

export function readText(path: string): string {
  return readFileSync(path, 'utf8')
}

export function readHead(path: string, maxBytes: number): Uint8Array | null {
  try {
    const descriptor = openSync(path, 'r')
    try {
      const bytes = Buffer.alloc(maxBytes)
      return bytes.subarray(0, readSync(descriptor, bytes))
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return null
  }
}

export function readDirectory(path: string): string[] {
  return readdirSync(path)
}

export function readLink(path: string): string {
  return readlinkSync(path)
}

export function realPath(path: string): string {
  return realpathSync.native(path)
}
