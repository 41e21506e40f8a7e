/** Names whose loss could mean another account, another server or a looser rule. */
const PROTECTED = '(?:MLFLOW|AWS|WITH_MLFLOW_ENV)_[A-Z0-9_]*|[A-Z][A-Z0-9_]*_URI'

const WHOLE = new RegExp(`^(?:${PROTECTED})$`)
const WORD = new RegExp(`(?<![A-Za-z0-9_])(?:${PROTECTED})(?![A-Za-z0-9_])`)

export function isProtected(name: string): boolean {
  // Most names need no expression.
  return ('MAW'.includes(name.charAt(0)) || name.endsWith('_URI')) && WHOLE.test(name)
}

/** The first such name in a text, as a word of its own; null if there is none. */
export function findProtected(text: string): string | null {
  return WORD.exec(text)?.[0] ?? null
}
