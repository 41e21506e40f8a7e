import type { Diagnostic } from './diagnostic.ts'

/** The older name of a diagnostic that is a warning. */
export type Warning = Diagnostic

/** What a person may like to know; `--quiet` leaves it out. */
export type Notice = LegacyNotice | Diagnostic

export type LegacyNotice = { readonly code: 'no-server'; readonly uri: string }
