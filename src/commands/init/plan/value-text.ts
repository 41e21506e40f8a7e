import { interpolate } from '../../../dotenv/interpolate.ts'
import { parseStatements } from '../../../dotenv/parser.ts'
import { findVersionDependent } from '../../../dotenv/versions.ts'

/** Reads the variables of a text as another reader of `.env` files does. */
export type OtherReader = (text: string) => Readonly<Record<string, string>>

/** What every reader takes as it is, also a shell and Docker's `--env-file`. */
const isPlain = (value: string) => /^[A-Za-z0-9_.,:/@%+=?-]+$/.test(value)

/**
 * A value as it is written behind `NAME=`: with the least quotes with which all versions of python-dotenv and the other
 * reader have the same value again.
 *
 * @returns null if there is no such way: a line break, `${NAME}`, a backslash next to a quote
 */
export function valueText(value: string, read: OtherReader): string | null {
  // Few readers know values of several lines.
  if (/[\r\n]/.test(value)) return null
  const forms = [...(isPlain(value) ? [value] : []), `'${value}'`, `"${value}"`, value]
  return forms.find((form) => isReadBack(form, value, read)) ?? null
}

function isReadBack(form: string, value: string, read: OtherReader): boolean {
  // With a line after it, which a quote that does not end would take in.
  const text = `A=${form}\nB=b\n`
  const statements = parseStatements(text)
  const [first, second, ...others] = statements
  const isOwn = first?.name === 'A' && first.value === value && second?.value === 'b' && others.length === 0
  if (!isOwn || findVersionDependent(text, statements).length > 0) return false
  // A reference would be replaced, also by nothing.
  if (interpolate(value, () => '') !== value || interpolate(value, () => 'x') !== value) return false
  const other = read(text)
  return other.A === value && other.B === 'b'
}
