import { readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { isForWriting } from './fd-access-mode.ts'

/** A file that was changed earlier is taken to be closed: looking at all open files takes time. */
const RECENTLY_CHANGED_MS = 10_000

/**
 * Whether a file that was changed a moment ago is still open for writing: the kernel does not start it then (ETXTBSY).
 * Only what processes of the same user have open is seen.
 *
 * A file may be closed or opened right after this look. It stays because below version 26 Node does not survive the
 * failure: it aborts, with a dump that holds the credentials.
 */
export function isBusy(path: string): boolean {
  try {
    const { mtimeMs, ctimeMs } = statSync(path)
    return Date.now() - Math.max(mtimeMs, ctimeMs) < RECENTLY_CHANGED_MS && isOpenForWriting(realpathSync.native(path))
  } catch {
    return false
  }
}

function isOpenForWriting(path: string): boolean {
  return list('/proc').some(
    (pid) =>
      /^\d+$/.test(pid) &&
      list(`/proc/${pid}/fd`).some((descriptor) => writesTo(`/proc/${pid}/fd/${descriptor}`, path)),
  )
}

function writesTo(link: string, path: string): boolean {
  try {
    return readlinkSync(link) === path && isForWriting(link) === true
  } catch {
    // Closed meanwhile.
    return false
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
