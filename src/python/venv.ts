import { accessSync, constants, statSync } from 'node:fs'
import { join } from 'node:path'
import { display, exists } from '../env-files/find.ts'
import { tryStat } from '../host/fs-probe.ts'
import { refuse } from '../model/failure.ts'
import type { World } from '../model/host-context.ts'

/** The folders of a project's own environment, the one that is meant first. */
const NAMES = ['.venv', 'venv']

/**
 * The Pythons of the project's own environments: of the working directory, then of the project's folder.
 *
 * @throws {Refusal} for an environment that cannot be used: another MLflow than the project's must not stand in for it
 */
export function findVenvPythons(world: World, project: string): string[] {
  const folders = [...new Set([world.cwd, project])].flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return folders.filter((folder) => isEnvironment(folder)).map((folder) => pythonOf(world, folder))
}

/** A folder called `venv` may be anything; one that may not be read is taken for what its name says. */
function isEnvironment(folder: string): boolean {
  // A file of that name may name an environment that stands elsewhere, as other tools have it.
  if (tryStat(folder)?.kind !== 'directory') return false
  try {
    accessSync(folder, constants.R_OK | constants.X_OK)
    return exists(join(folder, 'pyvenv.cfg')) || exists(join(folder, 'bin', 'python'))
  } catch (error) {
    return ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')
  }
}

function pythonOf(world: World, folder: string): string {
  const shown = display(world.cwd, folder)
  const python = join(folder, 'bin', 'python')
  try {
    const owner = statSync(folder).uid
    // As with files of variables: what stands in /tmp may be anybody's.
    const isTrusted = world.uid === null || [world.uid, 0, statSync(world.cwd).uid].includes(owner)
    if (!isTrusted) refuse({ code: 'venv-unusable', display: shown, reason: 'foreign' })
    accessSync(folder, constants.R_OK | constants.X_OK)
    accessSync(python, constants.X_OK)
    return python
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    const isClosed = code === 'EACCES' || code === 'EPERM'
    return refuse({ code: 'venv-unusable', display: shown, reason: isClosed ? 'unreadable' : 'broken' })
  }
}
