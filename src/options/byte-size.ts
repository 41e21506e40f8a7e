import { fail } from '../model/diagnostic.ts'
import type { Sourced } from '../model/origin.ts'
import { optionDiagnostics } from './diagnostics.ts'

const BYTES: Readonly<Record<string, number>> = {
  ...{ b: 1, kb: 1000, mb: 1000 ** 2, gb: 1000 ** 3, tb: 1000 ** 4 },
  ...{ kib: 1024, mib: 1024 ** 2, gib: 1024 ** 3, tib: 1024 ** 4 },
}

/**
 * Reads a size, such as `512MiB` or `10GB`. A number alone is bytes.
 *
 * @returns bytes
 * @throws {LauncherError} invalid-option-value
 */
export function parseByteSize({ value, origin }: Sourced): number {
  const [, number, unit = 'b'] = /^(\d{1,15})([kmgt]?i?b)?$/i.exec(value) ?? []
  const bytes = Number(number) * (BYTES[unit.toLowerCase()] ?? Number.NaN)
  if (bytes > 0 && Number.isSafeInteger(bytes)) return bytes
  const expected = 'a size above 0, such as 512MiB or 10GB'
  return fail(optionDiagnostics.error('invalid-option-value', origin, { expected, found: value }))
}
