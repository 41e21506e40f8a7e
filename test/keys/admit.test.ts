import { timingSafeEqual } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { admit } from '../../src/keys/admit.ts'
import { CREATED, LATER, makeKey } from '../rig/api-keys.ts'

const past = new Date(LATER.getTime() - 1)
const good = makeKey({ expiresAt: new Date(LATER.getTime() + 1) })
const other = makeKey({ service: 'training' })
const expired = makeKey({ expiresAt: past })
const justExpired = makeKey({ expiresAt: LATER })
const revoked = makeKey({ revokedAt: past })
const revokedLater = makeKey({ revokedAt: new Date('2099-01-01') })
const replaced = makeKey()
const stranger = makeKey()
const all = [good, other, expired, justExpired, revoked, revokedLater].map(({ record }) => record)
const records = new Map([...all, { ...replaced.record, hash: stranger.record.hash }].map((each) => [each.id, each]))
const decide = (presented: string) => admit(presented, records, 'platform', LATER)

const REFUSED: readonly (readonly [string, string, object])[] = [
  ['a key of another service', other.key, { cause: 'other service', id: other.record.id }],
  ['a key that has expired', expired.key, { cause: 'expired', id: expired.record.id }],
  ['a key at the moment when it expires', justExpired.key, { cause: 'expired', id: justExpired.record.id }],
  ['a key that was revoked', revoked.key, { cause: 'revoked', id: revoked.record.id }],
  ['a key that a clock ahead revoked', revokedLater.key, { cause: 'revoked', id: revokedLater.record.id }],
  ['a key that the store does not have', stranger.key, { cause: 'unknown', id: null }],
  ['an id of the store with another secret', replaced.key, { cause: 'unknown', id: null }],
  ['nothing', '', { cause: 'malformed', id: null }],
  ['no text of a key', 'x'.repeat(100_000), { cause: 'malformed', id: null }],
  ['the hash of a key', good.record.hash, { cause: 'malformed', id: null }],
]

describe('a gate', () => {
  it('admits a key of its service', () => {
    expect(decide(good.key)).toEqual({ ok: true, record: good.record })
  })

  it('admits a key that was made by a clock ahead', () => {
    const early = makeKey({ createdAt: LATER })
    expect(admit(early.key, new Map([[early.record.id, early.record]]), 'platform', CREATED).ok).toBe(true)
  })

  it.each(REFUSED)('refuses %s, and its log can say why', (_, presented, why) => {
    expect(decide(presented)).toEqual({ ok: false, ...why })
  })

  it('compares one hash of the same length for every answer', () => {
    for (const presented of [good.key, ...REFUSED.map(([, text]) => text)]) {
      const compared: number[][] = []
      admit(presented, records, 'platform', LATER, (one, other) => {
        compared.push([one.length, other.length])
        return timingSafeEqual(one, other)
      })
      expect(compared).toEqual([[64, 64]])
    }
  })

  it('knows no names of objects as ids', () => {
    for (const name of ['__proto__', 'constructor']) expect(decide(name)).toMatchObject({ cause: 'malformed' })
  })
})
