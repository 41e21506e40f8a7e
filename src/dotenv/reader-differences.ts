import type { Diagnostic } from '../model/diagnostic.ts'
import { type Difference, dotenvDiagnostics } from './diagnostics.ts'
import type { EnvFileText } from './env-file-text.ts'
import { references } from './interpolate.ts'
import { limitWarnings } from './limit-warnings.ts'
import { parseStatements } from './parser.ts'
import { possiblySecretNames, printableName } from './secret-names.ts'
import { lastStatements, type Statement } from './statement.ts'
import { checkSyntax } from './syntax.ts'
import { findWrappedValues } from './wrapped-values.ts'

/**
 * Compares Python's reading of a file with that of a JavaScript reader: one warning for each line on which they differ
 * and about which `checkSyntax` says nothing.
 *
 * @param other the variables as the JavaScript reader has them
 */
export function compareReaders(file: EnvFileText, other: Readonly<Record<string, string>>): readonly Diagnostic[] {
  const { display, text } = file
  const statements = parseStatements(text)
  const wrapped = findWrappedValues(statements)
  const secret = possiblySecretNames(statements, wrapped)
  const said = new Set(checkSyntax(file, statements, secret, wrapped).map(({ data }) => data.line))
  const found = [...lastStatements(statements)].flatMap(([name, statement]) => {
    const difference = findDifference(statement, Object.hasOwn(other, name) ? other[name] : undefined)
    return difference === null || said.has(statement.line)
      ? []
      : [{ display, line: statement.line, name: printableName(name, secret), difference }]
  })
  const warnings = found
    .sort((a, b) => a.line - b.line)
    .map((data) => dotenvDiagnostics.warning('env-file-ambiguous', null, data))
  return limitWarnings(display, warnings)
}

function findDifference(statement: Statement, other: string | undefined): Difference | null {
  const { value, quote } = statement
  if (value === null) return other === undefined ? null : 'unset'
  if (other === undefined) return 'name'
  if (other !== value) return classify(statement)
  return quote === "'" && references(value).length > 0 ? 'reference-in-single-quotes' : null
}

function classify({ quote, text }: Statement): Difference {
  if (quote === '') return /^[^=]*=\s*`/.test(text) ? 'backtick' : text.includes('#') ? 'hash' : 'other'
  return text.includes('\\') ? 'backslash' : 'other'
}
