import type { Statement } from './parser.ts'

/*
 * Lines that every reader of `.env` files reads alike: a comment, or `NAME=value` on one line with nothing in it that
 * readers or their versions take differently. Most files have no others, and for those neither the whole grammar nor a
 * second opinion is needed. What is not listed here is left to `scan`.
 */
const BLANKS = '[ \\t]*'
// Python and JavaScript know different white space and line ends: in a comment they must not appear.
const COMMENT = '#[^\\0-\\x08\\n-\\x1f\\x7f-\\xa0\\u1680\\u2000-\\u200f\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]*'
const NAME = '(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_]*)'
const DOUBLE = '"([\\t !#-\\[\\]-~]*)"'
// A backslash is one to all readers, unless it may stand before a quote or a second one.
const SINGLE = "'((?:[\\t -&(-\\[\\]-~]|\\\\(?![\\\\']))*)'"
const UNQUOTED = '([!$-&(-_a-~][\\t !$-&(-_a-~]*)'
const VALUE = `(?:(?:${DOUBLE}|${SINGLE})${BLANKS}(?:${COMMENT})?|${UNQUOTED}(${COMMENT})?)?`
const LINE = new RegExp(`(?:(?:${COMMENT})|${NAME}${BLANKS}=${BLANKS}${VALUE})(?:\\n|$)`, 'y')

/**
 * Reads the statement that begins at a place of a text, where it is a plain one.
 *
 * @param text with line ends as `\n`
 * @param at the place of a line's first character that is not blank
 * @param line that line's number
 */
export function readPlain(text: string, at: number, line: number): Statement | null {
  LINE.lastIndex = at
  const match = LINE.exec(text)
  if (match === null) return null
  const [whole, name, double, single, unquoted, comment] = match
  if (name === undefined) return { line, text: whole, name: null, value: null, quote: '', dropped: false, plain: true }
  // To one of them the first is a word of its own, and the second no name that an object can have.
  if (name === 'export' || name === '__proto__') return null
  // `a#b` is a value to one reader, and `a` with a comment to the other.
  if (comment !== undefined && !/[ \t]$/.test(unquoted ?? '')) return null
  const value = double ?? single ?? trimEnd(unquoted ?? '')
  const quote = double !== undefined ? '"' : single !== undefined ? "'" : ''
  return { line, text: whole, name, value, quote, dropped: false, plain: true }
}

function trimEnd(text: string): string {
  let end = text.length
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--
  return end === text.length ? text : text.slice(0, end)
}
