import type { EnvFileText } from '../dotenv/env-file-text.ts'
import { HEAD_LENGTH, isEncoded, recognizeFormat } from '../dotenv/foreign-format.ts'
import { findProtectedLike } from '../dotenv/protected-names.ts'
import * as host from '../host/index.ts'
import { REPLACEMENT } from '../host/utf8.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { envFilesDiagnostics, type Utf16 } from './diagnostics.ts'

/** A file's text; or with no text what the file is instead, or why its bytes are none. */
export interface Content extends Pick<EnvFileText, 'text' | 'format'> {
  readonly undecoded?: Undecoded
}

/** A file whose bytes Python cannot read. */
export interface Undecoded {
  readonly error: Diagnostic
  /** For a run that does without the file. */
  readonly warning: Diagnostic
  /** Names in it that could decide about the account, the server or the store, also those in comments. */
  readonly names: readonly string[]
}

/** A file's bytes as text. */
export function decode(bytes: Uint8Array, display: string): Content {
  const text = host.decodeUtf8(bytes)
  const nul = bytes.indexOf(0)
  const isUtf8 = !text.includes(REPLACEMENT) || host.isUtf8(bytes)
  if (isUtf8 && nul === -1) return { text }
  const format = recognizeFormat(host.decodeLatin1(bytes.subarray(0, HEAD_LENGTH)))
  if (format !== null && isEncoded(format)) return { text: '', format }
  const utf16 = findUtf16(bytes, nul)
  if (!isUtf8 && utf16 === null && hasControlCharacters(bytes)) return { text: '', format: 'binary' }
  // In all encodings in use the letters of a name are bytes of ASCII, in UTF-16 with a NUL next to each.
  const names = findProtectedLike(host.decodeLatin1(bytes).replaceAll('\0', ''))
  const described =
    isUtf8 && utf16 === null
      ? describeNul({ display, line: lineAt(bytes, nul) })
      : describeEncoding({ display, line: isUtf8 ? lineAt(bytes, nul) : firstBadLine(bytes), utf16 })
  return { text: '', undecoded: { ...described, names } }
}

function describeNul(where: { readonly display: string; readonly line: number }) {
  return {
    error: envFilesDiagnostics.error('env-file-nul', null, { ...where, isPassedOver: false }),
    warning: envFilesDiagnostics.warning('env-file-nul', null, { ...where, isPassedOver: true }),
  }
}

function describeEncoding(data: { readonly display: string; readonly line: number; readonly utf16: Utf16 | null }) {
  return {
    error: envFilesDiagnostics.error('env-file-not-utf8', null, { ...data, isPassedOver: false }),
    warning: envFilesDiagnostics.warning('env-file-not-utf8', null, { ...data, isPassedOver: true }),
  }
}

/** Some that no text in an old encoding has: it would be advice to save a key or an archive as UTF-8. */
function hasControlCharacters(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte < 0x07 || (byte > 0x0d && byte < 0x1b))
}

/**
 * Whether a file is UTF-16, by its byte order mark or because every other byte of its first line is NUL, or goes on in it,
 * as after `>>` in Windows PowerShell.
 */
function findUtf16(bytes: Uint8Array, nul: number): Utf16 | null {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'whole'
  if (nul === -1) return null
  const isAlternating = [0, 2, 4].every((at) => bytes[nul + at] === 0 && bytes[nul + at + 1] !== 0)
  return isAlternating ? (nul <= 1 ? 'whole' : 'part') : null
}

const LINE_FEED = 0x0a

function firstBadLine(bytes: Uint8Array): number {
  for (let start = 0, line = 1; ; line++) {
    const end = bytes.indexOf(LINE_FEED, start)
    if (end === -1 || !host.isUtf8(bytes.subarray(start, end))) return line
    start = end + 1
  }
}

function lineAt(bytes: Uint8Array, position: number): number {
  let line = 1
  for (let at = bytes.indexOf(LINE_FEED); at !== -1 && at < position; at = bytes.indexOf(LINE_FEED, at + 1)) line++
  return line
}
