// biome-ignore lint/style/noRestrictedImports: until each subject has its own diagnostics
import type { ServerWarning } from '../mlflow/warning.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { Origin } from './origin.ts'

/** What a person should know although the command runs. Worded in `report/warning.ts`. */
export type Warning = LegacyWarning | Diagnostic

export type LegacyWarning = ServerWarning

/** What a person may like to know; `--quiet` leaves it out. */
export type Notice = LegacyNotice | Diagnostic

export type LegacyNotice =
  | { readonly code: 'no-server'; readonly uri: string }
  /** Variables that configure the server without an option of this launcher's. */
  | { readonly code: 'server-variables'; readonly origins: readonly Origin[] }
