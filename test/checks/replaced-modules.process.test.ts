import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isImported } from '../../src/checks/imported-modules.ts'
import { replacedModules } from '../../src/checks/replaced-modules.ts'
import { checkContext } from '../rig/check-context.ts'
import { pythonBin } from '../rig/paths.ts'
import { type Tree, temporaryTree } from '../rig/temporary-tree.ts'

const check = (tree: Tree) => replacedModules.run(checkContext({}, { cwd: temporaryTree(tree) }))

describe('a file in the working directory', () => {
  it.each<[string, Tree]>([
    ['mlflow.py', { 'mlflow.py': '' }],
    ['mlflow/__init__.py', { 'mlflow/__init__.py': '' }],
    ['secrets.py', { 'secrets.py': '', 'train.py': '' }],
    ['logging/__init__.pyc', { 'logging/__init__.pyc': '' }],
    ['uvicorn.pyc', { 'uvicorn.pyc': '' }],
    ['math.cpython-312-x86_64-linux-gnu.so', { 'math.cpython-312-x86_64-linux-gnu.so': '' }],
    ['yaml.abi3.so', { 'yaml.abi3.so': '' }],
  ])('is refused by name if Python would run it in place of what MLflow imports: %s', (file, tree) => {
    expect(check(tree)).toMatchObject([{ code: 'module-replaced', severity: 'error', data: { files: [file] } }])
  })

  it('is refused with all others of its kind', () => {
    const found = check({ 'types.py': '', 'requests/__init__.py': '' })
    expect(found).toMatchObject([{ data: { files: ['requests/__init__.py', 'types.py'] } }])
  })

  it.each<[string, Tree]>([
    ['a directory without __init__.py', { 'mlflow/Dockerfile': '', 'secrets/db.txt': '', 'alembic/env.py': '' }],
    ['a directory that is named as a file', { 'secrets.py/x': '' }],
    ['names that no server imports', { 'train.py': '', 'my_auth.py': '', 'test/__init__.py': '', 'profile.py': '' }],
    ['what Python has in itself', { 'os.py': '', 'sys.py': '', 'time.py': '' }],
    ['a name with more to it', { 'secrets.test.py': '', 'mlflow.yml': '', 'mlflow.db': '', 'my-secrets.py': '' }],
    ['MLflow itself', { 'mlflow/__init__.py': '', 'mlflow/server/__init__.py': '' }],
    ['one further down', { 'src/mlflow.py': '' }],
  ])('is none of those: %s', (_, tree) => {
    expect(check(tree)).toEqual([])
  })

  it('cannot be looked for in a directory that is gone', () => {
    expect(replacedModules.run(checkContext({}, { cwd: '/nowhere' }))).toEqual([])
  })
})

it('every module that the first processes of a server import can be refused', () => {
  // MLflow's whole server would take many seconds. What is not found as a file cannot be replaced by one.
  const script = `
import sys
at_start, frozen = set(sys.modules), {"runpy", "ntpath"}
import alembic.command, boto3, flask, sqlalchemy, uvicorn.main, uvicorn.supervisors
found = {name for name, module in sys.modules.items() if getattr(module, "__file__", None) and "." not in name}
print(*sorted(found - at_start - frozen))`
  const names = execFileSync(join(pythonBin, 'python'), ['-c', script], { env: {}, encoding: 'utf8' })
  const unknown = names
    .trim()
    .split(' ')
    .filter((name) => !name.startsWith('_') && !isImported(name))
  expect(unknown).toEqual([])
})
