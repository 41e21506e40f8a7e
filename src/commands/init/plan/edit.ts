import { parseStatements } from '../../../dotenv/parser.ts'
import { lastStatements, type Statement } from '../../../dotenv/statement.ts'

/** A variable and its value as it is written behind `NAME=`. */
export type Line = readonly [name: string, text: string]

/**
 * Sets variables in a file's text: the line that counts gets the new value, a variable that is not there gets a line at the
 * end. Everything else stays as it is, to the byte: comments, blanks, line ends.
 */
export function editText(text: string, lines: readonly Line[]): string {
  return lines.reduce((edited, line) => setVariable(edited, line), text)
}

function setVariable(text: string, [name, value]: Line): string {
  const statement = lastStatements(parseStatements(text)).get(name)
  return statement ? replace(text, statement, name, value) : append(text, `${name}=${value}`)
}

/** As many of the text's lines as the statement has, with their ends. */
function replace(text: string, statement: Statement, name: string, value: string): string {
  const lines = text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? []
  const from = statement.line - 1
  const count = statement.text.replace(/\n$/, '').split('\n').length
  const old = lines.slice(from, from + count).join('')
  const end = /(?:\r\n|\r|\n)?$/.exec(old)?.[0] ?? ''
  const before = lines.slice(0, from).join('')
  const after = lines.slice(from + count).join('')
  const [, assignment = `${name}=`] =
    /^((?:\ufeff)?\s*(?:export\s+)?(?:\w+|'\w+')[^\S\r\n]*=[^\S\r\n]*)/.exec(old) ?? []
  const comment = trailingComment(statement)
  // The blanks after the sign belong to the comment if there is no value.
  const start = statement.value === '' && statement.quote === '' ? assignment.trimEnd() : assignment
  return `${before}${start}${value}${comment}${end}${after}`
}

/** The comment after a value, with the blanks before it. */
function trailingComment({ text, value, quote }: Statement): string {
  const line = text.replace(/\n$/, '')
  if (value === '' && quote === '') return /^[^=]*=([^\S\n]+#.*)$/.exec(line)?.[1] ?? ''
  const expressions = {
    "'": /^[^=]*=[^\S\n]*'(?:\\.|[^'\\])*'([^\S\n]*#.*)$/s,
    '"': /^[^=]*=[^\S\n]*"(?:\\.|[^"\\])*"([^\S\n]*#.*)$/s,
    '': /^[^=]*=[^\S\n]*.+?(\s+#.*)$/,
  }
  return expressions[quote].exec(line)?.[1] ?? ''
}

function append(text: string, line: string): string {
  const end = lineEnd(text)
  const gap = text === '' || /[\r\n]$/.test(text) ? '' : end
  return `${text}${gap}${line}${end}`
}

/** The line end of a text: that of its first line. */
export function lineEnd(text: string): string {
  return /\r\n|\n/.exec(text)?.[0] ?? '\n'
}
