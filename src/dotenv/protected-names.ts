/** Names whose loss could mean another account, another server or a looser rule. */
const OURS = '(?:MLFLOW|AWS|WITH_MLFLOW_ENV)_[A-Z0-9_]*|[A-Z][A-Z0-9_]*_URI'

const WHOLE = new RegExp(`^(?:${OURS})$`)
const WORD = new RegExp(`(?<![A-Za-z0-9_])(?:${OURS})(?![A-Za-z0-9_])`)

export function isOurs(name: string): boolean {
  const initial = name.charAt(0)
  return ((initial !== '' && 'MAW'.includes(initial)) || name.endsWith('_URI')) && WHOLE.test(name)
}

/** The first such name in a text, as a word of its own; null where there is none. */
export function findOurs(text: string): string | null {
  return WORD.exec(text)?.[0] ?? null
}
