import { dirname } from 'node:path'
import { inspectDatabaseFile, diagnostics as ofDatabase } from '../../../checks/database-file.ts'
import { diagnostics as ofFileStore } from '../../../checks/file-store.ts'
import { displayPath } from '../../../host/display-path.ts'
import { tryStat } from '../../../host/fs-probe.ts'
import { isMlflowTrue } from '../../../mlflow/boolean.ts'
import { isLocal, sqliteFile } from '../../../mlflow/store-uri.ts'
import { isAtLeast } from '../../../mlflow/version.ts'
import { formatOrigin, quoteValue } from '../../../model/format.ts'
import type { Sourced } from '../../../model/origin.ts'
import { find } from '../../../model/source.ts'
import { type CheckResult, combine, type DoctorCheck, fail, ok, skip, skipBecause, warn } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { fromDiagnostic } from '../../from-diagnostic.ts'
import { mlflowVersion } from '../../installation.ts'
import { quotePath } from '../quote-path.ts'

/** Where runs are kept on this machine: by a command without a server, or by the project's own server. */
export const runStore: DoctorCheck = {
  id: 'run-store',
  title: 'Store of runs',
  subject: 'server',
  needsNetwork: false,
  asks: ['installation'],
  async run(context) {
    const { configuration } = context.run
    if (!configuration) return skipBecause('configuration', "not resolved: see the check 'configuration'")
    const stores = findStores(context)
    if (stores.length === 0) return skip('runs are kept by a server, or in a database on one')
    const version = mlflowVersion((await context.probe.installation()).versions) ?? ''
    return combine(stores.map((store) => examine(store, version, context)))
  },
}

/** The tracking URI, and the backend of the server that the project starts, if they lead to a disk. */
function findStores({ run, hostContext: { cwd } }: DoctorContext): Sourced[] {
  if (!run.configuration) return []
  const { trackingUri, sources, options, warnings } = run.configuration
  const isUsable = !options.withServer && !warnings.some(({ code }) => code === 'unusable-tracking-uri')
  const backend = find(sources, 'MLFLOW_BACKEND_STORE_URI') ?? find(sources, 'BACKEND_STORE_URI')
  return [...(isUsable ? [trackingUri] : []), ...(backend ? [backend] : [])].filter(
    ({ value }) => isLocal(value) || sqliteFile(value, cwd, '') !== null,
  )
}

function examine(store: Sourced, version: string, { env, hostContext: { cwd } }: DoctorContext): CheckResult {
  const { value, origin } = store
  if (isLocal(value)) {
    const isRefused = isAtLeast(version, 3, 13) && !isMlflowTrue(env.MLFLOW_ALLOW_FILE_STORE ?? '')
    if (isRefused) return fromDiagnostic(ofFileStore.error('file-store-unsupported', origin, { version }))
    return ok('runs are kept in a directory', formatOrigin(origin))
  }
  const path = sqliteFile(value, cwd, '') ?? ''
  const file = displayPath(cwd, path)
  const state = inspectDatabaseFile(path)
  const where = formatOrigin(origin)
  switch (state) {
    case 'usable':
      return ok(`runs are kept in the database ${quoteValue(file)}`, where)
    case 'read-only':
      return fromDiagnostic(ofDatabase.warning('database-read-only', origin, { file }))
    case 'new':
      return tryStat(dirname(path))
        ? ok(`the first run creates the database ${quoteValue(file)}`, where)
        : explainMissing(path, file, where, version, cwd)
    default:
      return fromDiagnostic(ofDatabase.error('database-file-unusable', origin, { file, problem: state }))
  }
}

/** MLflow makes the directory since 3.7, and before that SQLite fails. A directory that is new may be a slip in either. */
function explainMissing(path: string, file: string, where: string, version: string, cwd: string): CheckResult {
  const folder = displayPath(cwd, dirname(path))
  const missing = `there is no directory ${quoteValue(folder)}`
  const make = `mkdir -p ${quotePath(folder)}, or correct the path`
  if (isAtLeast(version, 3, 7))
    return warn(`${missing}: MLflow makes it, with a new and empty database ${quoteValue(file)}`, where, make)
  return fail(`${missing} for the database ${quoteValue(file)}, and SQLite makes none`, where, make)
}
