import * as g from './grammar.ts'
import { readPlainLine } from './plain-line.ts'
import type { Body, Statement } from './statement.ts'

const EXPORT = 'export'
const EQUALS = 0x3d
const HASH = 0x23
const LINE_FEED = 0x0a
const DOUBLE_ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

class Cursor {
  position = 0
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  peek(): string {
    return this.text[this.position] ?? ''
  }
  isAtEnd(): boolean {
    return this.position >= this.text.length
  }
  /** Moves over white space. @returns whether there was any */
  skip(isOfKind: (code: number) => boolean): boolean {
    const start = this.position
    while (isOfKind(this.text.charCodeAt(this.position))) this.position++
    return this.position > start
  }
  /** Moves over white space and blank lines. @returns the number of line ends */
  skipLines(): number {
    const { text } = this
    let { position } = this
    let count = 0
    for (; ; position++) {
      const code = text.charCodeAt(position)
      if (code === LINE_FEED) count++
      else if (!g.isSpace(code)) break
    }
    this.position = position
    return count
  }
  /** A name without quotes. */
  takePlainKey(): string {
    const { text, position } = this
    let end = position
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end)
      if (code === EQUALS || code === HASH || g.isSpace(code)) break
    }
    return this.takeTo(end)
  }
  /** The rest of the line, without its end. */
  takeLine(): string {
    const end = this.text.indexOf('\n', this.position)
    return this.takeTo(end === -1 ? this.text.length : end)
  }
  takeTo(end: number): string {
    const taken = this.text.slice(this.position, end)
    this.position = end
    return taken
  }
  /** Moves over what the sticky expression matches here and returns its first group; null if it does not match. */
  take(expression: RegExp): string | null {
    expression.lastIndex = this.position
    const match = expression.exec(this.text)
    if (match === null) return null
    this.position = expression.lastIndex
    return match[1] ?? ''
  }
}

/**
 * Splits a `.env` file into statements exactly as python-dotenv does.
 *
 * @param source the file's text, decoded
 * @param grammar which generation of python-dotenv to follow
 * @see https://github.com/theskumar/python-dotenv/blob/main/src/dotenv/parser.py
 */
export function parseStatements(source: string, grammar: g.Grammar = g.current): Statement[] {
  // Python opens the file in text mode, where every kind of line end becomes \n, inside quotes too.
  const normalised = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source
  const text = grammar.dropsByteOrderMark && normalised.startsWith('\ufeff') ? normalised.slice(1) : normalised
  const cursor = new Cursor(text)
  const statements: Statement[] = []
  let line = 1
  while (cursor.position < text.length) {
    line += cursor.skipLines()
    const start = cursor.position
    if (start === text.length) break
    const plain = readPlainLine(text, start)
    if (plain) cursor.position = plain.end
    const { name, value, quote, dropped } = plain ?? readStatement(cursor, grammar)
    statements.push({ name, value, quote, dropped, line, text: text.slice(start, cursor.position) })
    line += newlines(text, start, cursor.position)
  }
  return statements
}

/** A line that cannot be parsed is dropped: from where the parser gave up to the line's end. */
function readStatement(cursor: Cursor, grammar: g.Grammar): Body {
  const body = tryStatement(cursor, grammar)
  if (body) return body
  cursor.takeLine()
  cursor.position++
  return { name: null, value: null, quote: '', dropped: true }
}

/** @returns null if it cannot be parsed. Not an exception: a file may have 100,000 such lines, and each would take longer */
function tryStatement(cursor: Cursor, grammar: g.Grammar): Body | null {
  skipExport(cursor)
  const name = readName(cursor)
  if (name === '') return null
  cursor.skip(g.isBlank)
  const read = cursor.peek() === '=' ? readValue(cursor, grammar) : NO_VALUE
  if (read === null) return null
  cursor.skip(g.isBlank)
  if (cursor.peek() === '#') cursor.takeLine()
  if (!skipEndOfLine(cursor)) return null
  return { name, value: read.value, quote: read.quote, dropped: false }
}

type Value = Pick<Body, 'value' | 'quote'>
const NO_VALUE: Value = { value: null, quote: '' }

/** `export` is a word of its own only if blanks follow it. */
function skipExport(cursor: Cursor): void {
  const start = cursor.position
  if (!cursor.text.startsWith(EXPORT, start)) return
  cursor.position += EXPORT.length
  if (!cursor.skip(g.isBlank)) cursor.position = start
}

/** @returns whether the line ends here */
function skipEndOfLine(cursor: Cursor): boolean {
  if (cursor.isAtEnd()) return true
  if (cursor.peek() !== '\n') return false
  cursor.position++
  return true
}

/** @returns null for a comment, an empty text if there is no name */
function readName(cursor: Cursor): string | null {
  const first = cursor.peek()
  if (first === '#') return null
  return first === "'" ? (readBetween(cursor, first) ?? '') : cursor.takePlainKey()
}

/** What is between two equal quotes; null if the second is missing. */
function readBetween(cursor: Cursor, quote: g.Quote): string | null {
  const end = cursor.text.indexOf(quote, cursor.position + 1)
  return end === -1 ? null : cursor.takeTo(end + 1).slice(1, -1)
}

function readValue(cursor: Cursor, grammar: g.Grammar): Value | null {
  cursor.position++
  const hasGap = cursor.skip(g.isBlank)
  const first = cursor.peek()
  if (grammar.commentAfterEquals && hasGap && first === '#') return { value: '', quote: '' }
  if (first === "'" || first === '"') {
    const value = readQuoted(cursor, grammar, first)
    return value === null ? null : { value, quote: first }
  }
  return { value: withoutComment(cursor.takeLine()), quote: '' }
}

function readQuoted(cursor: Cursor, grammar: g.Grammar, quote: g.Quote): string | null {
  const start = cursor.position
  const simple = readBetween(cursor, quote)
  if (!simple?.includes('\\')) return simple
  cursor.position = start
  const value = cursor.take(grammar.quoted(quote))
  if (value === null) return null
  if (quote === "'") return value.replace(/\\([\\'])/g, '$1')
  return value.replace(/\\([\\'"abfnrtv])/g, (_, letter: string) => DOUBLE_ESCAPES[letter] ?? letter)
}

/**
 * Cuts an unquoted value at the first `#` after white space, and the white space at its end. By hand, because an
 * expression for it looks at every blank of a long row from every blank before it.
 */
function withoutComment(text: string): string {
  const isSpace = (at: number) => g.isSpace(text.charCodeAt(at))
  let end = text.length
  for (let at = text.indexOf('#', 1); at !== -1; at = text.indexOf('#', at + 1)) {
    if (!isSpace(at - 1)) continue
    end = at
    break
  }
  while (end > 0 && isSpace(end - 1)) end--
  return text.slice(0, end)
}

function newlines(text: string, from: number, to: number): number {
  let count = 0
  for (let i = text.indexOf('\n', from); i !== -1 && i < to; i = text.indexOf('\n', i + 1)) count++
  return count
}
