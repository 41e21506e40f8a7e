import * as host from '../../host/index.ts'
import type { Assignment } from '../finding.ts'
import { lineOf, readJson, toObject } from '../json.ts'
import { optionValues } from '../option-words.ts'
import { expandPattern } from '../pattern.ts'
import type { Program } from '../program.ts'
import type { Scope } from '../scope.ts'
import { readScript } from '../shell/script.ts'

/** conda run: the variables of the environment (`conda env config vars set`), and the scripts that activate it. */
export const conda: Program = {
  names: ['conda', 'mamba', 'micromamba'],
  inspect({ name, args }, scope) {
    const at = args.indexOf('run')
    if (at === -1) return []
    const assignments = prefixes(args.slice(at + 1), scope)
      .slice(0, 1)
      .flatMap((prefix) => [
        ...stateVariables(host.joinPath(prefix, 'conda-meta/state'), scope),
        ...expandPattern(host.joinPath(prefix, 'etc/conda/activate.d/*.sh'), scope.cwd).flatMap((path) =>
          readScript(path, scope, { isInteractive: false }),
        ),
      ])
    return [{ kind: 'sets', program: name, assignments }]
  },
}

/** Where the environment can be: those that exist. */
function prefixes(args: readonly string[], { cwd, home, child }: Scope): string[] {
  const [path] = optionValues(args, '-p', '--prefix')
  const [name] = optionValues(args, '-n', '--name')
  const active = child('CONDA_PREFIX')
  const roots = [
    ...(child('CONDA_ENVS_PATH') ?? child('CONDA_ENVS_DIRS') ?? '').split(':').filter(Boolean),
    ...[child('CONDA_EXE'), child('MAMBA_EXE')].flatMap((exe) =>
      exe ? host.joinPath(host.dirname(host.dirname(exe)), 'envs') : [],
    ),
    ...(child('MAMBA_ROOT_PREFIX') ? [host.joinPath(child('MAMBA_ROOT_PREFIX') ?? '', 'envs')] : []),
    // Of an active environment, or of the base.
    ...(active ? [host.dirname(active), host.joinPath(active, 'envs')] : []),
    host.joinPath(home, '.conda/envs'),
  ]
  const candidates = path ? [path] : name ? roots.map((root) => host.joinPath(root, name)) : active ? [active] : []
  return candidates.map((one) => host.resolvePath(cwd, one)).filter((one) => isFolder(host.joinPath(one, 'conda-meta')))
}

function isFolder(path: string): boolean {
  try {
    host.readDirectory(path)
    return true
  } catch {
    return false
  }
}

function stateVariables(path: string, scope: Scope): Assignment[] {
  const text = scope.read(path)
  if (text === null) return []
  return Object.entries(toObject(readJson(text).env_vars)).map(([name, value]) => {
    const known = typeof value === 'string' ? value : null
    return { name: name.toUpperCase(), value: known, path, line: lineOf(text, name) }
  })
}
