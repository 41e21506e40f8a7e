import * as host from '../../host/index.ts'
import { listNames } from '../../host/list-names.ts'
import type { Assignment } from '../finding.ts'
import { optionValues } from '../option-words.ts'
import type { Program } from '../program.ts'
import type { Scope } from '../scope.ts'

/** envdir and chpst -e: each file of a folder is a variable, and an empty file removes it. */
export const envFolders: Program = {
  names: ['envdir', 's6-envdir', 'chpst'],
  inspect({ name, args }, scope) {
    const folders =
      name === 'chpst' ? optionValues(args, '-e') : args.filter((word) => !word.startsWith('-')).slice(0, 1)
    return [{ kind: 'sets', program: name, assignments: folders.flatMap((folder) => readFolder(folder, scope)) }]
  },
}

function readFolder(folder: string, scope: Scope): Assignment[] {
  const full = host.resolvePath(scope.cwd, folder)
  return listNames(full)
    .filter((name) => /^(?:AWS|MLFLOW)_\w+$/.test(name))
    .map((name) => {
      const path = host.joinPath(full, name)
      const text = scope.read(path)
      const value = text === null ? null : text === '' ? undefined : (text.split('\n')[0] ?? '').trimEnd()
      return { name, value, path, line: 1 }
    })
}
