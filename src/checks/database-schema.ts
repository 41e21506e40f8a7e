import { displayPath } from '../host/display-path.ts'
import { type Diagnostic, defineDiagnostics } from '../model/diagnostic.ts'
import { DEFAULT_DATABASE, formatName, formatSetting, printable, quote } from '../model/format.ts'
import type { Origin, Sourced } from '../model/origin.ts'
import { shownValue } from '../model/shown.ts'
import type { ProbeResponse, RunningCheck } from './check.ts'
import type { RunningContext } from './context.ts'
import { databaseProbes } from './database-probe.ts'

interface OutdatedSchema {
  readonly version: string
  readonly expected: string
  /** The interpreter whose MLflow it is. */
  readonly python: string
  /** The database's URI as it may be shown. */
  readonly uri: string
  /** Whether a user's name or a password was left out of it. */
  readonly isRedacted: boolean
}

export const diagnostics = defineDiagnostics(() => ({
  'schema-outdated': ({ version, expected, python, uri, isRedacted }: OutdatedSchema, origin: Origin) =>
    `${formatSetting(origin, DEFAULT_DATABASE)}: the database has schema ${formatName(version)}, but this MLflow needs ${formatName(expected)}: make a backup, then run '${printable(python)} -m mlflow db upgrade ${uri}'${isRedacted ? ' with the user and password added' : ''}`,
  'schema-too-new': ({ version }: { readonly version: string }, origin: Origin) =>
    `${formatSetting(origin, DEFAULT_DATABASE)}: the database has schema ${formatName(version)}, which is newer than this MLflow: install the MLflow that created it, or a later one`,
  'database-incomplete': ({ file }: { readonly file: string }, origin: Origin) =>
    `${formatSetting(origin, DEFAULT_DATABASE)}: the database was left incomplete by an interrupted start and holds no data: delete ${quote(file)} and start again`,
}))

/** MLflow ends on a schema that is not its own, with a stack trace. */
export const databaseSchema: RunningCheck = {
  name: 'database-schema',
  stage: 'running',
  diagnostics,
  run(context, runProbe, report) {
    for (const { probe, uri } of databaseProbes(context)) {
      runProbe(probe, (response) => {
        const diagnostic = interpret(response, uri, context)
        if (diagnostic) report({ effect: 'cause', diagnostic })
      })
    }
  },
}

function interpret(
  response: ProbeResponse,
  { origin, value }: Sourced,
  { installation, databaseFile, cwd }: RunningContext,
): Diagnostic | null {
  if (response.kind === 'half-made') {
    return diagnostics.error('database-incomplete', origin, { file: displayPath(cwd, databaseFile ?? '') })
  }
  if (response.kind !== 'schema') return null
  const version = String(response.found)
  if (response.newer === true) return diagnostics.error('schema-too-new', origin, { version })
  return diagnostics.error('schema-outdated', origin, {
    version,
    expected: String(response.expected),
    python: installation.python,
    uri: shownValue(value) ?? 'URI',
    isRedacted: shownValue(value) !== value,
  })
}
