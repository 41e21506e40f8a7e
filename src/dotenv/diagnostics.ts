import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatLocation, formatName, quote } from '../model/format.ts'
import type { ForeignFormat } from './foreign-format.ts'

/** A line of a file, and the variable that it is about; null if the name could be a part of a secret. */
interface Line {
  readonly display: string
  readonly line: number
  readonly name: string | null
}

/** What about a line makes Python drop it. */
export type SyntaxCause = 'command' | 'character' | 'quote' | 'colon' | 'other'

/** What about a line makes Python and JavaScript readers of `.env` files disagree. */
export type Difference = 'name' | 'unset' | 'hash' | 'backtick' | 'backslash' | 'reference-in-single-quotes' | 'other'

/** What Python would lose of a `.env` file, or read differently from one version to the next. */
export const dotenvDiagnostics = defineDiagnostics(() => ({
  'env-file-syntax': ({ display, line, name, cause }: Line & { cause: SyntaxCause }) => {
    // What is known of a name with such a character is its beginning.
    const isUnknown = name === null || cause === 'character'
    const lost = isUnknown ? 'and ignores it' : `and would not set ${formatName(name)}`
    return `${formatLocation(display, line)}: python-dotenv cannot parse this line ${lost}: ${remedies()[cause](name)}`
  },
  'env-file-value-unset': ({ display, line, name }: Line) =>
    `${formatLocation(display, line)}: in Python, ${formatName(name ?? 'a name')} without '=' unsets the value given above it: remove one of the two lines`,
  'env-file-wrapped-value': ({ display, line, name, start }: Line & { start: number }) =>
    `${formatLocation(display, line)}: looks like the rest of ${formatName(name ?? 'the value')} in line ${start}, which Python ends there: write the whole value on one line`,
  'env-file-without-variables': ({ display, format }: { display: string; format: ForeignFormat }) =>
    `${quote(display)} has no line that sets a variable: ${formats()[format]}`,
  'env-file-version-dependent': ({ display, line, name, marked }: Line & { marked: boolean }) =>
    marked
      ? `${formatLocation(display, line)}: python-dotenv before 1.2.4 does not see ${formatName(name ?? 'the first name')}, because the file begins with a byte order mark: save it as UTF-8 without one`
      : `${formatLocation(display, line)}: versions of python-dotenv read ${formatName(name ?? 'this line')} differently: put comments on lines of their own, and write no backslash next to a quote`,
  'env-file-line-too-long': ({ display, line }: Omit<Line, 'name'>) =>
    `${formatLocation(display, line)}: the value is longer than the 131071 bytes that a process can be given: keep it in a file of its own`,
  'invalid-variable-name': ({ display, line }: Omit<Line, 'name'>) =>
    `${formatLocation(display, line)}: the name contains '=' and cannot be passed to a process: rename it`,
  'env-file-ambiguous': ({ display, line, name, difference }: Line & { difference: Difference }) =>
    `${formatLocation(display, line)}: ${name === null ? '' : `${formatName(name)}: `}${differences()[difference]}`,
  'env-file-more-lines': ({ display, more }: { display: string; more: number }) =>
    `${quote(display)} has ${more} more ${more === 1 ? 'line' : 'lines'} with such problems`,
}))

/** How to read an encrypted file without writing its contents to the disk. */
const decrypted = (command: string) => `decrypt it for each run, as in --env-file <(${command})`

/** What a file is that is no `.env` file, and what to do. */
const formats = (): Readonly<Record<ForeignFormat, string>> => ({
  'ansible-vault': `it is encrypted by Ansible Vault: ${decrypted('ansible-vault view FILE')}`,
  age: `it is encrypted by age: ${decrypted('age --decrypt -i KEY FILE')}`,
  pgp: `it is encrypted or signed by PGP: ${decrypted('gpg --decrypt FILE')}`,
  'git-crypt': "it is encrypted by git-crypt: run 'git-crypt unlock'",
  'git-lfs': "it is a pointer of Git LFS: run 'git lfs pull'",
  sops: `it is encrypted by sops: ${decrypted('sops decrypt --output-type dotenv FILE')}`,
  openssl: `it is encrypted by OpenSSL or transcrypt: run 'transcrypt', or ${decrypted('openssl enc -d …')}`,
  'dotenv-vault': 'it is encrypted by dotenv-vault: decrypt it first',
  jwe: 'it is encrypted (JWE): decrypt it first',
  pem: 'it is a key or a certificate: name another file with --env-file',
  compressed: 'it is compressed: unpack it first',
  json: 'it is JSON: write lines like NAME=value',
  rtf: 'it is a formatted text (RTF): save it as plain text',
  markup: 'it is HTML or XML: write lines like NAME=value',
  yaml: "it is YAML: write '=' instead of ':', as in NAME=value",
  powershell: 'it is a PowerShell script: write NAME=value instead of $env:NAME = …',
  batch: 'it is a batch file: write NAME=value without SET',
  binary: 'it is not a text file: name another file with --env-file',
  unknown: 'write lines like NAME=value, or name another file with --env-file',
})

const remedies = (): Readonly<Record<SyntaxCause, (name: string | null) => string>> => ({
  command: (name) => `write ${formatName(name ?? 'NAME')}=value, without a command such as 'set' before it`,
  character: () =>
    "a character in the name, or in the place of '=', is invisible or only looks like the right one: type both again",
  quote: () => 'close the quote, and put nothing but a comment after it',
  colon: (name) => `write '=' instead of ':', as in ${formatName(name ?? 'NAME')}=value`,
  other: (name) => `write ${formatName(name ?? 'NAME')}=value, in single quotes if it contains spaces or quotes`,
})

const differences = (): Readonly<Record<Difference, string>> => ({
  name: 'only some readers accept this form of a name: use letters, digits and _, without quotes',
  unset: 'a name alone unsets the value above it in Python only: remove one of the two lines',
  hash: "some readers cut an unquoted value at '#': quote the value, or write %23 in a URL",
  backtick: 'Python keeps the backticks, other readers take them for quotes: use single quotes',
  backslash: 'readers disagree about a backslash in quotes: leave out the quotes or the backslash',
  'reference-in-single-quotes': 'Python replaces ${NAME} in single quotes too, other readers do not: use double quotes',
  other: 'readers disagree about this value: put it in single quotes',
})
