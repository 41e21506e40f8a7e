import type { Diagnostic } from '../model/diagnostic.ts'
import type { Sourced } from '../model/origin.ts'
import { SecretMap } from '../model/secret.ts'
import type { SourceFile } from '../model/source.ts'
import type { EnvFileText } from './env-file-text.ts'
import { type ForeignFormat, findForeignFormat } from './foreign-format.ts'
import { limitWarnings } from './limit-warnings.ts'
import { parseStatements } from './parser.ts'
import { possiblySecretNames } from './secret-names.ts'
import { checkSyntax } from './syntax.ts'
import { Variables } from './variables.ts'
import { findWrappedValues } from './wrapped-values.ts'

/** A `.env` file as Python reads it. */
export interface EnvFile extends SourceFile {
  /** Names that may be parts of a broken quoted value (a private key, say) and must not be printed. */
  readonly possiblySecretNames: ReadonlySet<string>
  /** What the file is if it has lines and no variable, as an encrypted one; null for an ordinary file. */
  readonly foreign: ForeignFormat | null
  /** What Python loses of it; with an error among them the file must not be used. */
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Reads a `.env` file as `load_dotenv()` would: Python's value is the value.
 *
 * @param environment looks up what is set before this file is read: the real environment and the files that were read
 * @param override as `load_dotenv(override=True)`
 */
export function parseEnvFile(
  file: EnvFileText,
  environment: (name: string) => string | undefined,
  override = false,
): EnvFile {
  const statements = parseStatements(file.text)
  const wrapped = findWrappedValues(statements)
  const secret = possiblySecretNames(statements, wrapped)
  const variables = new Variables(file, environment, override)
  statements.every((statement) => variables.add(statement))
  return {
    path: file.path,
    display: file.display,
    entries: variables.entries,
    unassigned: variables.unassigned,
    possiblySecretNames: secret,
    foreign: file.format ?? findForeignFormat(file.text, statements),
    diagnostics: limitWarnings(file.display, [
      ...checkSyntax(file, statements, secret, wrapped),
      ...variables.diagnostics,
    ]),
  }
}

/** A file's names and raw values, for a file that is only looked at: nothing is checked or replaced. */
export function parseWithoutChecks({ path, display, text }: EnvFileText): EnvFile {
  const entries = new SecretMap<Sourced>()
  for (const { name, value, line } of parseStatements(text)) {
    if (name === null || value === null) continue
    entries.set(name, { value, origin: { kind: 'file', name, path, display, line } })
  }
  const nothing = { unassigned: new Map(), possiblySecretNames: new Set<string>(), foreign: null, diagnostics: [] }
  return { path, display, entries, ...nothing }
}
