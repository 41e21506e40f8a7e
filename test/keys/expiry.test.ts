import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseExpiry } from '../../src/keys/expiry.ts'
import { refusal } from '../rig/temporary-tree.ts'

const now = new Date('2026-03-28T23:30:00.000Z')
const origin = { kind: 'option', name: '--expires' } as const
const parse = (value: string) => parseExpiry({ value, origin }, now).toISOString()

describe('the end of a key', () => {
  it.each([
    ['30s', '2026-03-28T23:30:30.000Z'],
    ['15m', '2026-03-28T23:45:00.000Z'],
    ['12h', '2026-03-29T11:30:00.000Z'],
    // Over the change to summer time in Europe: a day has 24 hours.
    ['90d', '2026-06-26T23:30:00.000Z'],
    ['2026-03-29', '2026-03-29T00:00:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
    ['2026-12-31T23:59:59Z', '2026-12-31T23:59:59.000Z'],
    ['2026-12-31T23:59+02:00', '2026-12-31T21:59:00.000Z'],
  ])('can be %s', (value, expected) => {
    expect(parse(value)).toBe(expected)
  })

  it.each([
    ...['', '0s', '-1d', '1.5h', '1', 'd', '1w', '1D', ' 1d', '1d ', '1e3s', '0x10s', '99999999999999d', '9999999d'],
    // Not in the future, and days that are in no calendar.
    ...['2026-03-28', '2025-12-31', '2026-02-30', '2027-02-29', '2026-13-01', '2026-12-31T25:00Z', '2026-00-10'],
    // Whose midnight?
    ...['2026-12-31T23:59', '31.12.2026', '12/31/2026', '2026-12-31 23:59Z', 'tomorrow', 'never', '20261231'],
  ])('is not %j', (value) => {
    expect(refusal(() => parse(value))).toMatchObject({ code: 'invalid-option-value', origin })
  })

  it('is after now, or refused, whatever is written', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[\d.:TZsmhd+-]{1,24}$/))
    fc.assert(
      fc.property(text, (value) => {
        if (refusal(() => parse(value)) === null) expect(Date.parse(parse(value))).toBeGreaterThan(now.getTime())
      }),
    )
  })
})
