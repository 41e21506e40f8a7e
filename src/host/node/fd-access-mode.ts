import { lstatSync } from 'node:fs'

/**
 * Whether a link in a `fd` folder of `/proc` is to something open for writing: its permissions tell, proc_pid_fd(5). Null
 * if it is closed meanwhile, or another user's.
 */
export function isForWriting(link: string): boolean | null {
  try {
    const status = lstatSync(link, { throwIfNoEntry: false })
    return status ? (status.mode & 0o200) !== 0 : null
  } catch {
    return null
  }
}
