import { describe, expect, it } from 'vitest'
import { installCommand, reinstallCommand } from '../../src/mlflow/install-command.ts'
import { chooseInstaller, type Installer, type InstallerFacts } from '../../src/mlflow/installer.ts'

const SYSTEM: InstallerFacts = {
  python: '/usr/bin/python3',
  hasPip: true,
  hasEnsurepip: true,
  isExternallyManaged: false,
  isEnvironment: false,
  folders: ['/p'],
  tool: null,
  hasUv: false,
}
const MANAGED: InstallerFacts = { ...SYSTEM, isExternallyManaged: true }
const VENV: InstallerFacts = { ...SYSTEM, python: '/p/.venv/bin/python', isEnvironment: true }
const OTHER: InstallerFacts = { ...VENV, python: '/opt/conda/bin/python' }

describe('packages are installed by', () => {
  it.each<[string, InstallerFacts, Installer]>([
    ['pip', SYSTEM, 'pip'],
    ['pip also if uv is there', { ...SYSTEM, hasUv: true }, 'pip'],
    ['pip of an environment of a system that keeps it out', { ...VENV, isExternallyManaged: false }, 'pip'],
    ['uv for an environment that it made', { ...VENV, hasPip: false, hasUv: true }, 'uv pip'],
    ['pip, which comes first, if uv is not on PATH', { ...VENV, hasPip: false }, 'ensurepip'],
    ['pip, which Debian has in another package', { ...VENV, hasPip: false, hasEnsurepip: false }, 'no ensurepip'],
    ['an environment where pip is kept out', MANAGED, 'venv'],
    ['an environment of uv where the system makes none', { ...MANAGED, hasEnsurepip: false, hasUv: true }, 'uv venv'],
    ['an environment for which a package is missing', { ...MANAGED, hasEnsurepip: false }, 'no venv'],
    ['the tool of the project for its environment', { ...VENV, tool: 'uv' }, 'uv'],
    ['the tool of the project for one to be made', { ...MANAGED, tool: 'poetry' }, 'poetry'],
    ['pip for an environment that is not the project’s', { ...OTHER, tool: 'uv' }, 'pip'],
    [
      'poetry for an environment of its own elsewhere',
      { ...OTHER, python: '/home/me/.cache/pypoetry/virtualenvs/p-x/bin/python', tool: 'poetry' },
      'poetry',
    ],
  ])('%s', (_, facts, installer) => {
    expect(chooseInstaller(facts)).toBe(installer)
  })
})

it.each<[Installer, string]>([
  ['pip', "/a/python -m pip install 'boto3==1.2'"],
  ['uv pip', "uv pip install --python /a/python 'boto3==1.2'"],
  ['ensurepip', "/a/python -m ensurepip && /a/python -m pip install 'boto3==1.2'"],
  ['no ensurepip', "sudo apt install python3-venv && /a/python -m ensurepip && /a/python -m pip install 'boto3==1.2'"],
  ['venv', "/a/python -m venv .venv && .venv/bin/python -m pip install 'boto3==1.2' 'mlflow>=3'"],
  [
    'no venv',
    "sudo apt install python3-venv && /a/python -m venv .venv && .venv/bin/python -m pip install 'boto3==1.2' 'mlflow>=3'",
  ],
  ['uv venv', "uv venv --python /a/python && uv pip install 'boto3==1.2' 'mlflow>=3'"],
  ['uv', "uv add 'boto3==1.2'"],
  ['poetry', "poetry add 'boto3==1.2'"],
  ['pixi', "pixi add --pypi 'boto3==1.2'"],
])('the command of %s can be pasted', (installer, command) => {
  expect(installCommand({ python: '/a/python', installer }, 'boto3==1.2')).toBe(command)
})

it('a new environment gets MLflow once, whatever version of it is asked for', () => {
  const target = { python: '/a/python', installer: 'venv' } as const
  expect(installCommand(target, 'mlflow<3')).toBe(
    "/a/python -m venv .venv && .venv/bin/python -m pip install 'mlflow<3' boto3",
  )
  expect(installCommand(target, 'mlflow-skinny==3.1')).toMatch(/ install 'mlflow-skinny==3.1' boto3$/)
})

it.each<[Installer, string]>([
  ['pip', '/a/python -m pip install --force-reinstall boto3'],
  ['uv', 'uv sync --reinstall-package boto3'],
  ['uv pip', 'uv pip install --python /a/python --reinstall boto3'],
  ['venv', "/a/python -m venv .venv && .venv/bin/python -m pip install boto3 'mlflow>=3'"],
])('a package is installed once more by %s', (installer, command) => {
  expect(reinstallCommand({ python: '/a/python', installer }, 'boto3')).toBe(command)
})
