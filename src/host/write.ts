import { writeSync } from 'node:fs'

/** How long to leave a slow reader alone, in milliseconds. */
const PAUSE = 5

/**
 * Writes at once and without `process.stdout`, which would leave a command that this process becomes a descriptor that
 * does not block.
 *
 * @returns the system's error code, or null
 */
export function write(descriptor: 1 | 2, content: string | Uint8Array): string | null {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at)
    } catch (error) {
      const { code = 'unknown error' } = error as NodeJS.ErrnoException
      if (code !== 'EAGAIN') return code
      // Somebody else made the descriptor non-blocking, and its reader is slow.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE)
    }
  }
  return null
}
