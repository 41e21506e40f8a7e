import type { Diagnostic } from '../model/diagnostic.ts'
import type { Sourced } from '../model/origin.ts'
import { isS3Uri } from '../model/uri.ts'
import { childEnvDiagnostics } from './diagnostics.ts'

/** With `--keep-aws`: warns of a store that MLflow's client accesses by itself, with the shell's credentials. */
export function checkDirectAccess(artifactRoot: Sourced): Diagnostic[] {
  return isS3Uri(artifactRoot.value) ? [childEnvDiagnostics.warning('keep-aws-direct', artifactRoot.origin)] : []
}
