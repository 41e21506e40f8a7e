import { refuse } from '../failure.ts'
import type { Sourced } from '../origin.ts'
import type { Warning } from '../warning.ts'
import { interpolate } from './interpolate.ts'
import { changedBetweenVersions, findLosses } from './losses.ts'
import { isOurs } from './ours.ts'
import { compareReadings } from './readings.ts'
import { type Statement, scan } from './scan.ts'
import type { EnvFileText } from './text.ts'

/** The longest `NAME=value` that Linux passes to a process, in bytes: MAX_ARG_STRLEN less the closing NUL. */
const LONGEST_STRING = 131_071

/** A `.env` file as Python reads it. */
export interface EnvFile {
  readonly path: string
  readonly display: string
  /** The variables that have a value, an empty one too, in the file's order. */
  readonly entries: ReadonlyMap<string, Sourced>
  /** Lines with a name alone, without `=`: Python sets nothing. */
  readonly bare: ReadonlyMap<string, Sourced>
  /** Names that may be parts of a broken quoted value (a private key, say) and must not be printed. */
  readonly unsure: ReadonlySet<string>
  readonly warnings: readonly Warning[]
}

/**
 * Reads a `.env` file as `load_dotenv()` would: Python's value is the value.
 *
 * @param environment looks up what is set before this file is read: the real environment and the files above this one
 * @throws {Refusal} where Python drops a line that names MLflow's or AWS's variables, where versions of python-dotenv
 *   read such a line differently, or where a value is too long to be passed to any process
 */
export function parseEnvFile(file: EnvFileText, environment: (name: string) => string | undefined): EnvFile {
  const statements = scan(file.text)
  const unsure = namesBehindAnOpenQuote(file.text, statements)
  const changed = changedBetweenVersions(file.text, statements)
  findLosses(file.display, statements, changed)
  const entries = new Map<string, Sourced>()
  const bare = new Map<string, Sourced>()
  const notPassed: Warning[] = []
  const before = (name: string) => (bare.has(name) ? null : entries.get(name)?.value)
  for (const statement of statements) {
    if (statement.name === null) continue
    const { name, line } = statement
    // Python raises ValueError here: as a variable it would be another one, up to the first '='.
    if (name.includes('=')) {
      notPassed.push({ code: 'name-not-passed', display: file.display, line })
      continue
    }
    const value =
      statement.value === null ? null : interpolate(statement.value, (other) => environment(other) ?? before(other))
    if (value !== null && isTooLong(name, value)) {
      refuse({ code: 'env-file-line-too-long', display: file.display, line })
    }
    const origin = { kind: 'file', name, path: file.path, display: file.display, line } as const
    // The last one counts, and has the last place.
    if (entries.has(name)) entries.delete(name)
    if (bare.size > 0) bare.delete(name)
    if (value === null) bare.set(name, { value: '', origin })
    else entries.set(name, { value, origin })
  }
  const warnings = [...notPassed, ...compareReadings(file, statements, changed, unsure)]
  return { path: file.path, display: file.display, entries, bare, unsure, warnings }
}

function isTooLong(name: string, value: string): boolean {
  // Encoded as UTF-8 a string has at most three times as many bytes as UTF-16 units.
  if (name.length + value.length < LONGEST_STRING / 3) return false
  return Buffer.byteLength(`${name}=${value}`) > LONGEST_STRING
}

/** Behind a quote that never closes, what looks like `NAME=` may be a line of the value. */
function namesBehindAnOpenQuote(whole: string, statements: readonly Statement[]): Set<string> {
  const unsure = new Set<string>()
  if (!whole.includes('-----BEGIN') && !statements.some(({ dropped }) => dropped)) return unsure
  let isOpen = false
  let isKey = false
  for (const { name, text, dropped } of statements) {
    // A key that was pasted without quotes: its lines stand for themselves until the one that ends it.
    if (text.includes('-----END')) isKey = false
    if ((isOpen || isKey) && name !== null && !isOurs(name)) unsure.add(name)
    if (dropped && /=\s*["']/.test(text)) isOpen = true
    if (text.includes('-----BEGIN') && !text.includes('-----END')) isKey = true
  }
  return unsure
}

/** A file's names and raw values, for a file that is only looked at: nothing is refused or warned about. */
export function glanceAtEnvFile(file: EnvFileText): EnvFile {
  const entries = new Map<string, Sourced>()
  for (const { name, value, line } of scan(file.text)) {
    if (name === null || value === null) continue
    entries.set(name, { value, origin: { kind: 'file', name, path: file.path, display: file.display, line } })
  }
  return { path: file.path, display: file.display, entries, bare: new Map(), unsure: new Set(), warnings: [] }
}
