import { fail } from '../model/diagnostic.ts'
import type { Sourced } from '../model/origin.ts'
import { optionDiagnostics } from './diagnostics.ts'

const MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
/** Node's timers fire at once if they are much longer. */
const MAX_MS = 24 * 3_600_000

/**
 * Reads a time to wait, such as `300s`. A number alone is seconds.
 *
 * @returns milliseconds
 * @throws {LauncherError} invalid-option-value
 */
export function parseDuration({ value, origin }: Sourced): number {
  const [, number, unit = 's'] = /^(\d{1,8}(?:\.\d{1,3})?)(ms|s|m|h)?$/.exec(value) ?? []
  const ms = Number(number) * (MS[unit] ?? Number.NaN)
  if (ms > 0 && ms <= MAX_MS) return ms
  const expected = 'a time above 0 and up to 24h, such as 30s, 5m or 1h'
  return fail(optionDiagnostics.error('invalid-option-value', origin, { expected, found: value }))
}
