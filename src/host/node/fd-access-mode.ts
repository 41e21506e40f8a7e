import { lstatSync } from 'node:fs'

/** Whether a link in a `fd` folder of `/proc` is to something open for writing: its permissions tell, proc_pid_fd(5). */
export function isForWriting(link: string): boolean {
  try {
    return ((lstatSync(link, { throwIfNoEntry: false })?.mode ?? 0) & 0o200) !== 0
  } catch {
    // Closed meanwhile, or another user's.
    return false
  }
}
