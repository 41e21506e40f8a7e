import type { ExitResult } from '../host/index.ts'
import type { ExitAction } from '../launch/exit-status.ts'
import type { Diagnostic } from '../model/diagnostic.ts'

/** Why a server is no longer wanted, or no longer there. */
export type Outcome =
  /** A signal asked for the end. */
  | { readonly kind: 'stopped'; readonly signal: NodeJS.Signals }
  /** MLflow exited, and nothing had asked it to. */
  | { readonly kind: 'exited'; readonly result: ExitResult }
  /** It cannot work. */
  | { readonly kind: 'failed'; readonly diagnostic: Diagnostic }
  /** What it was started for is done: MLflow has printed its help, or the command has ended. */
  | { readonly kind: 'finished'; readonly exit: ExitAction }

/** Those that a person must be told the reason of. */
export type Unexpected = Extract<Outcome, { kind: 'exited' | 'failed' }>
