import type { FileAccess, FileKind, FileStatus } from './index.ts'
import * as host from './index.ts'

/** What is at a path, links followed; null if there is nothing, or this user cannot look. */
export function tryStat(path: string): FileStatus | null {
  try {
    return host.stat(path)
  } catch {
    return null
  }
}

/** Whether this user has all of these accesses to a path. */
export function canAccess(path: string, ...accesses: readonly FileAccess[]): boolean {
  try {
    for (const access of accesses) host.access(path, access)
    return true
  } catch {
    return false
  }
}

/** The path itself, or the nearest directory above it that exists: the one in which the rest would be created. */
export function nearestExistingAncestor(path: string): string {
  let nearest = path
  while (!tryStat(nearest) && host.dirname(nearest) !== nearest) nearest = host.dirname(nearest)
  return nearest
}

/** Whether there is anything at a path, a broken link too. */
export function pathExists(path: string): boolean {
  try {
    return host.lstat(path) !== null
  } catch {
    // A directory that this user is not permitted to search has nothing for them.
    return false
  }
}

/** What a path leads to; `symlink` for a broken link, null if there is nothing, `unknown` if the system fails to tell. */
export function tryLinkedKind(path: string): FileKind | 'unknown' | null {
  try {
    const kind = host.lstat(path)?.kind ?? null
    return kind === 'symlink' ? (tryStat(path)?.kind ?? kind) : kind
  } catch (error) {
    const { code } = error as { readonly code?: string }
    // As in `pathExists`; Windows has another name for it. A disk that reports an error may well have something.
    return code === 'EACCES' || (code === 'EPERM' && host.platform === 'win32') ? null : 'unknown'
  }
}

/** Whether a path leads to a file, links followed. */
export function isRegularFile(path: string): boolean {
  return tryStat(path)?.kind === 'file'
}
