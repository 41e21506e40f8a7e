// What may come of a world.
import type { Env } from './python-worker.ts'

/** One answer that the rules allow. */
export type Outcome = Refused | Resolved | Equivalent

export interface Refused {
  readonly mode: 'refused'
  readonly codes: readonly string[]
}

/** Exactly this is what botocore resolves. */
export interface Resolved {
  readonly mode: 'project' | 'profile'
  readonly error: string | null
  readonly id: string | null
  readonly secret: string | null
  readonly token: string | null
  readonly region: string | null
  /** Null: AWS's own for the region. */
  readonly endpoint: string | null
}

/** The shell's own credentials, untouched: botocore resolves what it resolves in this environment. */
export interface Equivalent {
  readonly mode: 'global' | 'ambient'
  readonly env: Env
}
