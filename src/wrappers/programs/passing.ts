import type { Scope } from '../scope.ts'

/**
 * Whether a name matches a pattern such as `AWS_*`, without regard to case. By hand, because the pattern is from a file: an
 * expression made of many `*` takes forever.
 */
export function matchesPattern(pattern: string, name: string): boolean {
  const [wanted, text] = [pattern.toUpperCase(), name.toUpperCase()]
  let at = 0
  let star = -1
  let from = 0
  for (let position = 0; position < text.length; ) {
    const character = wanted[at]
    if (character === '*') {
      star = at++
      from = position
    } else if (character === '?' || character === text[position]) {
      at++
      position++
    } else {
      if (star === -1) return false
      // The last `*` takes one character more.
      at = star + 1
      position = ++from
    }
  }
  return /^\**$/.test(wanted.slice(at))
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
