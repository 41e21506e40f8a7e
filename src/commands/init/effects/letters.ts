import * as host from '../../../host/index.ts'

/** Decodes UTF-8 as it comes: a letter that is not whole yet is kept for the next time. */
export function decodeLetters(): (bytes: Uint8Array) => string {
  let kept: readonly number[] = []
  return (bytes) => {
    const all = new Uint8Array([...kept, ...bytes])
    const end = endOfLetters(all)
    kept = Array.from(all.subarray(end))
    return host.decodeUtf8(all.subarray(0, end))
  }
}

/** Where the last whole letter ends. */
function endOfLetters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if ((byte & 0xc0) === 0x80) continue
    return lengthOf(byte) > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

/** The bytes of a letter that begins with this one. */
function lengthOf(first: number): number {
  if (first >= 0xf0) return 4
  if (first >= 0xe0) return 3
  return first >= 0xc0 ? 2 : 1
}
