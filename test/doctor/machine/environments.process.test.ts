// Real environments, made by Python, that something has happened to since.
import { execFileSync } from 'node:child_process'
import { renameSync, rmSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findBrokenEnvironments, makeAgainCommand } from '../../../src/doctor/broken-environments.ts'
import { boto3 } from '../../../src/doctor/checks/machine/boto3.ts'
import { mlflow } from '../../../src/doctor/checks/machine/mlflow.ts'
import { python } from '../../../src/doctor/checks/machine/python.ts'
import { checkProject, type DoctorSetup, doctorContext, runOn } from '../../rig/doctor.ts'
import { type Tree, temporaryTree } from '../../rig/temporary-tree.ts'

function makeVenv(folder: string): string {
  execFileSync('python3', ['-m', 'venv', '--without-pip', folder])
  return folder
}

/** A project with an environment, and what happens to it. */
function project(happens: (venv: string, top: string) => void, setup: DoctorSetup = {}) {
  const top = temporaryTree({ '.git/HEAD': 'ref: refs/heads/main\n', ...setup.tree })
  happens(makeVenv(join(top, '.venv')), top)
  const context = doctorContext({ ...setup, tree: {} })
  return { ...context, project: top, hostContext: { ...context.hostContext, cwd: top } }
}

function breakLink(venv: string): void {
  const link = join(venv, 'bin', 'python')
  rmSync(link)
  symlinkSync('/nonexistent/python3.9', link)
}

const NO_MLFLOW = { installation: { versions: {} } }
const AGAIN = 'rm -r .venv && python3 -m venv .venv && .venv/bin/python -m pip install mlflow boto3'

describe('an environment of the project', () => {
  it('is silent while it works', async () => {
    const context = project(() => {})
    expect(findBrokenEnvironments(context)).toEqual([])
    expect(await runOn(python, context)).toMatchObject({ status: 'ok' })
  })

  it('is silent if it is active', () => {
    const context = project(() => {})
    expect(findBrokenEnvironments({ ...context, env: { VIRTUAL_ENV: join(context.project, '.venv') } })).toEqual([])
  })

  it('is silent if it is reached by a link', () => {
    const context = project((venv, top) => {
      renameSync(venv, join(top, 'real'))
      symlinkSync('real', venv)
    })
    // `activate` has the path of the link.
    expect(findBrokenEnvironments(context)).toEqual([])
  })

  it('whose Python is gone is what keeps scripts from MLflow', async () => {
    const context = project(breakLink, NO_MLFLOW)
    expect(await runOn(python, context)).toMatchObject({
      status: 'fail',
      found: expect.stringContaining("'.venv' has no working bin/python"),
      remedy: AGAIN,
    })
    for (const check of [mlflow, boto3]) {
      expect(await runOn(check, context)).toMatchObject({ status: 'skip', cause: 'python' })
    }
  })

  it('whose Python is gone is a warning if scripts have another Python with MLflow', async () => {
    expect(await runOn(python, project(breakLink))).toMatchObject({ status: 'warn', remedy: AGAIN })
  })

  it('whose Python is gone does not matter if another one is named', async () => {
    const context = project(breakLink, { installation: { isNamed: true } })
    expect(await runOn(python, context)).toMatchObject({ status: 'ok' })
  })

  it('that was moved is named with the place that its programs look in', async () => {
    const context = project((venv, top) => {
      rmSync(venv, { recursive: true })
      renameSync(makeVenv(join(top, 'old')), venv)
    })
    expect(await runOn(python, context)).toMatchObject({
      status: 'warn',
      found: expect.stringMatching(/'\.venv' was made as '.*\/old'/),
      remedy: AGAIN,
    })
  })

  it('whose Python was updated has lost its packages', async () => {
    const context = project((venv) => {
      const [name = ''] = execFileSync('ls', [join(venv, 'lib')], { encoding: 'utf8' }).split('\n')
      renameSync(join(venv, 'lib', name), join(venv, 'lib', 'python3.1'))
    }, NO_MLFLOW)
    expect(await runOn(python, context)).toMatchObject({
      status: 'fail',
      found: expect.stringContaining("'.venv' has the packages of Python 3.1,"),
      remedy: AGAIN,
    })
  })
})

describe('the active environment', () => {
  const look = (name: string, tree: Tree = {}) => {
    const top = temporaryTree(tree)
    return { top, outcome: checkProject(python, { env: { VIRTUAL_ENV: join(top, name) } }) }
  }

  it('that is gone is named', async () => {
    const { top, outcome } = look('gone')
    expect(await outcome).toMatchObject({ status: 'warn', where: expect.stringContaining('VIRTUAL_ENV') })
    expect((await outcome).remedy).toContain('deactivate, then python3 -m venv ')
    expect((await outcome).remedy).toContain(`${basename(top)}/gone`)
  })

  it('of another project is silent while its Python works', async () => {
    const folder = makeVenv(join(temporaryTree({}), 'other'))
    expect(await checkProject(python, { env: { VIRTUAL_ENV: folder } })).toMatchObject({ status: 'ok' })
  })
})

describe('an environment is made again', () => {
  it.each<[string, Tree, string]>([
    ['by uv in its project', { 'uv.lock': '' }, 'rm -r .venv && uv sync'],
    ['by uv in its project without a lock', { 'pyproject.toml': '[tool.uv]\n' }, 'rm -r .venv && uv sync'],
    ['by poetry', { 'pyproject.toml': '[tool.poetry.dependencies]\n' }, 'rm -r .venv && poetry install'],
    [
      'with the packages that the project lists',
      { 'requirements.txt': 'mlflow\n' },
      'rm -r .venv && python3 -m venv .venv && .venv/bin/python -m pip install -r requirements.txt',
    ],
  ])('%s', (_, tree, command) => {
    const context = project(breakLink, { tree })
    expect(findBrokenEnvironments(context).map((one) => makeAgainCommand(one, context))).toEqual([command])
  })

  it('by a command that works', () => {
    const context = project(breakLink, { tree: { 'requirements.txt': '# nothing\n' } })
    const [broken] = findBrokenEnvironments(context)
    if (!broken) throw new Error('its Python is gone')
    // Installing would need a network.
    const command = makeAgainCommand(broken, context)
      .replace(/ && [^&]* -m pip .*/, '')
      .replace('-m venv ', '-m venv --without-pip ')
    execFileSync('sh', ['-c', command], { cwd: context.project })
    expect(findBrokenEnvironments(context)).toEqual([])
  })
})
