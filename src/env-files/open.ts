import type { FileStatus } from '../host/index.ts'
import * as host from '../host/index.ts'
import { isTrustedOwner } from '../host/trust.ts'
import { fail } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Origin } from '../model/origin.ts'
import { envFilesDiagnostics } from './diagnostics.ts'
import { refuseUnreadable } from './refuse-unreadable.ts'

/** As many links as Linux follows. */
const MAX_LINKS = 40

export interface OpenFile {
  readonly descriptor: number
  readonly status: FileStatus
}

/**
 * Opens a `.env` file after checking what it is and whose.
 *
 * @param shown the path as messages name it
 * @param named who named the file; null if the search found it, and then its owner must be trusted
 * @param waits whether a named pipe may be read, which takes what is in it from other readers
 * @throws {LauncherError} env-file-missing, env-file-not-regular, env-file-unreadable, env-file-untrusted-owner
 */
export function openEnvFile(
  hostContext: HostContext,
  path: string,
  shown: string,
  named: Origin | null,
  waits: boolean,
): OpenFile {
  const target = named ? path : followLinks(hostContext, path, shown)
  const descriptor = open(target, shown, named)
  try {
    const status = fstat(descriptor, shown)
    const isPipe = status.kind === 'fifo' && waits
    if (!isPipe) checkKind(status, shown, named, isDescriptor(path))
    if (!named) checkOwner(hostContext, status, shown, isPipe ? 'pipe' : 'file')
    return { descriptor, status }
  } catch (error) {
    host.close(descriptor)
    throw error
  }
}

/** Follows a link, and checks the owner of every link on the way: each of them decides which file is read. */
function followLinks(hostContext: HostContext, path: string, shown: string): string {
  let at = path
  for (let links = 0; links < MAX_LINKS; links++) {
    const status = lstat(at, shown)
    if (status.kind !== 'symlink') return at
    checkOwner(hostContext, status, shown, 'link')
    at = host.resolvePath(host.dirname(at), readLink(at, shown))
  }
  return refuseUnreadable({ code: 'ELOOP' }, shown)
}

function lstat(path: string, shown: string): FileStatus {
  try {
    return host.lstat(path) ?? refuseUnreadable({ code: 'ENOENT' }, shown)
  } catch (error) {
    return refuseUnreadable(error, shown)
  }
}

function readLink(path: string, shown: string): string {
  try {
    return host.readLink(path)
  } catch (error) {
    return refuseUnreadable(error, shown)
  }
}

function fstat(descriptor: number, shown: string): FileStatus {
  try {
    return host.fstat(descriptor)
  } catch (error) {
    return refuseUnreadable(error, shown)
  }
}

function open(path: string, shown: string, named: Origin | null): number {
  try {
    if (isDescriptor(path)) return host.open(path)
    // Without the first a FIFO would block the launcher until something writes to it. The second: links were followed.
    return named ? host.open(path, 'nonblocking') : host.open(path, 'nonblocking', 'nofollow')
  } catch (error) {
    const { code } = error as { readonly code?: string }
    if (code === 'ENOENT' && named)
      return fail(envFilesDiagnostics.error('env-file-missing', named, { display: shown }))
    if (code === 'ENXIO')
      return fail(envFilesDiagnostics.error('env-file-not-regular', named, { display: shown, kind: 'a socket' }))
    return refuseUnreadable(error, shown)
  }
}

/** `--env-file <(command)` and `/dev/stdin` name an open descriptor, which can be a pipe. */
export function isDescriptor(path: string): boolean {
  if (!path.startsWith('/dev/') && !path.startsWith('/proc/')) return false
  return /^\/(?:dev\/(?:fd\/\d+|stdin|null)|proc\/self\/fd\/\d+)$/.test(path)
}

function checkKind({ kind }: FileStatus, shown: string, named: Origin | null, isDescriptor: boolean): void {
  if (kind === 'file' || (named && isDescriptor && kind !== 'directory')) return
  const found = kind === 'directory' ? 'a directory' : kind === 'fifo' ? 'a named pipe' : 'a device'
  fail(envFilesDiagnostics.error('env-file-not-regular', named, { display: shown, kind: found }))
}

function checkOwner(
  { uid, cwd }: HostContext,
  status: FileStatus,
  shown: string,
  part: 'link' | 'file' | 'pipe',
): void {
  const owner = status.uid
  // Whoever writes into a pipe decides how long the launcher waits: nobody but the user, or root.
  const isTrusted = part === 'pipe' ? uid === null || owner === uid || owner === 0 : isTrustedOwner(owner, uid, cwd)
  if (isTrusted) return
  const kind = part === 'link' ? 'link' : 'file'
  fail(envFilesDiagnostics.error('env-file-untrusted-owner', null, { display: shown, part: kind, owner }))
}
