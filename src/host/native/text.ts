import { native } from './binding.ts'

export function decodeUtf8(bytes: Uint8Array): string {
  return native.decodeUtf8(bytes)
}

export function isUtf8(bytes: Uint8Array): boolean {
  return native.isUtf8(bytes)
}

export function decodeLatin1(bytes: Uint8Array): string {
  return native.decodeLatin1(bytes)
}

export function encodeUtf8(text: string): Uint8Array {
  return native.encodeUtf8(text)
}

export function utf8Length(text: string): number {
  return native.utf8Length(text)
}

export function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}
