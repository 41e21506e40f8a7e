import { host } from '../host/index.ts'
import { matchesPattern } from './programs/passing.ts'

const MAX_MATCHES = 64

/** The paths that `dir/*.sh` means, sorted; a word without `*` and `?` is itself. Only the last part may be a pattern. */
export function expandPattern(word: string, cwd: string): string[] {
  if (!/[*?]/.test(word)) return word === '' ? [] : [word]
  const at = word.lastIndexOf('/') + 1
  const [folder, pattern] = [word.slice(0, at), word.slice(at)]
  if (/[*?]/.test(folder)) return []
  try {
    const names = host.readDirectory(host.resolvePath(cwd, folder))
    const shownNames = names.filter((name) => name.startsWith('.') === pattern.startsWith('.'))
    return shownNames
      .filter((name) => matchesPattern(pattern, name))
      .sort()
      .slice(0, MAX_MATCHES)
      .map((name) => folder + name)
  } catch {
    return []
  }
}
