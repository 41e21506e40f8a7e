import type { Scope } from '../scope.ts'

/** Whether a name matches a pattern such as `AWS_*`, without regard to case. */
export function matchesPattern(pattern: string, name: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${expression}$`, 'i').test(name)
}

/** Whether some of the words let every needed variable through: `AWS_*`, `AWS_PROFILE=x`, `A,B`. */
export function passes(words: readonly string[], { needed }: Scope): boolean {
  const patterns = words
    .flatMap((word) => word.split(/[\s,"'[\]]+/))
    .map((word) => word.replace(/=.*$/s, ''))
    .filter(Boolean)
  return needed.every((name) => patterns.some((pattern) => matchesPattern(pattern, name)))
}

/** Whether one of the words names a variable that is needed: somebody has thought of it. */
export function mentions(words: readonly string[], { needed }: Scope): boolean {
  return words.some((word) => needed.some((name) => word.includes(name)) || /(?:^|[=,\s])(?:AWS|MLFLOW)_/.test(word))
}
