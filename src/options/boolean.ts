import { fail } from '../model/diagnostic.ts'
import type { Sourced } from '../model/origin.ts'
import { optionDiagnostics } from './diagnostics.ts'

/*
 * The two grammars for yes and no. The launcher's own variables take two words each, because a typo there must not
 * decide about an account. MLflow's variables take what MLflow takes.
 */

/** Reads a switch of the launcher's own. @throws {LauncherError} invalid-option-value */
export function parseOwnBoolean({ value, origin }: Sourced): boolean {
  if (/^(?:1|true)$/i.test(value)) return true
  if (/^(?:0|false)$/i.test(value)) return false
  const expected = '1 or true for yes, 0 or false for no'
  return fail(optionDiagnostics.error('invalid-option-value', origin, { expected }))
}

/** Reads a switch as MLflow does. @throws {LauncherError} invalid-option-value */
export function parseMlflowBoolean({ value, origin }: Sourced): boolean {
  if (isMlflowTrue(value)) return true
  if (/^\s*(?:0|false|f|no|n|off)\s*$/i.test(value)) return false
  return fail(optionDiagnostics.error('invalid-option-value', origin, { expected: 'true or false', found: value }))
}

/** Whether MLflow takes a value for yes. @see click.types.BoolParamType */
export function isMlflowTrue(value: string): boolean {
  return /^\s*(?:1|true|t|yes|y|on)\s*$/i.test(value)
}
