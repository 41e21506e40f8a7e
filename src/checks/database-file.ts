import { constants } from 'node:fs'
import { dirname, join } from 'node:path'
import { display } from '../env-files/find.ts'
import { findNearest, may, statOf } from '../host/fs-probe.ts'
import { readBeginning } from '../host/read-head.ts'
import type { DatabaseFileProblem } from '../mlflow/failure.ts'
import type { ServerSettings } from '../mlflow/settings.ts'
import { sqliteFile } from '../mlflow/store-uri.ts'
import { refuse } from '../model/failure.ts'
import type { World } from '../model/host-context.ts'
import type { Notice, Warning } from '../model/warning.ts'

/** What every SQLite file begins with. https://www.sqlite.org/fileformat2.html#magic_header_string */
const MAGIC = 'SQLite format 3\0'

/** What is known of the files of SQLite backends before a start. */
export interface DatabaseFiles {
  /** The backend's, an absolute path; null where it is no file. */
  readonly file: string | null
  /** That of a registry of its own. */
  readonly registry: string | null
  readonly warnings: readonly Warning[]
  readonly notices: readonly Notice[]
}

/**
 * Looks at the files of SQLite backends. On one that it cannot open MLflow tries again and again, for minutes.
 *
 * @param sqlalchemy SQLAlchemy's version
 * @throws {Refusal} where one can be neither opened nor made
 */
export function examineDatabaseFiles(
  world: World,
  project: string,
  { backendStoreUri, registryStoreUri }: Pick<ServerSettings, 'backendStoreUri' | 'registryStoreUri'>,
  sqlalchemy: string,
): DatabaseFiles {
  const warnings: Warning[] = []
  const notices: Notice[] = []
  const [file = null, registry = null] = [backendStoreUri, registryStoreUri].map((uri) => {
    return uri && sqliteFile(uri.value, world.cwd, sqlalchemy)
  })
  const seen = new Set<string>()
  for (const [path, uri] of [
    [file, backendStoreUri],
    [registry, registryStoreUri],
  ] as const) {
    if (path === null || uri === null || seen.has(path)) continue
    seen.add(path)
    const shown = display(world.cwd, path)
    const state = examine(path, (reason) =>
      refuse({ code: 'database-file', origin: uri.origin, display: shown, reason }),
    )
    if (state === 'read-only') warnings.push({ code: 'database-read-only', origin: uri.origin, display: shown })
    if (state === 'new') {
      const other = uri.origin.kind === 'default' && project !== world.cwd ? join(project, 'mlflow.db') : null
      const isThere = other !== null && other !== path && statOf(other) !== null
      notices.push({ code: 'new-database', display: shown, other: isThere ? display(world.cwd, other) : null })
    }
  }
  return { file, registry, warnings, notices }
}

function examine(file: string, fail: (reason: DatabaseFileProblem) => never): 'there' | 'read-only' | 'new' {
  const found = statOf(file)
  if (found && !found.isFile()) fail('kind')
  if (found && found.size > 0) {
    if (!may(file, constants.R_OK)) fail('unreadable')
    const beginning = readBeginning(file, MAGIC.length)
    if (beginning && beginning.toString('latin1') !== MAGIC) fail('format')
    // SQLite keeps its journal beside the file.
    const isWritable = may(file, constants.W_OK) && may(dirname(file), constants.W_OK | constants.X_OK)
    return isWritable ? 'there' : 'read-only'
  }
  // MLflow makes the folders that are missing.
  const folder = findNearest(dirname(file))
  if (!statOf(folder)?.isDirectory()) fail('folder')
  if (!may(folder, constants.W_OK | constants.X_OK) || (found && !may(file, constants.W_OK))) fail('unwritable')
  return 'new'
}
