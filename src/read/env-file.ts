import { isUtf8 } from 'node:buffer'
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats, statSync } from 'node:fs'
import { parse } from 'dotenv'
import type { EnvFileText } from '../resolve/dotenv/text.ts'
import { refuse } from '../resolve/failure.ts'
import type { Origin } from '../resolve/origin.ts'
import type { Warning } from '../resolve/warning.ts'
import { display } from './search.ts'
import type { World } from './world.ts'

/** Ten times what the largest files in use have; Python needs minutes for more. In bytes. */
const LIMIT = 8 * 1024 * 1024

export interface ReadFile {
  readonly text: EnvFileText
  readonly warnings: readonly Warning[]
}

/**
 * Reads a `.env` file once, after asking whose it is.
 *
 * @param named who named the file outright; null where the search found it: then it must belong to the user, to root or
 *   to the owner of the working directory, the link and what it leads to, or anyone could plant a `/tmp/.env`
 * @throws {Refusal} for what is no readable file of UTF-8 text
 */
export function readEnvFile(world: World, path: string, named: Origin | null): ReadFile {
  const shown = display(world.cwd, path)
  const link = named ? undefined : lstatSync(path, { throwIfNoEntry: false })
  if (link?.isSymbolicLink()) checkOwner(world, link, shown, 'link')
  const descriptor = open(path, shown, named)
  try {
    const stats = fstatSync(descriptor)
    checkKind(stats, shown, named !== null && isDescriptor(path))
    if (!named) checkOwner(world, stats, shown, 'file')
    const bytes = readAll(descriptor, stats, shown)
    // Behind `--env-file <(command)` nothing at all means that the command failed, not that the project has no settings.
    if (bytes.length === 0 && stats.isFIFO()) refuse({ code: 'env-file-empty-pipe', display: shown })
    const text = decode(bytes, shown)
    const writable = !named && stats.isFile() && (stats.mode & 0o002) !== 0 && world.platform !== 'win32'
    return {
      text: { path, display: shown, text, second: parse(text) },
      warnings: writable ? [{ code: 'env-file-writable', display: shown }] : [],
    }
  } finally {
    closeSync(descriptor)
  }
}

function open(path: string, shown: string, named: Origin | null): number {
  // Without O_NONBLOCK a FIFO would hold the launcher until somebody writes to it.
  const flags = constants.O_RDONLY | (isDescriptor(path) ? 0 : (constants.O_NONBLOCK ?? 0))
  try {
    return openSync(path, flags)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' && named) return refuse({ code: 'env-file-missing', display: shown, origin: named })
    if (code === 'ENXIO') return refuse({ code: 'env-file-kind', display: shown, kind: 'a socket' })
    const reason = REASONS[code ?? ''] ?? code ?? 'unknown error'
    return refuse({ code: 'env-file-unreadable', display: shown, reason })
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'the link leads nowhere',
  ELOOP: 'the link leads to itself',
  ENOTDIR: 'a part of the path is no folder',
  EIO: 'the disk reports an error',
  ENAMETOOLONG: 'the path is too long',
}

/** `--env-file <(command)` and `/dev/stdin` name an open descriptor, which may well be a pipe. */
function isDescriptor(path: string): boolean {
  return /^\/(?:dev\/(?:fd\/\d+|stdin|null)|proc\/self\/fd\/\d+)$/.test(path)
}

function checkKind(stats: Stats, shown: string, isDescriptor: boolean): void {
  if (stats.isFile() || (isDescriptor && !stats.isDirectory())) return
  const kind = stats.isDirectory() ? 'a directory' : stats.isFIFO() ? 'a named pipe' : 'a device'
  refuse({ code: 'env-file-kind', display: shown, kind })
}

function checkOwner(world: World, stats: Stats, shown: string, part: 'link' | 'file'): void {
  if (world.uid === null || stats.uid === world.uid || stats.uid === 0) return
  if (statSync(world.cwd).uid === stats.uid) return
  refuse({ code: 'env-file-foreign', display: shown, part, owner: stats.uid })
}

function readAll(descriptor: number, stats: Stats, shown: string): Buffer {
  if (stats.size > LIMIT) refuse({ code: 'env-file-too-large', display: shown, bytes: stats.size, limit: LIMIT })
  const chunks: Buffer[] = []
  for (let total = 0; ; ) {
    const chunk = Buffer.allocUnsafe(65_536)
    const length = readSync(descriptor, chunk)
    if (length === 0) return Buffer.concat(chunks)
    chunks.push(chunk.subarray(0, length))
    total += length
    if (total > LIMIT) refuse({ code: 'env-file-too-large', display: shown, bytes: total, limit: LIMIT })
  }
}

function decode(bytes: Buffer, shown: string): string {
  const nul = bytes.indexOf(0)
  if (!isUtf8(bytes)) {
    const utf16 =
      bytes.length > 1 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    refuse({ code: 'env-file-not-utf8', display: shown, line: firstBadLine(bytes), utf16 })
  }
  if (nul !== -1) refuse({ code: 'env-file-nul', display: shown, line: lineAt(bytes, nul) })
  return bytes.toString('utf8')
}

function firstBadLine(bytes: Buffer): number {
  for (let start = 0, line = 1; ; line++) {
    const end = bytes.indexOf(0x0a, start)
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) return line
    start = end + 1
  }
}

function lineAt(bytes: Buffer, position: number): number {
  let line = 1
  for (let at = bytes.indexOf(0x0a); at !== -1 && at < position; at = bytes.indexOf(0x0a, at + 1)) line++
  return line
}
