import { dirname, join } from 'node:path'
import { displayPath } from '../host/display-path.ts'
import { canAccess, nearestExistingAncestor, tryStat } from '../host/fs-probe.ts'
import * as host from '../host/index.ts'
import { opensDatabase } from '../mlflow/parse-passthrough.ts'
import { sqliteFile } from '../mlflow/store-uri.ts'
import { type Diagnostic, defineDiagnostics } from '../model/diagnostic.ts'
import { DEFAULT_DATABASE, formatSetting, quoteValue } from '../model/format.ts'
import type { Origin, Sourced } from '../model/origin.ts'
import type { CheckAt } from './check.ts'
import type { PythonContext } from './context.ts'

/** What every SQLite file begins with. https://www.sqlite.org/fileformat2.html#magic_header_string */
const MAGIC = 'SQLite format 3\0'

const PROBLEMS = {
  'not a file': (file: string) => `${file} is not a file: use a SQLite file, such as sqlite:///mlflow.db`,
  unreadable: (file: string) => `${file} is not readable by this user: check its permissions`,
  'not a database': (file: string) => `${file} is not a SQLite database: use another file`,
  'bad path': (file: string) =>
    `${file} cannot be created, because a part of its path is not a directory: correct the path`,
  unwritable: (file: string) =>
    `${file} cannot be created, because its directory is not writable by this user: use another path, or change the permissions`,
} as const
type Problem = keyof typeof PROBLEMS

export const diagnostics = defineDiagnostics(() => ({
  'database-file-unusable': ({ file, problem }: { readonly file: string; readonly problem: Problem }, origin: Origin) =>
    `${formatSetting(origin, DEFAULT_DATABASE)}: ${PROBLEMS[problem](quoteValue(file))}`,
  'database-read-only': ({ file }: { readonly file: string }, origin: Origin) =>
    `${formatSetting(origin, DEFAULT_DATABASE)}: ${quoteValue(file)} or its directory is not writable, so nothing can be logged`,
  'new-database': ({ file, other }: { readonly file: string; readonly other: string | null }) => {
    const remedy = other
      ? `: the project already has ${quoteValue(other)}; to use it, start in its directory or pass --backend-store-uri`
      : ''
    return `creating a new database, ${quoteValue(file)}${remedy}`
  },
}))

/** On a SQLite file that it cannot open MLflow tries again for minutes. */
export const databaseFile: CheckAt<'python'> = {
  name: 'database-file',
  stage: 'python',
  diagnostics,
  run(context) {
    const { settings, cwd, installation } = context
    const seen = new Set<string>()
    return [settings.backendStoreUri, settings.registryStoreUri].flatMap((uri) => {
      const path = uri && sqliteFile(uri.value, cwd, installation.versions.sqlalchemy ?? '')
      if (path === null || uri === null || seen.has(path)) return []
      seen.add(path)
      return examine(path, uri, context)
    })
  },
}

function examine(path: string, { origin }: Sourced, context: PythonContext): Diagnostic[] {
  const file = displayPath(context.cwd, path)
  const state = inspectDatabaseFile(path)
  switch (state) {
    case 'usable':
      return []
    case 'read-only':
      return [diagnostics.warning('database-read-only', origin, { file })]
    case 'new':
      if (!opensDatabase(context.passthroughArgs, context.env)) return []
      return [diagnostics.notice('new-database', origin, { file, other: findProjectDatabase(path, origin, context) })]
    default:
      return [diagnostics.error('database-file-unusable', origin, { file, problem: state })]
  }
}

/** The database in the project's directory, which is probably meant if nobody has named one. */
function findProjectDatabase(path: string, origin: Origin, { cwd, project }: PythonContext): string | null {
  const other = join(project, 'mlflow.db')
  const isHidden = origin.kind === 'default' && project !== cwd && other !== path
  return isHidden && tryStat(other) ? displayPath(cwd, other) : null
}

/** Whether MLflow can use a SQLite file, or why not. `new`: it can be created, with its directories. */
export function inspectDatabaseFile(file: string): Problem | 'usable' | 'read-only' | 'new' {
  const found = tryStat(file)
  if (found && found.kind !== 'file') return 'not a file'
  if (found && found.size > 0) {
    if (!canAccess(file, 'read')) return 'unreadable'
    const head = host.readHead(file, MAGIC.length)
    if (head && host.decodeLatin1(head) !== MAGIC) return 'not a database'
    // SQLite writes its journal next to the file.
    const isWritable = canAccess(file, 'write') && canAccess(dirname(file), 'write', 'execute')
    return isWritable ? 'usable' : 'read-only'
  }
  // MLflow makes missing directories.
  const directory = nearestExistingAncestor(dirname(file))
  if (tryStat(directory)?.kind !== 'directory') return 'bad path'
  const isWritable = canAccess(directory, 'write', 'execute') && (!found || canAccess(file, 'write'))
  return isWritable ? 'new' : 'unwritable'
}
