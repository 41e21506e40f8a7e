import type { Diagnostic } from '../model/diagnostic.ts'
import { commandDiagnostics } from './diagnostics.ts'
import { toFrames } from './internal-error.ts'

/** An error in a gate itself, which goes on. */
export function describeGateFailure(error: unknown): Diagnostic {
  const { name } = error instanceof Error ? error : { name: typeof error }
  return commandDiagnostics.warning('internal-error', null, { reason: name, frames: toFrames(error) })
}
