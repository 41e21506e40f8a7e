import type { Left } from './left.ts'

/** What a part of the probe has found. The docstrings of `src/python/doctor` say which fields each has. */
export type ProbeResponse = Readonly<Record<string, unknown>>

/** Why the probe has no response. The message is a part of a sentence. */
export class Unanswered extends Error {
  readonly why:
    | 'no python'
    /** There is one, and it does not work. */
    | 'broken python'
    | 'no package'
    /** It is installed, and cannot be imported. */
    | 'broken package'
    | 'crashed'
    | 'refused run'
    | 'no credentials'
    /** boto3 has found other credentials than the project's. */
    | 'another account'
  /** What Python said, or the path of one that does not work; null if nothing is known. */
  readonly reason: string | null
  /** What the probe had written, and had not cleared away when it ended. */
  readonly left: readonly Left[]
  constructor(why: Unanswered['why'], message: string, reason: string | null = null, left: readonly Left[] = []) {
    super(message)
    this.reason = reason
    this.left = left
    this.name = 'Unanswered'
    this.why = why
  }
}
