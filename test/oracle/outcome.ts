// What may come of a world.
import type { Env } from './accounts.ts'

/** One answer that the rules allow. */
export type Outcome = Refused | Resolved | Equivalent

export interface Refused {
  readonly mode: 'refused'
  /** Every reason that applies: which of them is told first is not a rule. */
  readonly codes: readonly string[]
}

/** Exactly this is what botocore resolves. */
export interface Resolved {
  readonly mode: 'project' | 'profile'
  /** The profile's name; null for keys. */
  readonly profile: string | null
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
