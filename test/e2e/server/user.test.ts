// What another user than root may not do, said before anything is started. As root only: another user is needed.
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../rig/paths.ts'

const OTHER = 65_533
/** Answers as a Python that has MLflow: the one of the tests is root's alone. */
const PYTHON = `#!/bin/sh
echo 'with-mlflow-env:{"versions":{"mlflow":"3.17.2","sqlalchemy":"2.1.9"},"modules":["psycopg"]}'
`

let top: string

beforeAll(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'with-mlflow-env-')))
  for (const part of ['bin', 'dist', 'package.json']) cpSync(join(root, part), join(top, part), { recursive: true })
  for (const path of productionPackages()) {
    cpSync(path, join(top, relative(root, path)), { recursive: true, dereference: true })
  }
  mkdirSync(join(top, 'project/.venv'), { recursive: true })
  mkdirSync(join(top, 'project/.git'))
  writeFileSync(join(top, 'project/.venv/pyvenv.cfg'), '')
  writeFileSync(join(top, 'python'), PYTHON, { mode: 0o755 })
  chmodSync(top, 0o755)
  chmodSync(join(top, 'project/.venv'), 0o700)
})
afterAll(() => rmSync(top, { recursive: true, force: true }))

/** The directories of all packages that are installed along with the launcher. */
function productionPackages(): string[] {
  const list = execFileSync('npm', ['ls', '--all', '--omit=dev', '--parseable'], { cwd: root, encoding: 'utf8' })
  return list.split('\n').filter((path) => path.startsWith(join(root, 'node_modules')))
}

/** Everything that the launcher writes, with its status. */
function run(...words: string[]): string {
  const identity = ['--reuid', String(OTHER), '--regid', String(OTHER), '--clear-groups']
  const launcher = [process.execPath, '--', join(top, 'bin/with-mlflow-env.js')]
  const script = 'PATH=/nowhere; "$@" 2>&1; echo "status $?"'
  return execFileSync('setpriv', [...identity, 'sh', '-c', script, 'sh', ...launcher, 'server', ...words], {
    encoding: 'utf8',
    cwd: join(top, 'project'),
    env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent' },
  })
}

describe.runIf(process.getuid?.() === 0)('a user without root privileges', () => {
  it('is refused a privileged port', () => {
    const words = ['--python', join(top, 'python'), '--backend-store-uri', 'postgresql://db.example/mlflow']
    expect(run('--port', '80', ...words)).toMatch(
      /^with-mlflow-env: error: --port: this user is not permitted to listen on port 80: .*\nstatus 125\n$/,
    )
  })

  it('gets an error for a Python environment that cannot be read', () => {
    expect(run()).toMatch(/^with-mlflow-env: error: '\.venv' cannot be read, .*\nstatus 125\n$/)
  })
})
