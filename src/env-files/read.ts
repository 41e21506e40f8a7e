import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type EnvFile, glanceAtEnvFile } from '../dotenv/env-file.ts'
import type { EnvFileText } from '../dotenv/text.ts'
import { host } from '../host/index.ts'
import { REPLACEMENT } from '../host/utf8.ts'
import { isRefusal, refuse } from '../model/failure.ts'
import type { World } from '../model/host-context.ts'
import type { Origin } from '../model/origin.ts'
import type { Warning } from '../model/warning.ts'
import { display } from './find.ts'

/** Ten times what the largest files in use have; Python needs minutes for more. In bytes. */
const LIMIT = 8 * 1024 * 1024
/** For a file that may be anybody's. In bytes. */
const GLANCE_LIMIT = 256 * 1024

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
  const { text, stats } = readText(world, path, shown, named, LIMIT)
  const writable = !named && (stats.mode & 0o002) !== 0 && world.platform !== 'win32'
  return {
    text: { path, display: shown, text },
    warnings: writable ? [{ code: 'env-file-writable', display: shown }] : [],
  }
}

/**
 * What a file holds that is only looked at, for its names.
 *
 * @param asksOwner false for a file that Python reads whoever owns it
 * @returns undefined where it cannot be read, or is larger than any file that a person wrote
 */
export function glanceAtFile(world: World, path: string, asksOwner: boolean): EnvFile | undefined {
  const shown = display(world.cwd, path)
  try {
    const { text } = readText(world, path, shown, asksOwner ? null : { kind: 'default' }, GLANCE_LIMIT)
    return glanceAtEnvFile({ path, display: shown, text })
  } catch (error) {
    if (isRefusal(error)) return undefined
    throw error
  }
}

function readText(world: World, path: string, shown: string, named: Origin | null, limit: number) {
  const target = named ? path : followLinks(world, path, shown)
  const descriptor = open(target, shown, named)
  try {
    const stats = fstatSync(descriptor)
    checkKind(stats, shown, named, isDescriptor(path))
    if (!named) checkOwner(world, stats, shown, 'file')
    const bytes = readAll(descriptor, stats, shown, limit)
    // Behind `--env-file <(command)` nothing at all means that the command failed, not that the project has no settings.
    if (bytes.length === 0 && stats.isFIFO()) refuse({ code: 'env-file-empty-pipe', display: shown })
    return { text: decode(bytes, shown), stats }
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Follows a link to what it leads to, and asks of every link on the way whose it is: whoever owns one decides which file
 * is read.
 */
function followLinks(world: World, path: string, shown: string): string {
  let at = path
  for (let links = 0; links < 40; links++) {
    const stats = lstat(at, shown)
    if (!stats.isSymbolicLink()) return at
    checkOwner(world, stats, shown, 'link')
    at = resolve(dirname(at), readlinkSync(at))
  }
  return refuse({ code: 'env-file-unreadable', display: shown, reason: REASONS.ELOOP ?? '' })
}

function lstat(path: string, shown: string): Stats {
  try {
    return lstatSync(path)
  } catch (error) {
    return unreadable(error, shown)
  }
}

function open(path: string, shown: string, named: Origin | null): number {
  // Without O_NONBLOCK a FIFO would hold the launcher until somebody writes to it. O_NOFOLLOW: links were followed.
  const safe = (constants.O_NONBLOCK ?? 0) | (named ? 0 : (constants.O_NOFOLLOW ?? 0))
  try {
    return openSync(path, constants.O_RDONLY | (isDescriptor(path) ? 0 : safe))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' && named) return refuse({ code: 'env-file-missing', display: shown, origin: named })
    if (code === 'ENXIO') return refuse({ code: 'env-file-kind', display: shown, kind: 'a socket', named })
    return unreadable(error, shown)
  }
}

function unreadable(error: unknown, shown: string): never {
  const { code = 'unknown error' } = error as NodeJS.ErrnoException
  return refuse({ code: 'env-file-unreadable', display: shown, reason: REASONS[code] ?? code })
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
export function isDescriptor(path: string): boolean {
  return (
    (path.startsWith('/dev/') || path.startsWith('/proc/')) &&
    /^\/(?:dev\/(?:fd\/\d+|stdin|null)|proc\/self\/fd\/\d+)$/.test(path)
  )
}

function checkKind(stats: Stats, shown: string, named: Origin | null, isDescriptor: boolean): void {
  if (stats.isFile() || (named && isDescriptor && !stats.isDirectory())) return
  const kind = stats.isDirectory() ? 'a directory' : stats.isFIFO() ? 'a named pipe' : 'a device'
  refuse({ code: 'env-file-kind', display: shown, kind, named })
}

function checkOwner(world: World, stats: Stats, shown: string, part: 'link' | 'file'): void {
  if (world.uid === null || stats.uid === world.uid || stats.uid === 0) return
  if (statSync(world.cwd).uid === stats.uid) return
  refuse({ code: 'env-file-foreign', display: shown, part, owner: stats.uid })
}

function readAll(descriptor: number, stats: Stats, shown: string, limit: number): Buffer {
  if (stats.size > limit) refuse({ code: 'env-file-too-large', display: shown, bytes: stats.size, limit })
  const chunks: Buffer[] = []
  for (let total = 0; ; ) {
    const chunk = Buffer.allocUnsafe(65_536)
    const length = readSync(descriptor, chunk)
    if (length === 0) return Buffer.concat(chunks)
    chunks.push(chunk.subarray(0, length))
    total += length
    if (total > limit) refuse({ code: 'env-file-too-large', display: shown, bytes: total, limit })
  }
}

function decode(bytes: Buffer, shown: string): string {
  const nul = bytes.indexOf(0)
  const text = bytes.toString('utf8')
  if (text.includes(REPLACEMENT) && !host.isUtf8(bytes)) {
    const utf16 =
      bytes.length > 1 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    refuse({ code: 'env-file-not-utf8', display: shown, line: firstBadLine(bytes), utf16 })
  }
  if (nul !== -1) refuse({ code: 'env-file-nul', display: shown, line: lineAt(bytes, nul) })
  return text
}

function firstBadLine(bytes: Buffer): number {
  for (let start = 0, line = 1; ; line++) {
    const end = bytes.indexOf(0x0a, start)
    if (end === -1 || !host.isUtf8(bytes.subarray(start, end))) return line
    start = end + 1
  }
}

function lineAt(bytes: Buffer, position: number): number {
  let line = 1
  for (let at = bytes.indexOf(0x0a); at !== -1 && at < position; at = bytes.indexOf(0x0a, at + 1)) line++
  return line
}
