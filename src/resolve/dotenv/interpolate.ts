const REFERENCE = /\$\{([^}:]*)(?::-([^}]*))?\}/g

/**
 * Replaces `${NAME}` and `${NAME:-default}` as python-dotenv does: once, in every kind of quotes, with nothing nested.
 * A default counts only where the name is unset, not where it is empty.
 *
 * @param lookup the value of a name: the real environment first, then the lines before this one; null for a name that
 *   stands without `=`, which reads as empty and takes no default
 */
export function interpolate(value: string, lookup: (name: string) => string | null | undefined): string {
  if (!value.includes('${')) return value
  return value.replace(REFERENCE, (_, name: string, fallback: string | undefined) => {
    const found = lookup(name)
    return found === undefined ? (fallback ?? '') : (found ?? '')
  })
}

/** The names that a value refers to. */
export function references(value: string): string[] {
  return Array.from(value.matchAll(REFERENCE), (match) => match[1] ?? '')
}
