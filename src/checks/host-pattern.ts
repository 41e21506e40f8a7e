/**
 * Whether MLflow lets a request with this header `Host` pass for a pattern of its list: Python's `fnmatch` if there is a `*`
 * in it, otherwise the same text.
 *
 * @see https://docs.python.org/3/library/fnmatch.html
 */
export function matchesHost(pattern: string, host: string): boolean {
  return pattern.includes('*') ? toExpression(pattern).test(host) : pattern === host
}

/** A set takes a `]` that is its first member; a bracket that nothing closes is itself. */
const PARTS = /\*+|\?|\[(!(?:\][^\]]*|[^\]]+)|(?!!)(?:\][^\]]*|[^\]]+))\]|[^*?]/gs

function toExpression(pattern: string): RegExp {
  const parts = pattern.replace(PARTS, (part, set: string | undefined) => {
    if (part.startsWith('*')) return '.*'
    if (part === '?') return '.'
    if (set === undefined) return part.replace(/[\\^$.|?*+()[\]{}]/, '\\$&')
    const members = set.replace(/^!/, '').replace(/[\\\]^[]/g, '\\$&')
    return `[${set.startsWith('!') ? '^' : ''}${members}]`
  })
  try {
    return new RegExp(`^${parts}$`, 's')
  } catch {
    // A range such as [z-a] matches nothing.
    return /(?!)/
  }
}
