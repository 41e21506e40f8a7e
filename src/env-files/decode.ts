import type { EnvFileText } from '../dotenv/env-file-text.ts'
import { HEAD_LENGTH, isEncoded, recognizeFormat } from '../dotenv/foreign-format.ts'
import { host } from '../host/index.ts'
import { REPLACEMENT } from '../host/utf8.ts'
import { fail } from '../model/diagnostic.ts'
import { envFilesDiagnostics } from './diagnostics.ts'

/** A file's text; or what the file is instead, with no text. */
export type Content = Pick<EnvFileText, 'text' | 'format'>

/**
 * A file's bytes as text.
 *
 * @throws {LauncherError} env-file-not-utf8, env-file-nul
 */
export function decode(bytes: Uint8Array, display: string): Content {
  const text = host.decodeUtf8(bytes)
  const nul = bytes.indexOf(0)
  const isUtf8 = !text.includes(REPLACEMENT) || host.isUtf8(bytes)
  if (isUtf8 && nul === -1) return { text }
  const format = recognizeFormat(host.decodeLatin1(bytes.subarray(0, HEAD_LENGTH)))
  if (format !== null && isEncoded(format)) return { text: '', format }
  if (!isUtf8) {
    if (!isUtf16(bytes) && hasControlCharacters(bytes)) return { text: '', format: 'binary' }
    fail(
      envFilesDiagnostics.error('env-file-not-utf8', null, {
        display,
        line: firstBadLine(bytes),
        utf16: isUtf16(bytes),
      }),
    )
  }
  return fail(envFilesDiagnostics.error('env-file-nul', null, { display, line: lineAt(bytes, nul) }))
}

/** Some that no text in an old encoding has: it would be advice to save a key or an archive as UTF-8. */
function hasControlCharacters(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte < 0x07 || (byte > 0x0d && byte < 0x1b))
}

/** By the byte order mark. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
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
