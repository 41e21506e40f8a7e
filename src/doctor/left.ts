import type { ProbePart } from './probe-parts.ts'

/** Something that the probe has written and, for all that is known, not cleared away. */
export interface Left {
  readonly part: ProbePart
  readonly what: 'object' | 'upload' | 'artifact'
  /** The object's key, or the path of the artifact. */
  readonly name: string
}

/** Follows what the probe says it writes and clears away. */
export class LeftNote {
  readonly #open = new Map<string, Left>()

  /** @returns whether the response was about this */
  take({ kind, part, what, name }: Readonly<Record<string, unknown>>): boolean {
    if (kind !== 'written' && kind !== 'cleared') return false
    const key = [part, what, name].join('\n')
    if (kind === 'cleared') this.#open.delete(key)
    else this.#open.set(key, { part, what, name: String(name) } as Left)
    return true
  }

  get all(): readonly Left[] {
    return [...this.#open.values()]
  }
}
