/** What a decoder puts in the place of bytes that are not UTF-8. */
export const REPLACEMENT = '\ufffd'

/** Whether bytes are UTF-8. Without `node:buffer`, which takes longer to load than nearly every file to read. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
