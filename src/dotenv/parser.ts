import { readPlain } from './fast-path.ts'
import * as g from './grammar.ts'

/** One statement of a `.env` file. */
export interface Statement {
  /** Line of the statement's first character that is not blank, counted from 1. */
  readonly line: number
  /** The text as it stands in the file, without the blank lines before it. */
  readonly text: string
  /** The variable's name; null for a comment, for the end of the file and for what Python drops. */
  readonly name: string | null
  /** The value before `${NAME}` is replaced; null for a name without `=`. */
  readonly value: string | null
  readonly quote: '' | "'" | '"'
  /** True where Python cannot read the statement and drops it, with all the lines in `text`. */
  readonly dropped: boolean
  /** True where every reader reads it alike. */
  readonly plain: boolean
}

const DOUBLE_ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

class Unreadable extends Error {}

class Cursor {
  position = 0
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  peek(): string {
    return this.text[this.position] ?? ''
  }
  /** @returns whether it was nothing but blanks, tabs and line ends, which are white space to every reader */
  skipSpace(): boolean {
    // Blanks and line ends by hand; the expression knows the rest of what is white space.
    for (let code = this.code(); code === 0x20 || code === 0x0a || code === 0x09; code = this.code()) this.position++
    if (this.code() > 0x20 && this.code() < 0x7f) return true
    return this.take(g.space) === ''
  }
  private code(): number {
    return this.text.charCodeAt(this.position)
  }
  /** Moves over what the sticky expression matches here and returns its first group (or the match). */
  take(expression: RegExp): string {
    expression.lastIndex = this.position
    const match = expression.exec(this.text)
    if (match === null) throw new Unreadable()
    this.position = expression.lastIndex
    return match[1] ?? match[0]
  }
}

/**
 * Splits a `.env` file into statements exactly as python-dotenv does.
 *
 * @param source the file's text, decoded
 * @param grammar which generation of python-dotenv to follow
 * @see https://github.com/theskumar/python-dotenv/blob/main/src/dotenv/parser.py
 */
export function scan(source: string, grammar: g.Grammar = g.current): Statement[] {
  return Array.from(scanEach(source, grammar))
}

/** The same, one by one: of a large file only what is needed of each is kept. */
export function* scanEach(source: string, grammar: g.Grammar = g.current): Generator<Statement> {
  // Python opens the file in text mode, where every kind of line end becomes \n, inside quotes too.
  const normalised = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source
  const text = grammar.dropsByteOrderMark ? normalised.replace(/^\ufeff/, '') : normalised
  const cursor = new Cursor(text)
  let line = 1
  while (cursor.position < text.length) {
    const from = cursor.position
    const isOrdinary = cursor.skipSpace()
    const start = cursor.position
    line += newlines(text, from, start)
    if (start === text.length) break
    const plain = isOrdinary ? readPlain(text, start, line) : null
    if (plain !== null) {
      cursor.position = start + plain.text.length
      yield plain
    } else {
      const body = readStatement(cursor, grammar)
      yield { ...body, line, text: text.slice(start, cursor.position) }
    }
    line += newlines(text, start, cursor.position)
  }
}

type Body = Omit<Statement, 'line' | 'text'>

function readStatement(cursor: Cursor, grammar: g.Grammar): Body {
  try {
    cursor.take(g.exportWord)
    const name = readName(cursor)
    cursor.take(g.blank)
    const read = cursor.peek() === '=' ? readValue(cursor, grammar) : { value: null, quote: '' as const }
    cursor.take(g.comment)
    cursor.take(g.endOfLine)
    return { name, ...read, dropped: false, plain: false }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    cursor.take(g.restOfLine)
    return { name: null, value: null, quote: '', dropped: true, plain: false }
  }
}

function readName(cursor: Cursor): string | null {
  const first = cursor.peek()
  if (first === '#') return null
  return cursor.take(first === "'" ? g.quotedKey : g.plainKey)
}

function readValue(cursor: Cursor, grammar: g.Grammar): Pick<Body, 'value' | 'quote'> {
  const gap = cursor.take(g.equals)
  const first = cursor.peek()
  if (grammar.commentAfterEquals && gap !== '' && first === '#') return { value: '', quote: '' }
  if (first === "'") {
    const value = cursor.take(grammar.singleQuoted).replace(/\\([\\'])/g, '$1')
    return { value, quote: "'" }
  }
  if (first === '"') {
    const value = cursor
      .take(grammar.doubleQuoted)
      .replace(/\\([\\'"abfnrtv])/g, (_, letter: string) => DOUBLE_ESCAPES[letter] ?? letter)
    return { value, quote: '"' }
  }
  if (first === '' || first === '\n') return { value: '', quote: '' }
  return { value: withoutComment(cursor.take(g.plainValue)), quote: '' }
}

/**
 * Cuts an unquoted value at the first `#` behind white space, and the white space at its end. By hand, because an
 * expression for it looks at every blank of a long row from every blank before it.
 */
function withoutComment(text: string): string {
  const isSpace = (at: number) => g.isSpace.test(text.charAt(at))
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
