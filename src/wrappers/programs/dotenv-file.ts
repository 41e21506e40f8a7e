import { parseWithoutChecks } from '../../dotenv/env-file.ts'
import { host } from '../../host/index.ts'
import type { Assignment } from '../finding.ts'
import type { Scope } from '../scope.ts'

/** The variables of a `.env` file. What refers to other variables is left out: its value is not known. */
export function readDotenv(path: string, scope: Scope, overrides: boolean): Assignment[] {
  const full = host.resolvePath(scope.cwd, path)
  const text = scope.read(full)
  if (text === null) return []
  const { entries } = parseWithoutChecks({ path: full, display: path, text })
  return [...entries].flatMap(([name, { value, origin }]): Assignment[] => {
    if (value.includes('${') || origin.kind !== 'file') return []
    return [{ name, value, ifUnset: !overrides, path: full, line: origin.line }]
  })
}

/** The nearest file of a name, from the working directory upward. */
export function findUpward(name: string, { cwd, read }: Scope): string | null {
  for (let folder = cwd; ; folder = host.dirname(folder)) {
    const path = host.joinPath(folder, name)
    if (read(path) !== null) return path
    if (host.dirname(folder) === folder) return null
  }
}

/** The values of an option in all its spellings: `-f F`, `-fF`, `--file F`, `--file=F`. */
export function optionValues(args: readonly string[], ...names: readonly string[]): string[] {
  return args.flatMap((word, at) => {
    for (const name of names) {
      if (word === name) return args[at + 1] ?? []
      if (name.startsWith('--') && word.startsWith(`${name}=`)) return word.slice(name.length + 1)
      if (!name.startsWith('--') && word.startsWith(name) && word.length > name.length)
        return word.slice(name.length).replace(/^=/, '')
    }
    return []
  })
}

export function hasOption(args: readonly string[], ...names: readonly string[]): boolean {
  return args.some(
    (word) => names.includes(word) || names.some((name) => name.startsWith('--') && word.startsWith(`${name}=`)),
  )
}
