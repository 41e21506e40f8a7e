/**
 * Names whose loss could mean another account, another server or a looser rule. The expressions are made when they are
 * needed, which few runs do.
 */
const PROTECTED = '(?:MLFLOW|AWS|WITH_MLFLOW_ENV)_[A-Z0-9_]*|[A-Z][A-Z0-9_]*_URI'

export function isProtected(name: string): boolean {
  // Most names need no expression.
  return ('MAW'.includes(name.charAt(0)) || name.endsWith('_URI')) && new RegExp(`^(?:${PROTECTED})$`).test(name)
}

/** False if there is certainly no such name in a text: most names need no closer look. */
export function mayHaveProtected(text: string): boolean {
  return text.includes('AWS_') || text.includes('MLFLOW_') || text.includes('_URI')
}

/** The first such name in a text, as a word of its own; null if there is none. */
export function findProtected(text: string): string | null {
  return new RegExp(`(?<![A-Za-z0-9_])(?:${PROTECTED})(?![A-Za-z0-9_])`).exec(text)?.[0] ?? null
}

/**
 * The names in a text that are such, or may be one that was misspelt, each as it is written there. Comments count too: for
 * a text that cannot be parsed with certainty. It is split into words first: an expression that begins with `\w*` takes
 * seconds for a word of 20 kB.
 */
export function findProtectedLike(text: string): string[] {
  const like = /(?:MLFLOW|AWS)_\w|\w_URI$|ARTIFACT_ROOT$/i
  return Array.from(new Set(text.match(/\w+/g)?.filter((word) => like.test(word)) ?? []))
}
