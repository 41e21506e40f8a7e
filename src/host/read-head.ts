import { closeSync, openSync, readSync } from 'node:fs'

/** The first bytes of a file, at most so many; null where it cannot be read. */
export function readBeginning(path: string, most: number): Buffer | null {
  try {
    const descriptor = openSync(path, 'r')
    try {
      const bytes = Buffer.alloc(most)
      return bytes.subarray(0, readSync(descriptor, bytes))
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return null
  }
}
