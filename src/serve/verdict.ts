import type { Ending } from '../launch/exit.ts'
import type { Failure } from '../resolve/failure.ts'

/** Why the server's life is over. */
export type Verdict =
  /** Somebody asked for it. */
  | { readonly kind: 'asked'; readonly signal: NodeJS.Signals }
  /** It ended by itself. */
  | { readonly kind: 'died'; readonly ending: Ending }
  /** It cannot work. */
  | { readonly kind: 'failed'; readonly failure: Failure }
