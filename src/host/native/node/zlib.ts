/** What of `node:zlib` the launcher uses inside the native executable. */
const POLYNOMIAL = 0xedb88320

/** Of a text of ASCII. */
export function crc32(text: string): number {
  let rest = -1
  for (const letter of text) {
    rest ^= letter.charCodeAt(0)
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? POLYNOMIAL : 0)
  }
  return ~rest >>> 0
}
