import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatLocation, formatName, quote } from '../model/format.ts'

/** A line of a file, and the variable that it is about; null if the name could be a part of a secret. */
interface Line {
  readonly display: string
  readonly line: number
  readonly name: string | null
}

/** What about a line makes Python drop it. */
export type SyntaxCause = 'quote' | 'colon' | 'other'

/** What about a line makes Python and JavaScript readers of `.env` files disagree. */
export type Difference = 'name' | 'unset' | 'hash' | 'backtick' | 'backslash' | 'reference-in-single-quotes' | 'other'

/** What Python would lose of a `.env` file, or read differently from one version to the next. */
export const dotenvDiagnostics = defineDiagnostics({
  'env-file-syntax': ({ display, line, name, cause }: Line & { cause: SyntaxCause }) => {
    const lost = name === null ? 'and ignores it' : `and would not set ${formatName(name)}`
    return `${formatLocation(display, line)}: python-dotenv cannot parse this line ${lost}: ${REMEDY[cause](name)}`
  },
  'env-file-value-unset': ({ display, line, name }: Line) =>
    `${formatLocation(display, line)}: in Python, ${formatName(name ?? 'a name')} without '=' unsets the value given above it: remove one of the two lines`,
  'env-file-version-dependent': ({ display, line, name }: Line) =>
    `${formatLocation(display, line)}: versions of python-dotenv read ${formatName(name ?? 'this line')} differently: save the file without a byte order mark, put comments on lines of their own, and write no backslash next to a quote`,
  'env-file-line-too-long': ({ display, line }: Omit<Line, 'name'>) =>
    `${formatLocation(display, line)}: the value is longer than the 131071 bytes that a process can be given: keep it in a file of its own`,
  'invalid-variable-name': ({ display, line }: Omit<Line, 'name'>) =>
    `${formatLocation(display, line)}: the name contains '=' and cannot be passed to a process: rename it`,
  'env-file-ambiguous': ({ display, line, name, difference }: Line & { difference: Difference }) =>
    `${formatLocation(display, line)}: ${name === null ? '' : `${formatName(name)}: `}${DIFFERENCES[difference]}`,
  'env-file-more-lines': ({ display, more }: { display: string; more: number }) =>
    `${quote(display)} has ${more} more ${more === 1 ? 'line' : 'lines'} with such problems`,
})

const REMEDY: Readonly<Record<SyntaxCause, (name: string | null) => string>> = {
  quote: () => 'close the quote, and put nothing but a comment after it',
  colon: (name) => `write '=' instead of ':', as in ${formatName(name ?? 'NAME')}=value`,
  other: (name) => `write ${formatName(name ?? 'NAME')}=value, in single quotes if it contains spaces or quotes`,
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
