// The module of the Python package, by Python's own means and with the oldest Python at hand that it promises to run on.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../rig/paths.ts'

const CANDIDATES = ['python3.9', 'python3.10', 'python3']
const PYTHON = CANDIDATES.find(
  (name) => spawnSync(name, ['-c', 'import sys; assert sys.version_info >= (3, 9)']).status === 0,
)

describe('the module with_mlflow_env', () => {
  it.skipIf(process.platform === 'win32')('passes test_module.py', () => {
    const env = { ...process.env, PYTHONPATH: join(root, 'python') }
    const script = join(root, 'test', 'wheels', 'test_module.py')
    const { status, stderr } = spawnSync(PYTHON ?? 'python3', ['-B', script], { env, encoding: 'utf8' })
    expect(status, stderr).toBe(0)
    expect(stderr).toMatch(/^Ran [1-9]\d* tests? in /m)
  })
})
