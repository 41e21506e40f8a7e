import type { Environment } from '../model/source.ts'

/**
 * Reads an environment that is one block, with a NUL behind each variable. The first of several variables of one name
 * counts, as it does to `getenv`.
 */
export function parseBlock(text: string): Environment {
  // No prototype: a variable called __proto__ is a variable like any other.
  const env: Record<string, string> = Object.create(null)
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\0', start)
    const stop = end === -1 ? text.length : end
    const equals = text.indexOf('=', start)
    if (equals > start && equals < stop) {
      const name = text.slice(start, equals)
      if (!(name in env)) env[name] = text.slice(equals + 1, stop)
    }
    start = stop + 1
  }
  return env
}
