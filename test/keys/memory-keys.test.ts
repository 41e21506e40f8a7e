import { expect, it } from 'vitest'
import { MemoryKeys } from '../../src/keys/memory-keys.ts'
import { makeKey } from '../rig/api-keys.ts'

it('a key in memory opens its service with its scope, and is no other key', () => {
  const keys = new MemoryKeys()
  const [one, other] = [keys.add('platform', 'read', 'a'), keys.add('private', 'admin', 'b')].map((key) => key.reveal())
  expect(keys.admit(one ?? '', 'platform')).toMatchObject({ ok: true, record: { scope: 'read', note: 'a' } })
  expect(keys.admit(other ?? '', 'private')).toMatchObject({ ok: true, record: { scope: 'admin' } })
  expect(keys.admit(other ?? '', 'platform')).toMatchObject({ ok: false, cause: 'other service' })
  expect(keys.admit(makeKey().key, 'platform')).toMatchObject({ ok: false, cause: 'unknown' })
  expect(keys.admit('', 'platform')).toMatchObject({ ok: false, cause: 'malformed' })
})
