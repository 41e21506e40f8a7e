import * as host from './index.ts'

/** How long to leave a slow reader alone. */
const SLOW_READER_PAUSE_MS = 5

/**
 * Writes at once and all of it. On Node without `process.stdout`, which would leave a command that replaces this process
 * a descriptor that does not block.
 *
 * @returns the system's error code, or null
 */
export function write(descriptor: 1 | 2, content: string | Uint8Array): string | null {
  const bytes = typeof content === 'string' ? host.encodeUtf8(content) : content
  for (let at = 0; at < bytes.length; ) {
    try {
      at += host.write(descriptor, bytes.subarray(at))
    } catch (error) {
      const { code = 'unknown error' } = error as { readonly code?: string }
      if (code !== 'EAGAIN') return code
      // Another process made the descriptor non-blocking, and its reader is slow.
      host.sleep(SLOW_READER_PAUSE_MS)
    }
  }
  return null
}
