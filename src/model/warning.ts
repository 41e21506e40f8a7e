// biome-ignore lint/style/noRestrictedImports: until each subject has its own diagnostics
import type { LifecycleWarning } from '../mlflow/lifecycle.ts'
// biome-ignore lint/style/noRestrictedImports: until each subject has its own diagnostics
import type { ServerWarning } from '../mlflow/warning.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { Hint } from './failure.ts'
import type { Origin } from './origin.ts'

/** What a person should know although the command runs. Worded in `report/warning.ts`. */
export type Warning = LegacyWarning | Diagnostic

export type LegacyWarning =
  | ServerWarning
  | LifecycleWarning
  | { readonly code: 'env-file-writable'; readonly display: string }
  | { readonly code: 'unknown-name'; readonly origin: Origin; readonly suggestion: string | null }
  /** The key id was changed inside a launcher, what stands beside it may still be that one's. */
  | { readonly code: 'left-from-outside'; readonly id: Origin; readonly beside: readonly Origin[] }
  | { readonly code: 'empty-profile'; readonly origin: Origin }
  | { readonly code: 'default-endpoint' }
  | { readonly code: 'no-effect-in-file'; readonly origin: Origin }
  | { readonly code: 'left-aside'; readonly origin: Origin; readonly owner: Origin }
  | { readonly code: 'half-a-global-set'; readonly missing: string; readonly having: Origin }
  | { readonly code: 'global-dropped'; readonly dropped: readonly Origin[]; readonly owner: Origin }
  | { readonly code: 'global-malformed'; readonly origin: Origin }
  | { readonly code: 'profile-not-found'; readonly profile: string; readonly origin: Origin }
  | { readonly code: 'nested-differs'; readonly outer: string; readonly inner: string }
  | {
      readonly code: 'file-comes-back'
      readonly display: string
      readonly line: number
      readonly names: readonly string[]
      /** Whether python-dotenv was switched off in the child; false where the user's own setting stands. */
      readonly disabled: boolean
    }
  | { readonly code: 'keep-aws-direct'; readonly origin: Origin }
  | { readonly code: 'java-options'; readonly name: string }
  | { readonly code: 'missing-credentials-hint'; readonly hint: Hint }

/** What a person may like to know; `--quiet` leaves it out. */
export type Notice = LegacyNotice | Diagnostic

export type LegacyNotice =
  | { readonly code: 'no-server'; readonly uri: string }
  /** Variables that configure the server without an option of this launcher's. */
  | { readonly code: 'server-variables'; readonly origins: readonly Origin[] }
