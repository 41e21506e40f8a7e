import { unsetReferences } from '../../../dotenv/interpolate.ts'
import { parseStatements } from '../../../dotenv/parser.ts'
import { lastStatements } from '../../../dotenv/statement.ts'
import { formatLocation, formatName } from '../../../model/format.ts'
import { type CheckResult, warn } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { isDeciding } from './deciding-names.ts'

/** A line that refers to a variable that is set nowhere: Python puts nothing there. */
export interface UnsetReference {
  readonly name: string
  /** As `.env:3`. */
  readonly where: string
  /** The variable that it refers to, for people. */
  readonly referred: string
}

/** Those of the lines that count, in what decides about the account, the store or the server. */
export function findUnsetReferences({ files, hostContext: { env } }: DoctorContext): UnsetReference[] {
  // Those that were set before: the environment, the files read earlier, the lines above.
  const known = new Set(Object.keys(env))
  return files.flatMap(({ display, read }) => {
    const statements = read ? parseStatements(read.text.text) : []
    const last = lastStatements(statements)
    const found: UnsetReference[] = []
    for (const statement of statements) {
      const { name, value, line } = statement
      if (name === null) continue
      const [unset] = value === null ? [] : unsetReferences(value, (other) => known.has(other))
      if (unset !== undefined && isDeciding(name) && last.get(name) === statement) {
        found.push({ name, where: formatLocation(display, line), referred: shown(unset) })
      }
      known.add(name)
    }
    return found
  })
}

/** In a password, what looks like a reference may be a part of it. */
function shown(name: string): string {
  return /^[A-Z_][A-Z0-9_]*$/.test(name) ? formatName(name) : 'a variable'
}

export function explainUnsetReference({ name, where, referred }: UnsetReference): CheckResult {
  const found = `${formatName(name)} in ${where} refers to ${referred}, which is not set here: Python puts nothing in its place`
  return warn(found, where, mendUnsetReference({ name, where, referred }))
}

export function mendUnsetReference({ where, referred }: UnsetReference): string {
  return `in ${where}, write the value itself, or set ${referred} in a line above or in the environment`
}
