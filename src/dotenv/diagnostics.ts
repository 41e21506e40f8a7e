import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatLocation, formatName, quote } from '../model/format.ts'
import type { Difference } from './difference.ts'

/** A line of a file, and the variable that it is about; null if the name could be a part of a secret. */
interface Line {
  readonly display: string
  readonly line: number
  readonly name: string | null
}

/** What about a line makes Python drop it. */
export type SyntaxCause = 'quote' | 'colon' | 'other'

/** What Python would lose of a `.env` file, or read differently from one version to the next. */
export const dotenv = defineDiagnostics({
  'env-file-syntax': ({ cause, ...line }: Line & { cause: SyntaxCause }) =>
    `${formatLine(line, 'this line')} is lost to Python, which cannot parse the line: ${REMEDY[cause](line.name)}`,
  'env-file-value-unset': (line: Line) =>
    `${formatLine(line, 'the name')} stands alone on this line, and so Python unsets the value given above: remove one of the two lines`,
  'env-file-version-dependent': (line: Line) =>
    `${formatLine(line, 'this line')} is read differently by versions of python-dotenv: save the file without a byte order mark, put comments on lines of their own, and write no backslash next to a quote`,
  'env-file-line-too-long': ({ display, line }: Omit<Line, 'name'>) =>
    `${formatLocation(display, line)}: the value is longer than the 131071 bytes that a process can be given: keep it in a file of its own`,
  'invalid-variable-name': ({ display, line }: Omit<Line, 'name'>) =>
    `${formatLocation(display, line)}: the name contains '=' and cannot be passed to a process: rename it`,
  'env-file-ambiguous': ({ difference, ...line }: Line & { difference: Difference }) =>
    `${formatLocation(line.display, line.line)}: ${line.name === null ? '' : `${formatName(line.name)}: `}${DIFFERENCES[difference]}`,
  'env-file-more-lines': ({ display, more }: { display: string; more: number }) =>
    `${quote(display)} has ${more} more ${more === 1 ? 'line' : 'lines'} with such problems`,
})

function formatLine({ display, line, name }: Line, otherwise: string): string {
  return `${formatLocation(display, line)}: ${name === null ? otherwise : formatName(name)}`
}

const REMEDY: Readonly<Record<SyntaxCause, (name: string | null) => string>> = {
  quote: () => 'close the quote, and put nothing but a comment after it',
  colon: (name) => `write '=' instead of ':', as in ${formatName(name ?? 'NAME')}=value`,
  other: (name) => `write ${formatName(name ?? 'NAME')}=value, in single quotes if it holds blanks or quotes`,
}

const DIFFERENCES: Readonly<Record<Difference, string>> = {
  name: 'only some readers accept this form of a name: use letters, digits and _, without quotes',
  unset: 'a name alone unsets the value above it in Python only: remove one of the two lines',
  hash: "some readers cut an unquoted value at '#': quote the value, or write %23 in a URL",
  backtick: 'Python keeps the backticks, other readers take them for quotes: use single quotes',
  backslash: 'readers disagree about a backslash in quotes: leave out the quotes or the backslash',
  'reference-in-single-quotes': 'Python replaces ${NAME} in single quotes too, other readers do not: use double quotes',
  other: 'readers disagree about this value: put it in single quotes',
}
