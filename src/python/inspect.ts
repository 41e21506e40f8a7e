import process from 'node:process'
import { MODULES } from '../mlflow/database-drivers.ts'
import { DISTRIBUTIONS, type Installation, MARK, parseInstallation } from '../mlflow/installation.ts'
import { CLIENT_MODULES } from '../mlflow/store-clients.ts'
import type { Environment } from '../model/source.ts'

/** The first lines of a program behind `-c`: what lies in the working directory and is called like a module would be run. */
export const WITHOUT_WORKING_DIRECTORY = `
import sys
sys.path[:1] = [] if sys.path[:1] == [''] else sys.path[:1]
`

/** The first start of a Python on a slow disk takes seconds. In milliseconds. */
const PATIENCE = 60_000

/**
 * What is installed, without importing any of it. Python 3.9 has another way to list entry points.
 *
 * @see https://docs.python.org/3/library/importlib.metadata.html
 */
const PROGRAM = `${WITHOUT_WORKING_DIRECTORY}
import json, os
from importlib import metadata, util
def version(name):
    try:
        return metadata.version(name)
    except Exception:
        return None
def there(name):
    try:
        return util.find_spec(name) is not None
    except Exception:
        return False
def schemes(group):
    try:
        points = metadata.entry_points(group=group)
    except TypeError:
        points = metadata.entry_points().get(group, [])
    return [point.name for point in points]
def dialects():
    found = [name.replace('.', '+') for name in schemes('sqlalchemy.dialects')]
    try:
        folder = os.path.join(os.path.dirname(util.find_spec('sqlalchemy').origin), 'dialects')
        for database in ('postgresql', 'mysql', 'sqlite', 'mssql'):
            for name in os.listdir(os.path.join(folder, database)):
                if name.endswith('.py'):
                    found.append(database + '+' + name[:-3])
    except Exception:
        pass
    return found
modules, distributions = json.loads(sys.argv[1])
print('\\n' + sys.argv[2] + json.dumps({
    'executable': sys.executable,
    'versions': {name: version(name) for name in distributions},
    'modules': [name for name in modules if there(name)],
    'plugins': {
        'tracking': schemes('mlflow.tracking_store'),
        'registry': schemes('mlflow.model_registry_store'),
        'artifacts': schemes('mlflow.artifact_repository'),
    },
    'dialects': dialects(),
    'pip': there('pip'),
}))
`

/** What a Python said, or why it did not. */
export type Answer =
  | { readonly kind: 'found'; readonly installation: Installation }
  | { readonly kind: 'failed'; readonly python: string; readonly reason: string }

/**
 * Asks a Python what is installed beside it, with one short-lived process.
 *
 * @param env the environment that the server will have: PYTHONPATH and the like count
 */
export function askPython(python: string, env: Environment, cwd: string): Promise<Answer> {
  const { execFile } = process.getBuiltinModule('node:child_process')
  const words = ['-c', PROGRAM, JSON.stringify([[...MODULES, ...CLIENT_MODULES], DISTRIBUTIONS]), MARK]
  return new Promise((resolve) => {
    const child = execFile(python, words, { env, cwd, timeout: PATIENCE }, (error, stdout, stderr) => {
      const installation = parseInstallation(python, stdout)
      if (installation) resolve({ kind: 'found', installation })
      else resolve({ kind: 'failed', python, reason: findReason(error, stderr) })
    })
    child.stdin?.end()
  })
}

const SYSTEM: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be executed',
}

/** What Python said last, or what the system did. */
function findReason(error: Error | null, stderr: string): string {
  const said = stderr.trim().split('\n').at(-1)?.trim()
  if (said) return said
  const { code, signal } = (error ?? {}) as { code?: string | number; signal?: string }
  if (signal) return `ended by ${signal}`
  return (typeof code === 'string' && SYSTEM[code]) || `status ${code ?? 0} and no answer`
}
