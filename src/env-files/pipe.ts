import * as host from '../host/index.ts'
import { fail } from '../model/diagnostic.ts'
import { envFilesDiagnostics, PIPE_TIMEOUT_SECONDS } from './diagnostics.ts'

/** How often it is looked at while nothing comes, in milliseconds. */
const POLL_MS = 5
/**
 * How long it is looked at without a pause, at first and after something came. A program that writes again and again opens
 * the pipe again soon after it has closed it: after a pause the end between two copies would be missed.
 */
const BUSY_MS = 50

/**
 * Reads from a named pipe that was opened without blocking: waits for its writer, and from its first line on for its end,
 * each no longer than the time limit. An ordinary read would wait forever for a writer that never comes.
 *
 * @returns what `host.read` takes the place of
 * @throws {LauncherError} env-file-empty-pipe
 */
export function pipeReader(descriptor: number, display: string): (bytes: Uint8Array) => number {
  let hasData = false
  let last = performance.now()
  /** When the wait for the writer began, then the wait for its end. */
  let since = last
  return (bytes) => {
    for (;;) {
      const length = readNow(descriptor, bytes)
      // Without a writer there is nothing to read, as at the end.
      if (length === 0 && hasData) return 0
      if (length) {
        last = performance.now()
        if (!hasData) since = last
        hasData = true
        return length
      }
      const now = performance.now()
      if (now - since > PIPE_TIMEOUT_SECONDS * 1000) {
        const timeout = hasData ? 'no end' : 'no writer'
        fail(envFilesDiagnostics.error('env-file-empty-pipe', null, { display, timeout }))
      }
      if (now - last > BUSY_MS) host.sleep(POLL_MS)
    }
  }
}

/** @returns null if there is a writer that has not written anything yet */
function readNow(descriptor: number, bytes: Uint8Array): number | null {
  try {
    return host.read(descriptor, bytes)
  } catch (error) {
    if ((error as { readonly code?: string }).code === 'EAGAIN') return null
    throw error
  }
}
