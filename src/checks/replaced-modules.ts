import { join } from 'node:path'
import { tryStat } from '../host/fs-probe.ts'
import { listNames } from '../host/list-names.ts'
import { defineDiagnostics } from '../model/diagnostic.ts'
import { list, quote } from '../model/format.ts'
import type { CheckAt } from './check.ts'
import { isImported } from './imported-modules.ts'

export const diagnostics = defineDiagnostics(() => ({
  'module-replaced': ({ files }: { readonly files: readonly string[] }) =>
    `${list(files.map((file) => quote(file)))} in the working directory would run with the project's keys in place of what MLflow imports by the name, because Python looks there first: rename ${files.length === 1 ? 'it' : 'them'}, or start the server in another directory`,
}))

/** MLflow starts uvicorn by `python -m`, and uvicorn too puts the working directory in front of every other place. */
export const replacedModules: CheckAt<'machine'> = {
  name: 'replaced-modules',
  stage: 'machine',
  diagnostics,
  run({ cwd }) {
    const files = listNames(cwd).flatMap((name) => findModule(cwd, name) ?? [])
    return files.length === 0 ? [] : [diagnostics.error('module-replaced', null, { files: files.sort() })]
  },
}

/** What Python takes for a module: source, compiled, and an extension with its tag, as `x.cpython-312-darwin.so`. */
const MODULE = /^(\w+)(?:\.pyc?|(?:\.[\w-]+)?\.(?:so|pyd))$/

/** @returns the file that Python would run for an entry of a directory, relative to it; null for none */
function findModule(directory: string, entry: string): string | null {
  const [, name] = MODULE.exec(entry) ?? []
  if (name !== undefined) return isImported(name) && isFile(join(directory, entry)) ? entry : null
  if (!isImported(entry) || isCheckout(directory, entry)) return null
  // Without such a file it is a part of a namespace, which a module anywhere else wins over.
  const file = ['__init__.py', '__init__.pyc'].find((init) => isFile(join(directory, entry, init)))
  return file ? `${entry}/${file}` : null
}

/** Whether it is the source of MLflow itself, in which its developers start it. */
function isCheckout(directory: string, entry: string): boolean {
  return entry === 'mlflow' && isFile(join(directory, entry, 'server', '__init__.py'))
}

const isFile = (path: string) => tryStat(path)?.kind === 'file'
