import type { Statement } from './statement.ts'
import { leading, type Word } from './word.ts'

/** The functions that a script defines. */
export class Functions {
  readonly #bodies = new Map<string, readonly Statement[]>()

  get(name: string): readonly Statement[] | undefined {
    return this.#bodies.get(name)
  }

  /** Keeps the body behind a name. @returns the position of its end */
  define(statements: readonly Statement[], at: number, name: Word | undefined): number {
    let open = at + 1
    while (statements[open]?.kind === 'function') open++
    if (statements[open]?.kind !== '{') return open - 1
    const end = closing(statements, open, '{', '}')
    if (name) this.#bodies.set(leading(name), statements.slice(open + 1, end))
    return end
  }
}

/** The position of the bracket that closes the one at a position. */
export function closing(statements: readonly Statement[], open: number, left: string, right: string): number {
  let depth = 0
  for (let at = open; at < statements.length; at++) {
    if (statements[at]?.kind === left) depth++
    else if (statements[at]?.kind === right && --depth === 0) return at
  }
  return statements.length
}
