import type { Diagnostic } from '../model/diagnostic.ts'
import type { Sourced } from '../model/origin.ts'
import { mlflowDiagnostics } from './diagnostics.ts'
import { findTrackingUriProblem } from './tracking-uri-problem.ts'

/** Warns of a tracking URI with which every call of MLflow fails, or writes into a directory. A plugin may know more. */
export function checkTrackingUri({ value, origin }: Sourced): Diagnostic[] {
  const found = findTrackingUriProblem(value)
  return found ? [mlflowDiagnostics.warning('unusable-tracking-uri', origin, found)] : []
}
