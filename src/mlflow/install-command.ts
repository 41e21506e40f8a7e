import { printable } from '../model/format.ts'
import type { PythonInstallation } from './installation.ts'
import { type Installer, PROJECT_TOOLS } from './installer.ts'

/** A Python to install packages for, and what installs them. */
export type InstallTarget = Pick<PythonInstallation, 'python' | 'installer'>

/** What runs need, for an environment that is yet to be made. */
const NEEDED = ['mlflow>=3', 'boto3']
const DEBIAN_VENV = 'sudo apt install python3-venv'
const NEW_VENV = '.venv'

/** The command that installs a package for a Python, to be run in the project. It can be pasted into a shell. */
export function installCommand({ python, installer }: InstallTarget, name: string, isUpgrade = false): string {
  const own = shellWord(python)
  const package_ = shellWord(name)
  const pip = `${own} -m pip install ${isUpgrade ? '--upgrade ' : ''}${package_}`
  return printable(COMMANDS[installer]?.(own, pip, name) ?? `${addCommand(installer)} ${package_}`)
}

/** The command that installs a package once more, whatever is there of it. */
export function reinstallCommand({ python, installer }: InstallTarget, name: string): string {
  const own = shellWord(python)
  const package_ = shellWord(name)
  if (installer === 'uv') return printable(`uv sync --reinstall-package ${/^[\w.-]+/.exec(name)?.[0] ?? ''}`)
  if (installer === 'uv pip') return printable(`uv pip install --python ${own} --reinstall ${package_}`)
  const pip = `${own} -m pip install --force-reinstall ${package_}`
  return printable(COMMANDS[installer]?.(own, pip, name) ?? pip)
}

type Command = (python: string, pip: string, name: string) => string

/** Those of the installers that are no tools of a project. */
const COMMANDS: Readonly<Partial<Record<Installer, Command>>> = {
  pip: (_, pip) => pip,
  'uv pip': (python, _, name) => `uv pip install --python ${python} ${shellWord(name)}`,
  ensurepip: (python, pip) => `${python} -m ensurepip && ${pip}`,
  'no ensurepip': (python, pip) => `${DEBIAN_VENV} && ${python} -m ensurepip && ${pip}`,
  venv: (python, _, name) => `${newVenv(python)} ${allNeeded(name)}`,
  'no venv': (python, _, name) => `${DEBIAN_VENV} && ${newVenv(python)} ${allNeeded(name)}`,
  'uv venv': (python, _, name) => `uv venv --python ${python} && uv pip install ${allNeeded(name)}`,
}

const newVenv = (python: string) => `${python} -m venv ${NEW_VENV} && ${NEW_VENV}/bin/python -m pip install`

function addCommand(installer: Installer): string {
  return installer in PROJECT_TOOLS ? PROJECT_TOOLS[installer as keyof typeof PROJECT_TOOLS].add : 'pip install'
}

/** A new environment has none of the packages that the other Python has. */
function allNeeded(name: string): string {
  const known = (text: string) => /^[\w-]+/.exec(text)?.[0]
  const others = NEEDED.filter((needed) => known(needed) !== known(name) && `${known(needed)}-skinny` !== known(name))
  return [...new Set([name, ...others])].map(shellWord).join(' ')
}

function shellWord(word: string): string {
  return /^[\w@%+:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
