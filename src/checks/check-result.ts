import type { Failure } from '../model/failure.ts'
import type { Warning } from '../model/warning.ts'

/** What a check beside the start has found. */
export type Finding =
  /** The server cannot work: it is ended. */
  | { readonly kind: 'ends'; readonly failure: Failure }
  /** Why it ended, should it end by itself, or be waited for in vain; null where that is over. */
  | { readonly kind: 'explains'; readonly failure: Failure | null }
  | { readonly kind: 'told'; readonly warning: Warning }
