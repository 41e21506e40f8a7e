import { parseStatements } from '../../../dotenv/parser.ts'
import { lastStatements } from '../../../dotenv/statement.ts'
import type { Settings } from '../settings/variables.ts'
import { VARIABLES } from '../settings/variables.ts'
import { editText, type Line } from './edit.ts'
import { newText } from './new-text.ts'

/** One variable that the file gets, or gets another value of. The values are never shown. */
export interface Change {
  readonly name: string
  /** The value that the file has; null if it has none. */
  readonly before: string | null
  readonly after: string
}

/** What is to become of the file. */
export interface Plan {
  readonly changes: readonly Change[]
  /** The whole text of the file. */
  readonly text: string
}

const HEADING = ["This project's AWS account, for with-mlflow-env. Keep this file out of git."]

/**
 * @param current the file's text and what Python reads in it; null if there is no file
 * @param wanted the values that it should have
 * @param toText a value as it is written behind `NAME=`
 */
export function planFile(
  current: { readonly text: string; readonly values: Settings } | null,
  wanted: Settings,
  toText: (name: string, value: string) => string,
): Plan {
  const changes = VARIABLES.flatMap((name) => {
    const after = wanted.get(name)?.value
    const before = current?.values.get(name)?.value || null
    return after === undefined || after === before ? [] : [{ name, before, after }]
  })
  const lines = changes.map(({ name, after }): Line => [name, toText(name, after)])
  const text = current ? editText(current.text, lines) : newText(HEADING, lines)
  const written = lastStatements(parseStatements(text))
  // A file with keys is not written on the assumption that everything above is right.
  if (changes.some(({ name, after }) => written.get(name)?.value !== after)) throw new TypeError('a value was not set')
  return { changes, text }
}
