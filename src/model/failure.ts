// biome-ignore lint/style/noRestrictedImports: until each subject has its own diagnostics
import type { ServerFailure } from '../mlflow/failure.ts'
import { type Diagnostic, isLauncherError, LauncherError } from './diagnostic.ts'

/** Everything that can go wrong in an expected way. Worded in `report/failure.ts`, and nowhere else. */
export type Failure = LegacyFailure | Diagnostic

/** Codes that are still to move to the `diagnostics.ts` of their subject. */
export type LegacyFailure = ServerFailure

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
