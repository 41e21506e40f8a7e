import { type Diagnostic, isLauncherError, LauncherError } from './diagnostic.ts'

/** The older name of a diagnostic that is an error. */
export type Failure = Diagnostic

/** The older name of `isLauncherError`. */
export const isRefusal = isLauncherError
/** The older name of `LauncherError`. */
export const Refusal = LauncherError
