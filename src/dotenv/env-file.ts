import type { Sourced } from '../model/origin.ts'
import type { Warning } from '../model/warning.ts'
import { type Statement, scan, scanEach } from './parser.ts'
import { isOurs } from './protected-names.ts'
import { compareReadings, isUndisputed } from './reader-differences.ts'
import { changedBetweenVersions, findLosses } from './syntax-errors.ts'
import type { EnvFileText } from './text.ts'
import { Variables } from './variables.ts'

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
  return parseUndisputed(file, environment) ?? parseAny(file, environment)
}

/** The way of nearly every file; null at the first line that needs a closer look. */
function parseUndisputed(file: EnvFileText, environment: (name: string) => string | undefined): EnvFile | null {
  // A byte order mark is read differently by versions; behind a pasted key, names may be parts of it.
  if (file.text.startsWith('\ufeff') || file.text.includes('-----BEGIN')) return null
  const variables = new Variables(file, environment)
  for (const statement of scanEach(file.text)) {
    if (!isUndisputed(statement)) return null
    variables.add(statement)
  }
  const { path, display } = file
  return { path, display, entries: variables.entries, bare: variables.bare, unsure: new Set(), warnings: [] }
}

function parseAny(file: EnvFileText, environment: (name: string) => string | undefined): EnvFile {
  const statements = scan(file.text)
  const unsure = namesBehindAnOpenQuote(statements)
  const changed = changedBetweenVersions(file.text, statements)
  findLosses(file.display, statements, changed)
  const variables = new Variables(file, environment)
  for (const statement of statements) variables.add(statement)
  const { entries, bare } = variables
  const warnings = [...variables.warnings, ...compareReadings(file, statements, changed, unsure)]
  return { path: file.path, display: file.display, entries, bare, unsure, warnings }
}

/** Behind a quote that never closes, what looks like `NAME=` may be a line of the value. */
function namesBehindAnOpenQuote(statements: readonly Statement[]): Set<string> {
  const unsure = new Set<string>()
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
