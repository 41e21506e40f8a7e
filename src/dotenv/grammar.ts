/**
 * The grammar of python-dotenv, expression by expression: Python reads the same file again inside the child, so what
 * Python sees is what counts.
 *
 * Python's `\s` on text is `str.isspace`, which differs from JavaScript's: it knows U+001C–U+001F and U+0085, and does
 * not know U+FEFF.
 */
const SPACE = '\\t\\n\\v\\f\\r\\x1c-\\x1f \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'
const BLANK = SPACE.replace('\\n', '').replace('\\r', '')

export interface Grammar {
  /** Whether a leading byte order mark is dropped. */
  readonly dropsByteOrderMark: boolean
  /** Whether `A= # text` is an empty value followed by a comment. */
  readonly commentAfterEquals: boolean
  readonly singleQuoted: RegExp
  readonly doubleQuoted: RegExp
}

/** python-dotenv 1.2.4 and newer. */
export const current: Grammar = {
  dropsByteOrderMark: true,
  commentAfterEquals: true,
  singleQuoted: /'((?:\\.|[^'\\])*)'/sy,
  doubleQuoted: /"((?:\\.|[^"\\])*)"/sy,
}

/** python-dotenv up to 1.2.3. */
export const earlier: Grammar = {
  dropsByteOrderMark: false,
  commentAfterEquals: false,
  singleQuoted: /'((?:\\'|[^'])*)'/y,
  doubleQuoted: /"((?:\\"|[^"])*)"/y,
}

export const space = new RegExp(`[${SPACE}]*`, 'y')
export const blank = new RegExp(`[${BLANK}]*`, 'y')
export const exportWord = new RegExp(`(?:export[${BLANK}]+)?`, 'y')
export const quotedKey = /'([^']+)'/y
export const plainKey = new RegExp(`([^=#${SPACE}]+)`, 'y')
export const endOfLine = /\n|$/y
export const isSpace = new RegExp(`^[${SPACE}]$`)
