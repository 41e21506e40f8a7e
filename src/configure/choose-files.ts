import { type SearchResult, searchFiles } from '../env-files/find.ts'
import { isDescriptor } from '../env-files/open.ts'
import * as host from '../host/index.ts'
import { fail } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Origin, Sourced } from '../model/origin.ts'
import { environmentSource, find } from '../model/source.ts'
import { holdsPassword } from '../model/uri.ts'
import type { Arguments } from '../options/arguments.ts'
import { parseOwnBoolean } from '../options/boolean.ts'
import { optionDiagnostics } from '../options/diagnostics.ts'

export interface ChosenFiles {
  /** The files to read, the one that wins first. */
  readonly paths: readonly string[]
  /** The option or variable that names them; null if the search found them. */
  readonly named: Origin | null
  readonly search: SearchResult
}

const NOTHING: SearchResult = { nearest: [], hidden: [], directories: [], brokenLinks: [], gitRoot: null, searched: [] }

/**
 * Which `.env` files a run reads: those that an option names, else those that a variable names, else what the search
 * finds.
 *
 * @throws {LauncherError} conflicting-options, invalid-option-value
 */
export function chooseFiles(hostContext: HostContext, { options }: Arguments): ChosenFiles {
  const environment = environmentSource(hostContext.env)
  const envFiles = options.get('env-file')?.map(({ value }) => value) ?? []
  const noFile = options.has('no-env-file')
  const named = { kind: 'option', name: '--env-file' } as const
  if (envFiles.length > 0) {
    const other = { kind: 'option', name: '--no-env-file' } as const
    if (noFile) fail(optionDiagnostics.error('conflicting-options', named, { other }))
    for (const name of envFiles) checkFileName({ value: name, origin: named })
    return { paths: absolute(hostContext, envFiles), named, search: NOTHING }
  }
  // If no file is read, the project is still that of the directory.
  const nowhere = () => ({ ...NOTHING, gitRoot: searchFiles(hostContext).gitRoot })
  if (noFile) return { paths: [], named: null, search: nowhere() }
  const listed = find([environment], 'WITH_MLFLOW_ENV_ENV_FILE')
  if (listed) checkFileName(listed)
  const names = listed?.value.split(hostContext.platform === 'win32' ? ';' : ':').filter((name) => name !== '') ?? []
  if (listed && names.length > 0) return { paths: absolute(hostContext, names), named: listed.origin, search: NOTHING }
  const none = find([environment], 'WITH_MLFLOW_ENV_NO_ENV_FILE')
  if (none && parseOwnBoolean(none)) return { paths: [], named: null, search: nowhere() }
  const search = searchFiles(hostContext)
  return { paths: search.nearest, named: null, search }
}

/** A file's name is shown in messages. @throws {LauncherError} invalid-option-value */
function checkFileName({ value, origin }: Sourced): void {
  if (holdsPassword(value)) {
    fail(optionDiagnostics.error('invalid-option-value', origin, { expected: "a file's name", found: value }))
  }
}

/** The later file wins, and comes first. */
function absolute(hostContext: HostContext, names: readonly string[]): string[] {
  return names.map((name) => host.resolvePath(hostContext.cwd, name)).reverse()
}

/** The directory of the nearest file (of several that were named, the one that wins), else the git root. */
export function projectFolder(hostContext: HostContext, { paths, named, search }: ChosenFiles): string {
  const folders = paths.filter((path) => !isDescriptor(path)).map((path) => host.dirname(path))
  // The search goes upward: the longest path is the nearest.
  if (!named) folders.sort((a, b) => b.length - a.length)
  return folders[0] ?? search.gitRoot ?? hostContext.cwd
}
