import { describe, expect, it } from 'vitest'
import { type KeyRecord, readRecord, toJson } from '../../src/keys/key-record.ts'
import { CREATED, LATER, makeKey } from '../rig/api-keys.ts'

const { record } = makeKey({ expiresAt: LATER, revokedAt: LATER, lastUsedAt: CREATED, note: 'für "CI"\n' })
const written = JSON.parse(JSON.stringify(record))

describe('a record', () => {
  it('is the same after it was written and read, and after a database', () => {
    expect([readRecord(written), readRecord({ ...record })]).toEqual([record, record])
  })

  it('is shown without its hash, with times in UTC', () => {
    const { hash, ...rest } = written
    expect(toJson(record)).toEqual(rest)
    expect(Object.keys(toJson(record))).toEqual([
      ...['id', 'service', 'scope', 'createdAt', 'expiresAt', 'revokedAt', 'lastUsedAt', 'note'],
    ])
  })

  it.each(Object.keys(written))('is not whole without %s', (name) => {
    const { [name]: _, ...rest } = written
    expect(readRecord(rest)).toBeNull()
  })

  it.each<[string, Partial<Record<keyof KeyRecord | 'networks', unknown>>]>([
    ['a field that a newer version may have', { networks: [] }],
    ['no id', { id: 'short' }],
    ['a hash in capitals', { hash: record.hash.toUpperCase() }],
    ['half a hash', { hash: record.hash.slice(32) }],
    ['an unknown scope', { scope: 'root' }],
    ['no service', { service: '' }],
    ['a service with a line break', { service: 'a\nb' }],
    ['a number for a time', { expiresAt: 1 }],
    ['no time', { revokedAt: 'never' }],
    ['no beginning', { createdAt: null }],
    ['infinity, as a database may say', { expiresAt: Number.POSITIVE_INFINITY }],
    ['a number for a note', { note: 1 }],
  ])('is refused with %s', (_, change) => {
    expect(readRecord({ ...written, ...change })).toBeNull()
  })

  it.each([null, undefined, 1, 'text', []])('is not %j', (value) => {
    expect(readRecord(value)).toBeNull()
  })
})
