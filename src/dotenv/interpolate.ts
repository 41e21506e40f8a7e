interface Reference {
  readonly start: number
  readonly end: number
  readonly name: string
  readonly fallback: string | undefined
}

/**
 * Replaces `${NAME}` and `${NAME:-default}` as python-dotenv does: once, in every kind of quotes, with nothing nested.
 * A default counts only if the name is unset, not if it is empty.
 *
 * @param lookup the value of a name: the real environment first, then the lines before this one; null for a name
 *   without `=`, which reads as empty and takes no default
 */
export function interpolate(value: string, lookup: (name: string) => string | null | undefined): string {
  if (!value.includes('${')) return value
  let result = ''
  let from = 0
  for (const { start, end, name, fallback } of findReferences(value)) {
    const found = lookup(name)
    result += value.slice(from, start) + (found === undefined ? (fallback ?? '') : (found ?? ''))
    from = end
  }
  return result + value.slice(from)
}

/** The names that a value refers to. */
export function references(value: string): string[] {
  return Array.from(findReferences(value), ({ name }) => name)
}

/** The names that a value refers to without a default, and that are not set. */
export function unsetReferences(value: string, isSet: (name: string) => boolean): string[] {
  const found = Array.from(findReferences(value))
  return found.flatMap(({ name, fallback }) => (fallback === undefined && !isSet(name) ? [name] : []))
}

/**
 * Finds what python-dotenv's `\$\{([^}:]*)(?::-([^}]*))?\}` finds. By hand, in one pass: the expression looks through the
 * rest of the text from every `${` that never closes.
 */
function* findReferences(value: string): Generator<Reference> {
  let colon = -1
  for (let start = value.indexOf('${'); start !== -1; ) {
    const brace = value.indexOf('}', start + 2)
    if (brace === -1) return
    if (colon < start + 2) colon = indexOrEnd(value, ':', start + 2)
    const isPlain = colon > brace
    const hasDefault = !isPlain && value[colon + 1] === '-'
    if (isPlain || hasDefault) {
      const name = value.slice(start + 2, isPlain ? brace : colon)
      yield { start, end: brace + 1, name, fallback: isPlain ? undefined : value.slice(colon + 2, brace) }
      start = value.indexOf('${', brace + 1)
    } else start = value.indexOf('${', start + 1)
  }
}

function indexOrEnd(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from)
  return at === -1 ? text.length : at
}
