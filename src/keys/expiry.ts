import { fail } from '../model/diagnostic.ts'
import type { Sourced } from '../model/origin.ts'
import { optionDiagnostics } from '../options/diagnostics.ts'

const MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
/** The end of the year 9999: what comes after it has no date of four digits. */
const LAST = Date.UTC(10_000, 0) - 1

const EXPECTED =
  'a time such as 30s, 15m, 12h or 90d, or a date in the future such as 2030-01-31 or 2030-01-31T12:00:00Z'
const DATE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/

/**
 * When a key expires: after a time from now, or at a date, which begins at midnight UTC.
 *
 * @throws {LauncherError} invalid-option-value: also for a time that is not in the future
 */
export function parseExpiry({ value, origin }: Sourced, now: Date): Date {
  const [, number, unit = ''] = /^(\d{1,15})([smhd])$/.exec(value) ?? []
  const time = number === undefined ? dateOf(value) : now.getTime() + Number(number) * (MS[unit] ?? Number.NaN)
  if (time > now.getTime() && time <= LAST) return new Date(time)
  return fail(optionDiagnostics.error('invalid-option-value', origin, { expected: EXPECTED, found: value }))
}

/** NaN for what is no date, such as the 30th of February, which JavaScript takes for a day in March. */
function dateOf(text: string): number {
  const day = text.slice(0, 10)
  if (!DATE.test(text) || !isDay(day)) return Number.NaN
  return Date.parse(text)
}

function isDay(day: string): boolean {
  const time = Date.parse(day)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)
}
