import { printable } from '../model/format.ts'
import type { PythonInstallation } from './installation.ts'

/** A Python to install packages for: with pip, or with uv if it has no pip. */
export type InstallTarget = Pick<PythonInstallation, 'python' | 'hasPip'>

/** The command that installs a package for a Python. It can be pasted into a shell. */
export function installCommand({ python, hasPip }: InstallTarget, name: string, isUpgrade = false): string {
  const words = hasPip
    ? [shellWord(python), '-m', 'pip', 'install', ...(isUpgrade ? ['--upgrade'] : []), shellWord(name)]
    : ['uv', 'pip', 'install', '--python', shellWord(python), shellWord(name)]
  return printable(words.join(' '))
}

function shellWord(word: string): string {
  return /^[\w@%+:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
