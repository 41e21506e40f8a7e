/** What a key permits, from the least: each permits what those before it do. */
export const SCOPES = ['read', 'write', 'admin'] as const

export type Scope = (typeof SCOPES)[number]

export function isScope(word: unknown): word is Scope {
  return (SCOPES as readonly unknown[]).includes(word)
}

/** Whether a key of this scope permits what needs the other one. */
export function allows(scope: Scope, needed: Scope): boolean {
  return SCOPES.indexOf(scope) >= SCOPES.indexOf(needed)
}
