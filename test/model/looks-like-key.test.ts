import { describe, expect, it } from 'vitest'
import { checkProfile, checkRegion } from '../../src/credentials/validate.ts'
import { formatProfile, redactValue } from '../../src/model/format.ts'
import { looksLikeKey } from '../../src/model/looks-like-key.ts'
import type { Sourced } from '../../src/model/origin.ts'
import { refusal } from '../rig/temporary-tree.ts'

const KEYS = [
  'AKIAIOSFODNN7EXAMPLE',
  `wmle_${'a'.repeat(12)}_${'0'.repeat(49)}`,
  'ASIAIOSFODNN7EXAMPLE',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'wJalrXUtnFEMIaK7MDENGabPxRfiCYEXAMPLEKEY',
  `IQoJb3JpZ2luX2VjE${'aB3/'.repeat(60)}==`,
]
const NAMES = [
  ...[
    'default',
    'lab',
    'my lab',
    'AdministratorAccess-123456789012',
    'company.with.a-rather-long.profile-name.for-all',
  ],
  ...[
    'AKIA',
    'akiaiosfodnn7example',
    'averyveryveryverylongnameoflettersonlyxyz',
    '0123456789012345678901234567890123456789',
  ],
]
const at = (value: string, name = 'MLFLOW_AWS_PROFILE'): Sourced => ({ value, origin: { kind: 'environment', name } })

describe('what looks like a key', () => {
  it.each(KEYS)('is refused as a profile and as a region, and never shown: %s', (value) => {
    expect(looksLikeKey(value)).toBe(true)
    for (const check of [checkProfile, checkRegion]) {
      const found = refusal(() => check(at(value)))
      expect(found).toMatchObject({
        code: 'invalid-value',
        data: { problem: expect.stringMatching(/^an? (?:API )?key$/) },
      })
      expect(JSON.stringify(found)).not.toContain(value)
    }
    expect(formatProfile(value)).toBe(`a text of ${value.length} characters`)
    for (const kind of ['option', 'environment'] as const) {
      expect(redactValue(value, { kind, name: '--port' })).toBe(`a text of ${value.length} characters`)
    }
  })

  it.each(NAMES)('is no ordinary name: %s', (name) => {
    expect(looksLikeKey(name)).toBe(false)
    expect(() => checkProfile(at(name))).not.toThrow()
    expect(formatProfile(name)).toBe(name)
  })
})

describe('a value that was not expected', () => {
  it.each(['http', 'five', '99999', '127.0.0.1:5000', 'mlflow/'])('is shown if it is short and plain: %s', (value) => {
    expect(redactValue(value, { kind: 'option', name: '--port' })).toBe(`'${value}'`)
  })

  it.each(['correcthorsebattery', 'hunter2hunter2', 'wJalrXUtnFEMI/K', 'AKIAABCDEFGHIJKLMNOP'])(
    'is not shown if it may be a secret: %s',
    (value) => {
      expect(redactValue(value, { kind: 'option', name: '--port' })).not.toContain(value)
    },
  )
})

it('tells an API key of a server from a key of AWS', () => {
  for (const check of [checkProfile, checkRegion]) {
    const found = refusal(() => check(at('wmle_0123456789ab_rest-of-the-key')))
    expect(found).toMatchObject({ code: 'invalid-value', data: { problem: 'an API key' } })
    expect(found?.message).toMatch(/: this is an API key of a server's: set it as MLFLOW_TRACKING_TOKEN$/)
  }
})
