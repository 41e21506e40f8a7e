import { native } from './binding.ts'
import { readers } from './events.ts'

const CHUNK_BYTES = 16_384

/**
 * Reads what comes from a descriptor until its end, which is also a read that fails.
 *
 * @returns what stops it; nothing is called then any more
 */
export function follow(descriptor: number, onBytes: (bytes: Uint8Array) => void, onEnd: () => void): () => void {
  const room = new Uint8Array(CHUNK_BYTES)
  readers.set(descriptor, () => {
    let count = 0
    try {
      count = native.read(descriptor, room)
    } catch (error) {
      if ((error as { readonly code?: string }).code === 'EAGAIN') return
    }
    if (count > 0) return onBytes(room.slice(0, count))
    readers.delete(descriptor)
    onEnd()
  })
  return () => readers.delete(descriptor)
}
