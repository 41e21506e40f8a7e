import { displayPath } from '../host/display-path.ts'
import { pathExists, tryStat } from '../host/fs-probe.ts'
import * as host from '../host/index.ts'
import { isTrustedOwner } from '../host/trust.ts'
import { fail } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import { pythonDiagnostics } from './diagnostics.ts'

/** The directories of a project's own environment, the usual one first. */
const VENV_NAMES = ['.venv', 'venv']

/** An environment, with the path of its Python or why that cannot be used. */
export interface Venv {
  /** Absolute. */
  readonly directory: string
  readonly python: string
  /** `foreign`: another user's. Null if it can be used, as far as the file system tells. */
  readonly problem: 'unreadable' | 'broken' | 'foreign' | null
}

/**
 * The Pythons of the project's own environments: of the working directory, then of the project's directory.
 *
 * @throws {LauncherError} venv-unusable: another MLflow must not take the place of the project's
 */
export function findVenvPythons(hostContext: HostContext, project: string): string[] {
  return findVenvs(hostContext, project).map(({ directory, python, problem }) => {
    if (problem === null) return python
    const display = displayPath(hostContext.cwd, directory)
    return fail(pythonDiagnostics.error('venv-unusable', null, { display, reason: problem }))
  })
}

/** The same with those that cannot be used. */
export function findVenvs(hostContext: HostContext, project: string): Venv[] {
  const directories = [...new Set([hostContext.cwd, project])].flatMap((directory) =>
    VENV_NAMES.map((name) => host.joinPath(directory, name)),
  )
  return directories
    .filter((directory) => isEnvironment(directory))
    .map((directory) => inspectVenv(hostContext, directory))
}

/** Looks at a directory that is an environment, or should be. */
export function inspectVenv(hostContext: HostContext, directory: string): Venv {
  const python = host.joinPath(directory, 'bin', 'python')
  return { directory, python, problem: findProblem(hostContext, directory, python) }
}

/** A directory called `venv` may be anything; if it cannot be read, it is taken for what its name says. */
function isEnvironment(directory: string): boolean {
  // A file of that name may name an environment elsewhere, as other tools have it.
  if (tryStat(directory)?.kind !== 'directory') return false
  try {
    for (const access of ['read', 'execute'] as const) host.access(directory, access)
    return pathExists(host.joinPath(directory, 'pyvenv.cfg')) || pathExists(host.joinPath(directory, 'bin', 'python'))
  } catch (error) {
    return ['EACCES', 'EPERM'].includes((error as { readonly code?: string }).code ?? '')
  }
}

function findProblem(hostContext: HostContext, directory: string, python: string): Venv['problem'] {
  try {
    // As for .env files: anyone can create one in /tmp.
    const owner = host.stat(directory)?.uid
    if (owner === undefined) return 'broken'
    if (!isTrustedOwner(owner, hostContext.uid, hostContext.cwd)) return 'foreign'
    for (const access of ['read', 'execute'] as const) host.access(directory, access)
    host.access(python, 'execute')
    return null
  } catch (error) {
    const { code } = error as { readonly code?: string }
    return code === 'EACCES' || code === 'EPERM' ? 'unreadable' : 'broken'
  }
}
