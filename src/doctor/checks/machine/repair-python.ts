import type { Environment } from '../../../model/source.ts'

/** What mends a Python that does not start. @param reason its own words */
export function repairPython(reason: string, env: Environment): string {
  const other = 'or name another one with --python'
  if (/^pyenv: version/.test(reason)) return `pyenv install, in the project; ${other}`
  if (/^pyenv: /.test(reason)) return `pyenv local VERSION, with one that 'pyenv versions' lists; ${other}`
  if (/^No version is set for command/.test(reason))
    return `asdf set python VERSION, with one that is installed; ${other}`
  if (env.PYTHONHOME && /encodings|init_fs_encoding|PYTHONHOME/.test(reason)) return 'unset PYTHONHOME'
  return `repair it, ${other}`
}
