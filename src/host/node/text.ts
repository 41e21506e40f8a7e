/** The same bytes as a Buffer, whose methods are the fastest that Node has. */
const asBuffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

export function decodeUtf8(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('utf8')
}

/** Without `node:buffer`, which takes longer to load than nearly every file to read. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

export function decodeLatin1(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('latin1')
}

export function encodeUtf8(text: string): Uint8Array {
  return Buffer.from(text)
}

export function utf8Length(text: string): number {
  return Buffer.byteLength(text)
}
