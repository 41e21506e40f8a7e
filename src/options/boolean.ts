import { fail } from '../model/diagnostic.ts'
import type { Sourced } from '../model/origin.ts'
import { optionDiagnostics } from './diagnostics.ts'

/**
 * Reads a switch of the launcher's own. It takes two words each, because a typo must not decide about an account.
 * Settings of MLflow's take what MLflow takes (`mlflow/boolean.ts`).
 *
 * @throws {LauncherError} invalid-option-value
 */
export function parseOwnBoolean({ value, origin }: Sourced): boolean {
  const word = value.toLowerCase()
  if (word === '1' || word === 'true') return true
  if (word === '0' || word === 'false') return false
  const expected = '1 or true for yes, 0 or false for no'
  return fail(optionDiagnostics.error('invalid-option-value', origin, { expected }))
}
