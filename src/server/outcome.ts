import type { Ending } from '../launch/exit-status.ts'
import type { Failure } from '../model/failure.ts'

/** Why the server's life is over. */
export type Outcome =
  /** Somebody asked for it. */
  | { readonly kind: 'asked'; readonly signal: NodeJS.Signals }
  /** It ended by itself. */
  | { readonly kind: 'died'; readonly ending: Ending }
  /** It cannot work. */
  | { readonly kind: 'failed'; readonly failure: Failure }
