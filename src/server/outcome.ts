import type { ExitResult } from '../host/index.ts'
import type { Failure } from '../model/failure.ts'

/** Why the server's life is over. */
export type Outcome =
  /** Somebody asked for it. */
  | { readonly kind: 'asked'; readonly signal: NodeJS.Signals }
  /** It ended by itself. */
  | { readonly kind: 'died'; readonly result: ExitResult }
  /** It cannot work. */
  | { readonly kind: 'failed'; readonly failure: Failure }
