/**
 * The grammar of python-dotenv, expression by expression: Python reads the same file again inside the child, so what
 * Python sees is what counts.
 *
 * What nearly every line needs is written out as loops. Node compiles an expression in every process, and for a file of
 * 50 lines that took longer than reading it: 0.7 ms.
 */
export interface Grammar {
  /** Whether a leading byte order mark is dropped. */
  readonly dropsByteOrderMark: boolean
  /** Whether `A= # text` is an empty value followed by a comment. */
  readonly commentAfterEquals: boolean
  /** A value in quotes that has a backslash in it. */
  readonly quoted: (quote: Quote) => RegExp
}

export type Quote = "'" | '"'

/** python-dotenv 1.2.4 and newer. */
export const current: Grammar = {
  dropsByteOrderMark: true,
  commentAfterEquals: true,
  quoted: (quote) => (quote === "'" ? /'((?:\\.|[^'\\])*)'/sy : /"((?:\\.|[^"\\])*)"/sy),
}

/** python-dotenv up to 1.2.3. */
export const earlier: Grammar = {
  dropsByteOrderMark: false,
  commentAfterEquals: false,
  quoted: (quote) => (quote === "'" ? /'((?:\\'|[^'])*)'/y : /"((?:\\"|[^"])*)"/y),
}

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/**
 * Python's `\s` on text, which is `str.isspace`. JavaScript's differs: it does not know U+001C–U+001F and U+0085, and
 * knows U+FEFF.
 */
export function isSpace(code: number): boolean {
  if (code > 0x20 && code < 0x7f) return false
  return code <= 0x20 ? code >= 0x1c || (code >= 0x09 && code <= 0x0d) : isSpaceBeyondAscii(code)
}

function isSpaceBeyondAscii(code: number): boolean {
  return (
    [0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000].includes(code) || (code >= 0x2000 && code <= 0x200a)
  )
}

/** White space within a line. */
export function isBlank(code: number): boolean {
  return isSpace(code) && code !== LINE_FEED && code !== CARRIAGE_RETURN
}
