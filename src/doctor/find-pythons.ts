import { findCommand } from '../host/find-command.ts'
import { isLauncherError } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Sourced } from '../model/origin.ts'
import type { Environment } from '../model/source.ts'
import { findVenvPythons } from '../python/venv.ts'

/**
 * The Pythons that may run the project's scripts, absolute paths, the best first: the one that the user named; else what
 * `python` and `python3` mean on the command's PATH; then the project's `.venv` and `venv`.
 */
export function findPythons(
  hostContext: HostContext,
  env: Environment,
  project: string,
  named: Sourced | null,
): readonly string[] {
  const onPath = (name: string) => {
    const found = findCommand(name, hostContext.cwd, env.PATH)
    return found.kind === 'found' ? [found.path] : []
  }
  if (named) return onPath(named.value)
  return [...new Set([...onPath('python'), ...onPath('python3'), ...ofProject(hostContext, project)])]
}

/** None if one of them cannot be used. */
function ofProject(hostContext: HostContext, project: string): string[] {
  try {
    return findVenvPythons(hostContext, project)
  } catch (error) {
    if (isLauncherError(error)) return []
    throw error
  }
}
