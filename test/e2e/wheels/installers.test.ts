// A real wheel, installed in each of the ways that people use.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GLOBAL_KEYS, lines, PROJECT_KEYS, Project } from '../../rig/project.ts'
import { buildWheels, installerEnvironment, installIn, noWheels, python, runIn, tool, uv } from '../../rig/wheels.ts'

const ID = PROJECT_KEYS.MLFLOW_AWS_ACCESS_KEY_ID
const PRINT_ID = ['--quiet', 'sh', '-c', 'echo "$AWS_ACCESS_KEY_ID"']

describe.skipIf(noWheels)(`a wheel works after${noWheels ? ` (${noWheels})` : ''}`, () => {
  let folder: string
  let project: Project
  let wheel: string
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'with-mlflow-env-installers-')))
    wheel = buildWheels(join(folder, 'build')).wheel
    project = new Project({ '.env': lines(PROJECT_KEYS) })
  })
  afterAll(() => {
    project.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  /** A home of its own for one way. */
  function home(name: string): { path: string; env: Record<string, string> } {
    const path = join(folder, name)
    mkdirSync(path)
    return { path, env: { ...installerEnvironment(path), ...GLOBAL_KEYS } }
  }

  /** The account that a command gets, and the executable that the module finds. */
  function expectToWork(command: readonly string[], env: Record<string, string>) {
    expect(runIn(project.folder, env, [...command, ...PRINT_ID])).toEqual({ status: 0, stdout: `${ID}\n`, stderr: '' })
  }

  /** Another program of the same name is first on PATH. */
  function expectModule(interpreter: string, executable: string, env: Record<string, string>) {
    project.write('decoy/with-mlflow-env', '#!/bin/sh\necho decoy\n', 0o755)
    const misled = { ...env, PATH: `${project.path('decoy')}:${env.PATH}` }
    expectToWork([interpreter, '-m', 'with_mlflow_env'], misled)
    const ask = 'from with_mlflow_env._executable import find_executable; print(find_executable())'
    expect(runIn(project.folder, misled, [interpreter, '-c', ask]).stdout).toBe(`${executable}\n`)
  }

  it('pip install in a virtual environment, which pip check agrees to, and is gone after pip uninstall', () => {
    const { path, env } = home('venv')
    const interpreter = installIn(path, wheel)
    const bin = join(path, 'venv', 'bin', 'with-mlflow-env')
    expectToWork([bin], env)
    expectModule(interpreter, bin, env)
    expect(runIn(path, env, [tool('pip'), '--python', interpreter, 'check']).status).toBe(0)
    expect(runIn(path, env, [tool('pip'), '--python', interpreter, 'uninstall', '-y', 'with-mlflow-env']).status).toBe(
      0,
    )
    expect(runIn(path, env, ['find', join(path, 'venv'), '-name', '*mlflow*']).stdout).toBe('')
  })

  it('pip install --target', () => {
    const { path, env } = home('target')
    const target = join(path, 'lib')
    execFileSync(tool('pip'), ['--python', python, 'install', '--target', target, wheel], { env, stdio: 'pipe' })
    expectToWork([join(target, 'bin', 'with-mlflow-env')], env)
    expectModule(python, join(target, 'bin', 'with-mlflow-env'), { ...env, PYTHONPATH: target })
  })

  it('pip install --prefix', () => {
    const { path, env } = home('prefix')
    execFileSync(tool('pip'), ['--python', python, 'install', '--prefix', path, wheel], { env, stdio: 'pipe' })
    const site = runIn(path, env, ['find', path, '-name', 'site-packages']).stdout.trim()
    expectToWork([join(path, 'bin', 'with-mlflow-env')], env)
    expectModule(python, join(path, 'bin', 'with-mlflow-env'), { ...env, PYTHONPATH: site })
  })

  it('pip install --user', () => {
    const { path, env } = home('user')
    const base = execFileSync(python, ['-c', 'import sys; print(sys._base_executable)'], { encoding: 'utf8' }).trim()
    const user = { ...env, PYTHONUSERBASE: path }
    const words = ['--python', base, 'install', '--user', '--break-system-packages', wheel]
    execFileSync(tool('pip'), words, { env: user, stdio: 'pipe' })
    expectToWork([join(path, 'bin', 'with-mlflow-env')], user)
    expectModule(base, join(path, 'bin', 'with-mlflow-env'), user)
  })

  it('uv tool install, and by uvx --from', () => {
    const { path, env } = home('uv')
    execFileSync(uv, ['tool', 'install', wheel], { env, stdio: 'pipe' })
    expectToWork([join(path, 'uv-bin', 'with-mlflow-env')], env)
    const installed = join(path, 'uv-tools', 'with-mlflow-env', 'bin')
    expectModule(join(installed, 'python'), join(installed, 'with-mlflow-env'), env)
    // The same as uvx, which is a second name of it.
    expectToWork([uv, 'tool', 'run', '--quiet', '--from', wheel, 'with-mlflow-env'], env)
  })

  it('pipx run --spec, and pipx install', () => {
    const { path, env } = home('pipx')
    const { status, stdout } = runIn(project.folder, env, [
      tool('pipx'),
      ...['run', '--spec', wheel, 'with-mlflow-env', ...PRINT_ID],
    ])
    expect([status, stdout]).toEqual([0, `${ID}\n`])
    execFileSync(tool('pipx'), ['install', wheel], { env, stdio: 'pipe' })
    expectToWork([join(path, 'pipx-bin', 'with-mlflow-env')], env)
  })
})
