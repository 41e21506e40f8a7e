import { readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { isForWriting } from './fd-access-mode.ts'

/** Whoever writes a program has mostly done so for some time before it is run. In milliseconds. */
const RECENT = 10_000

/**
 * Whether a file that was changed a moment ago is still open for writing: the kernel does not start it then (ETXTBSY).
 * Only what processes of the same user have open is seen.
 */
export function isBusy(path: string): boolean {
  try {
    const { mtimeMs, ctimeMs } = statSync(path)
    return Date.now() - Math.max(mtimeMs, ctimeMs) < RECENT && isOpenForWriting(realpathSync.native(path))
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
    return readlinkSync(link) === path && isForWriting(link)
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
