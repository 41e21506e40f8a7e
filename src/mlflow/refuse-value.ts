import { fail } from '../model/diagnostic.ts'
import type { Sourced } from '../model/origin.ts'
import { optionDiagnostics } from '../options/diagnostics.ts'

/**
 * Refuses the value of a setting, and shows as much of it as cannot be a secret.
 *
 * @param expected as in `a port from 1 to 65535`
 * @throws {LauncherError} invalid-option-value
 */
export function refuseValue({ value, origin }: Sourced, expected: string): never {
  return fail(optionDiagnostics.error('invalid-option-value', origin, { expected, found: value }))
}
