// biome-ignore lint/style/noRestrictedImports: until each subject has its own diagnostics
import type { ServerFailure } from '../mlflow/failure.ts'
// biome-ignore lint/style/noRestrictedImports: until each subject has its own diagnostics
import type { LifecycleFailure } from '../mlflow/lifecycle.ts'
import { type Diagnostic, isLauncherError, LauncherError } from './diagnostic.ts'
import type { Origin } from './origin.ts'

/** Everything that can go wrong in an expected way. Worded in `report/failure.ts`, and nowhere else. */
export type Failure = LegacyFailure | Diagnostic

/** Codes that are still to move to the `diagnostics.ts` of their subject. */
export type LegacyFailure =
  | ServerFailure
  | LifecycleFailure
  // The command line
  | { readonly code: 'unknown-option'; readonly option: string; readonly suggestion: string | null }
  | { readonly code: 'option-needs-value'; readonly option: string; readonly command?: string }
  | { readonly code: 'option-takes-no-value'; readonly option: string }
  | {
      readonly code: 'option-value'
      readonly origin: Origin
      readonly expected: string
      /** Where it may be shown: what takes a password is not. */
      readonly found?: string
    }
  | { readonly code: 'options-contradict'; readonly first: Origin; readonly second: Origin }
  | { readonly code: 'unexpected-argument'; readonly command: string; readonly argument: string }
  | { readonly code: 'no-command' }
  | { readonly code: 'command-not-yet'; readonly command: string }
  | { readonly code: 'directory-gone' }
  | { readonly code: 'output-failed'; readonly reason: string }
  | { readonly code: 'internal'; readonly reason: string }

/** Whether something thrown is an expected failure, of either form. */
export function isRefusal(thrown: unknown): thrown is Error & { readonly failure: Failure } {
  return isLauncherError(thrown)
}

export const Refusal = LauncherError as unknown as new (failure: Failure) => Error & { readonly failure: Failure }
export type Refusal = Error & { readonly failure: Failure }

/** @throws {Refusal} always */
export function refuse(failure: Failure): never {
  throw new Refusal(failure)
}
