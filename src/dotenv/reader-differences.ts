import type { Warning } from '../model/warning.ts'
import type { Construct } from './construct.ts'
import { references } from './interpolate.ts'
import type { Statement } from './parser.ts'
import { type Changed, finalValues } from './syntax-errors.ts'
import type { EnvFileText } from './text.ts'

/** A file with more such lines than this was made for another reader, and one line says it. */
const MOST = 10

/**
 * Compares Python's reading with the second opinion: one warning for each line on which they differ.
 *
 * @param changed what versions of python-dotenv read differently
 * @param unsure names that must not be printed
 */
export function compareReadings(
  file: EnvFileText,
  statements: readonly Statement[],
  changed: readonly Changed[],
  unsure: ReadonlySet<string>,
): Warning[] {
  const found = new Map<number, Warning>()
  const add = (line: number, construct: Construct, name: string | null) => {
    if (found.has(line)) return
    const printed = name !== null && /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !unsure.has(name) ? name : null
    found.set(line, { code: 'env-file-reading', display: file.display, line, construct, name: printed })
  }
  for (const statement of statements) if (statement.dropped) add(statement.line, 'dropped', null)
  for (const { name, line } of changed) add(line, 'versions', name)
  const opinion = statements.every(({ plain }) => plain) ? null : file.second()
  for (const [name, statement] of finalValues(statements)) {
    const { line, value } = statement
    const second = opinion === null ? value : Object.hasOwn(opinion, name) ? opinion[name] : undefined
    if (value === null) {
      if (second !== undefined) add(line, 'undone', name)
    } else if (second === undefined) add(line, 'name', name)
    else if (second !== value) add(line, classify(statement), name)
    else if (statement.quote === "'" && references(value).length > 0) add(line, 'reference-in-single-quotes', name)
  }
  const sorted = Array.from(found)
    .sort(([a], [b]) => a - b)
    .map(([, warning]) => warning)
  const more = sorted.length - MOST
  return more > 0 ? [...sorted.slice(0, MOST), { code: 'env-file-readings', display: file.display, more }] : sorted
}

/** Read alike by all, and with nothing in it that only some would replace. */
export function isUndisputed({ plain, quote, value }: Statement): boolean {
  return plain && !(quote === "'" && value?.includes('${'))
}

function classify({ quote, text }: Statement): Construct {
  if (quote === '') return /^[^=]*=\s*`/.test(text) ? 'backtick' : text.includes('#') ? 'hash' : 'other'
  return text.includes('\\') ? 'backslash' : 'other'
}
