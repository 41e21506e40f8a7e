import { isPrintableAscii, isWord } from '../model/ascii.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { dotenvDiagnostics, type SyntaxCause } from './diagnostics.ts'
import type { EnvFileText } from './env-file-text.ts'
import { findProtected, isProtected, mayHaveProtected } from './protected-names.ts'
import { printableName } from './secret-names.ts'
import { lastStatements, type Statement } from './statement.ts'
import { findVersionDependent } from './versions.ts'
import type { WrappedValue } from './wrapped-values.ts'

/** What is wrong with a line. */
export type LineDiagnostic = Diagnostic<string, { readonly line: number }>

/**
 * What Python itself loses of a file: lines that it drops, names that unset the value above them, values that go on in the
 * next line, values that depend on the version of python-dotenv. An error if the name is a protected one, a warning
 * otherwise. One for each line, in the order of the lines.
 *
 * @param secret names that must not be printed
 * @param wrapped what `findWrappedValues` found among the statements
 */
export function checkSyntax(
  file: EnvFileText,
  statements: readonly Statement[],
  secret: ReadonlySet<string>,
  wrapped: readonly WrappedValue[],
): LineDiagnostic[] {
  const ofLines = statements.flatMap((statement) => checkStatement(file.display, statement))
  const others = [
    ...checkUnset(file.display, statements, secret),
    ...checkWrappedValues(file.display, wrapped),
    ...checkVersions(file, statements, secret),
  ]
  // In order already, and one for each line: there may be as many as the file has lines.
  if (others.length === 0) return ofLines
  const byLine = new Map<number, LineDiagnostic>()
  for (const one of [...ofLines, ...others]) {
    const known = byLine.get(one.data.line)
    if (!known || (known.severity !== 'error' && one.severity === 'error')) byLine.set(one.data.line, one)
  }
  return [...byLine.values()].sort((a, b) => a.data.line - b.data.line)
}

function checkStatement(display: string, { name, text, line, dropped }: Statement): LineDiagnostic[] {
  if (dropped) return checkDropped(display, line, text)
  // `"AWS_PROFILE"=x` and `AWS_PROFILE+=x` set something else than they say.
  const meant = name === null || !mayHaveProtected(name) || isWord(name) ? null : findProtected(name)
  if (meant === null) return []
  // Python takes everything before `=` or a blank for the name.
  const cause = isPrintableAscii(name ?? '') ? 'other' : 'character'
  return [dotenvDiagnostics.error('env-file-syntax', null, { display, line, name: meant, cause })]
}

/** A dropped statement may have swallowed more lines than its own: each is looked at, up to its value. */
function checkDropped(display: string, line: number, text: string): LineDiagnostic[] {
  const lost = mayHaveProtected(text) ? findLost(display, line, text) : []
  if (lost.length > 0) return lost.map((data) => dotenvDiagnostics.error('env-file-syntax', null, data))
  return [dotenvDiagnostics.warning('env-file-syntax', null, { display, line, name: null, cause: causeOf(text) })]
}

function findLost(display: string, line: number, text: string) {
  return text.split('\n').flatMap((one, offset) => {
    const [beginning = ''] = /^\s*['"]?[^'"#]*/.exec(one) ?? []
    const name = findProtected(beginning)
    return name === null ? [] : [{ display, line: line + offset, name, cause: causeOf(one) }]
  })
}

/** Of cmd, fish, csh and bash. `export` is allowed. */
const COMMAND = /^\s*(?:set|setx|setenv|declare|typeset)[ \t]/i

function causeOf(line: string): SyntaxCause {
  if (COMMAND.test(line)) return 'command'
  if (/^[^\n]*=\s*["']/.test(line)) return 'quote'
  return /^\s*(?:export\s+)?['"]?\w+['"]?\s*:/.test(line) ? 'colon' : 'other'
}

function checkUnset(display: string, statements: readonly Statement[], secret: ReadonlySet<string>): LineDiagnostic[] {
  if (!statements.some(({ name, value }) => name !== null && value === null)) return []
  const last = lastStatements(statements)
  const values = new Map<string, string>()
  return statements.flatMap(({ name, value, line }) => {
    if (name === null) return []
    const above = values.get(name)
    if (value !== null) values.set(name, value)
    if (value !== null || above === undefined) return []
    if (isProtected(name) && above !== '') {
      return [dotenvDiagnostics.error('env-file-value-unset', null, { display, line, name })]
    }
    // A value that is given below counts all the same.
    if (last.get(name)?.line !== line) return []
    const printed = printableName(name, secret)
    return [dotenvDiagnostics.warning('env-file-value-unset', null, { display, line, name: printed })]
  })
}

/** What is left of a protected value cannot be right. Of others, only the names that the rest of it makes are kept secret. */
function checkWrappedValues(display: string, wrapped: readonly WrappedValue[]): LineDiagnostic[] {
  return wrapped.flatMap(({ owner, pieces: [first] }) => {
    if (!first || !isProtected(owner.name)) return []
    const data = { display, line: first.line, name: owner.name, start: owner.line }
    return [dotenvDiagnostics.error('env-file-wrapped-value', null, data)]
  })
}

function checkVersions(
  { display, text }: EnvFileText,
  statements: readonly Statement[],
  secret: ReadonlySet<string>,
): LineDiagnostic[] {
  return findVersionDependent(text, statements).map(({ name, line, marked }) => {
    if (isProtected(name) && !marked) {
      return dotenvDiagnostics.error('env-file-version-dependent', null, { display, line, name, marked })
    }
    const printed = printableName(name, secret)
    return dotenvDiagnostics.warning('env-file-version-dependent', null, { display, line, name: printed, marked })
  })
}
