import { expect, it } from 'vitest'
import { findMissingService } from '../../src/keys/missing-service.ts'
import { LATER, makeKey } from '../rig/api-keys.ts'

const good = makeKey().record
const other = makeKey({ service: 'training' }).record
const revoked = makeKey({ revokedAt: LATER }).record
const expired = makeKey({ expiresAt: LATER }).record
const find = (records: Parameters<typeof findMissingService>[0], hasOtherKeys = false) =>
  findMissingService(records, { service: 'platform', location: '/keys.json', now: LATER, hasOtherKeys })?.message ??
  null

it('says nothing if a live key opens the service', () => {
  expect(find([revoked, other, good])).toBeNull()
})

it('names the services that have live keys', () => {
  expect(find([other])).toMatch(/no live key .* 'platform', so .*; there are some for 'training': /)
})

it('says that all keys of the service have ended', () => {
  expect(find([revoked, expired])).toMatch(/all of its keys are revoked or have expired: run/)
})

it('takes an empty store next to a local token, but no other name of the service', () => {
  expect([find([], true), find([])]).toEqual([null, expect.stringContaining('keys create --service platform')])
  expect(find([other], true)).toContain("for 'training'")
})
