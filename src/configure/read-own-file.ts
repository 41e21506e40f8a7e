import * as host from '../host/index.ts'
import { MAX_NOTE_BYTES } from '../mlflow/server-note.ts'

/**
 * Reads a short file that a process of this user has left in a directory of its own.
 *
 * @param forbidden the bits of the mode that it must not have
 * @returns null for what is no regular file of this user, has one of these bits, is too long or cannot be read
 */
export function readOwnFile(path: string, uid: number, forbidden: number): string | null {
  try {
    // A FIFO would block without the first, and a link lead elsewhere without the second.
    const descriptor = host.open(path, 'nonblocking', 'nofollow')
    try {
      const status = host.fstat(descriptor)
      const isTrusted = status.kind === 'file' && status.uid === uid && (status.mode & forbidden) === 0
      if (!isTrusted || status.size > MAX_NOTE_BYTES) return null
      const bytes = new Uint8Array(MAX_NOTE_BYTES)
      return host.decodeUtf8(bytes.subarray(0, host.read(descriptor, bytes)))
    } finally {
      host.close(descriptor)
    }
  } catch {
    return null
  }
}
