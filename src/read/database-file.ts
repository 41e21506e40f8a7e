import { accessSync, constants, type Stats, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { refuse } from '../resolve/failure.ts'
import type { Sourced } from '../resolve/origin.ts'
import type { DatabaseFileProblem } from '../resolve/server/failure.ts'
import { sqliteFile } from '../resolve/server/uri.ts'
import type { Notice, Warning } from '../resolve/warning.ts'
import { readBeginning } from './beginning.ts'
import { display } from './search.ts'
import type { World } from './world.ts'

/** What every SQLite file begins with. https://www.sqlite.org/fileformat2.html#magic_header_string */
const MAGIC = 'SQLite format 3\0'
const NOTHING = { warnings: [], notices: [] } as const

/**
 * Looks at the file of a SQLite backend. On one that it cannot open MLflow tries again and again, for minutes.
 *
 * @returns what a person should know of it
 * @throws {Refusal} where it can be neither opened nor made
 */
export function examineDatabaseFile(
  world: World,
  project: string,
  { value, origin }: Sourced,
): { readonly warnings: readonly Warning[]; readonly notices: readonly Notice[] } {
  const file = sqliteFile(value, world.cwd)
  if (file === null) return NOTHING
  const shown = display(world.cwd, file)
  const fail = (reason: DatabaseFileProblem) => refuse({ code: 'database-file', origin, display: shown, reason })
  const found = stat(file)
  if (found && !found.isFile()) fail('kind')
  if (found && found.size > 0) {
    if (!may(file, constants.R_OK)) fail('unreadable')
    const beginning = readBeginning(file, MAGIC.length)
    if (beginning && beginning.toString('latin1') !== MAGIC) fail('format')
    // SQLite keeps its journal beside the file.
    if (may(file, constants.W_OK) && may(dirname(file), constants.W_OK | constants.X_OK)) return NOTHING
    return { warnings: [{ code: 'database-read-only', origin, display: shown }], notices: [] }
  }
  // MLflow makes the folders that are missing.
  let folder = dirname(file)
  while (!stat(folder) && dirname(folder) !== folder) folder = dirname(folder)
  if (!stat(folder)?.isDirectory()) fail('folder')
  if (!may(folder, constants.W_OK | constants.X_OK) || (found && !may(file, constants.W_OK))) fail('unwritable')
  const other = origin.kind === 'default' && project !== world.cwd ? join(project, 'mlflow.db') : null
  const isThere = other !== null && other !== file && stat(other) !== null
  return {
    warnings: [],
    notices: [{ code: 'new-database', display: shown, other: isThere ? display(world.cwd, other) : null }],
  }
}

function stat(path: string): Stats | null {
  try {
    return statSync(path)
  } catch {
    return null
  }
}

function may(path: string, access: number): boolean {
  try {
    accessSync(path, access)
    return true
  } catch {
    return false
  }
}
