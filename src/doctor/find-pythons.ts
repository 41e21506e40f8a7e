import { findCommand } from '../host/find-command.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Sourced } from '../model/origin.ts'
import type { Environment } from '../model/source.ts'
import { isSamePython } from '../python/same-python.ts'
import { findVenvs } from '../python/venv.ts'

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
  const all = [...onPath('python'), ...onPath('python3'), ...ofProject(hostContext, project)]
  return all.filter((one, at) => !all.slice(0, at).some((earlier) => isSamePython(earlier, one)))
}

/** Those that cannot be used are reported by the check `python`. */
function ofProject(hostContext: HostContext, project: string): string[] {
  return findVenvs(hostContext, project).flatMap(({ python, problem }) => (problem === null ? [python] : []))
}
