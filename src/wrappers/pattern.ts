import * as host from '../host/index.ts'
import { listNames } from '../host/list-names.ts'
import { matchesPattern } from './programs/passing.ts'

const MAX_MATCHES = 64
const MAX_STEPS = 16

/** The paths that `conf/x*?/y.sh` means, sorted; a word without `*` and `?` is itself. */
export function expandPattern(word: string, cwd: string): string[] {
  if (!/[*?]/.test(word)) return word === '' ? [] : [word]
  let found = ['']
  for (const [at, step] of word.split('/', MAX_STEPS).entries()) {
    const begun = at === 0 ? found : found.map((path) => `${path}/`)
    found = begun.flatMap((path) => matches(path, step, cwd)).slice(0, MAX_MATCHES)
  }
  return found
}

/** The paths in a folder that a step of the pattern means. */
function matches(folder: string, step: string, cwd: string): string[] {
  if (!/[*?]/.test(step)) return [folder + step]
  return listNames(host.resolvePath(cwd, folder))
    .filter((name) => name.startsWith('.') === step.startsWith('.') && matchesPattern(step, name))
    .sort()
    .map((name) => folder + name)
}
