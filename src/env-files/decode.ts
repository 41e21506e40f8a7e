import { host } from '../host/index.ts'
import { REPLACEMENT } from '../host/utf8.ts'
import { fail } from '../model/diagnostic.ts'
import { envFilesDiagnostics } from './diagnostics.ts'

/**
 * A file's bytes as text.
 *
 * @throws {LauncherError} env-file-not-utf8, env-file-nul
 */
export function decode(bytes: Uint8Array, display: string): string {
  const text = host.decodeUtf8(bytes)
  if (text.includes(REPLACEMENT) && !host.isUtf8(bytes)) {
    fail(
      envFilesDiagnostics.error('env-file-not-utf8', null, {
        display,
        line: firstBadLine(bytes),
        utf16: isUtf16(bytes),
      }),
    )
  }
  const nul = bytes.indexOf(0)
  if (nul !== -1) fail(envFilesDiagnostics.error('env-file-nul', null, { display, line: lineAt(bytes, nul) }))
  return text
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
