import { accessSync, constants, statSync } from 'node:fs'
import { join } from 'node:path'
import { displayPath } from '../host/display-path.ts'
import { pathExists, tryStat } from '../host/fs-probe.ts'
import { isTrustedOwner } from '../host/trust.ts'
import { fail, isLauncherError } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import { pythonDiagnostics } from './diagnostics.ts'

/** The directories of a project's own environment, the usual one first. */
const VENV_NAMES = ['.venv', 'venv']

/**
 * The Pythons of the project's own environments: of the working directory, then of the project's directory.
 *
 * @throws {LauncherError} venv-unusable: another MLflow must not take the place of the project's
 */
export function findVenvPythons(hostContext: HostContext, project: string): string[] {
  const directories = [...new Set([hostContext.cwd, project])].flatMap((directory) =>
    VENV_NAMES.map((name) => join(directory, name)),
  )
  return directories
    .filter((directory) => isEnvironment(directory))
    .map((directory) => pythonOf(hostContext, directory))
}

/** A directory called `venv` may be anything; if it cannot be read, it is taken for what its name says. */
function isEnvironment(directory: string): boolean {
  // A file of that name may name an environment elsewhere, as other tools have it.
  if (tryStat(directory)?.kind !== 'directory') return false
  try {
    accessSync(directory, constants.R_OK | constants.X_OK)
    return pathExists(join(directory, 'pyvenv.cfg')) || pathExists(join(directory, 'bin', 'python'))
  } catch (error) {
    return ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')
  }
}

function pythonOf(hostContext: HostContext, directory: string): string {
  const shown = displayPath(hostContext.cwd, directory)
  const python = join(directory, 'bin', 'python')
  try {
    // As for .env files: anyone can create one in /tmp.
    const isTrusted = isTrustedOwner(statSync(directory).uid, hostContext.uid, hostContext.cwd)
    if (!isTrusted) fail(pythonDiagnostics.error('venv-unusable', null, { display: shown, reason: 'foreign' }))
    accessSync(directory, constants.R_OK | constants.X_OK)
    accessSync(python, constants.X_OK)
    return python
  } catch (error) {
    if (isLauncherError(error)) throw error
    const { code } = error as NodeJS.ErrnoException
    const isClosed = code === 'EACCES' || code === 'EPERM'
    return fail(
      pythonDiagnostics.error('venv-unusable', null, { display: shown, reason: isClosed ? 'unreadable' : 'broken' }),
    )
  }
}
