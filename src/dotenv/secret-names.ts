import { isProtected } from './protected-names.ts'
import type { Statement } from './statement.ts'
import { looksLikePiece, type WrappedValue } from './wrapped-values.ts'

/**
 * Names that may be parts of a broken value (a private key, a wrapped token) and must not be printed: after a quote that
 * never closes, what looks like `NAME=` may be a line of the value.
 *
 * @param wrapped what `findWrappedValues` found among the statements
 */
export function possiblySecretNames(statements: readonly Statement[], wrapped: readonly WrappedValue[]): Set<string> {
  const names = new Set(wrapped.flatMap(({ pieces }) => pieces.map(({ name }) => name)))
  let isOpen = false
  let isKey = false
  for (const statement of statements) {
    const { name, text, dropped } = statement
    if (name !== null && looksLikePiece(statement)) names.add(name)
    // A key that was pasted without quotes: each of its lines is a statement, up to the one that ends it.
    if (text.includes('-----END')) isKey = false
    if ((isOpen || isKey) && name !== null && !isProtected(name)) names.add(name)
    if (dropped && /=\s*["']/.test(text)) isOpen = true
    if (text.includes('-----BEGIN') && !text.includes('-----END')) isKey = true
  }
  return names
}

/** A name that can be printed; null for what may be a part of a secret. */
export function printableName(name: string, possiblySecret: ReadonlySet<string>): string | null {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !possiblySecret.has(name) ? name : null
}
