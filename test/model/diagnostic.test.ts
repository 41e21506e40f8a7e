import { describe, expect, it } from 'vitest'
import { defineDiagnostics, fail, isLauncherError } from '../../src/model/diagnostic.ts'
import type { Origin } from '../../src/model/origin.ts'

const animals = defineDiagnostics(() => ({
  'no-animal': () => 'there is no animal',
  'animal-too-large': ({ kilograms }: { readonly kilograms: number }) => `the animal has ${kilograms} kg`,
  'animal-elsewhere': (_: unknown, origin: Origin) => `the animal is in ${origin.kind}`,
}))

describe('a diagnostic', () => {
  it('has its code, the severity it was made with, an origin, data and a message', () => {
    expect({ ...animals.warning('animal-too-large', null, { kilograms: 7 }) }).toEqual({
      ...{ code: 'animal-too-large', severity: 'warning', origin: null },
      ...{ data: { kilograms: 7 }, message: 'the animal has 7 kg' },
    })
  })

  it('can have another severity with the same code', () => {
    const made = [animals.error('no-animal', null), animals.notice('no-animal', null)]
    expect(made.map(({ severity }) => severity)).toEqual(['error', 'notice'])
  })

  it('is worded with its origin', () => {
    expect(animals.error('animal-elsewhere', { kind: 'default' }, {}).message).toBe('the animal is in default')
  })

  it('does not type-check without the data or the origin that its message needs', () => {
    // @ts-expect-error
    animals.error('animal-too-large', null)
    // @ts-expect-error
    animals.error('animal-elsewhere', null, {})
    // @ts-expect-error
    animals.error('no-plant', null)
  })
})

describe('a launcher error', () => {
  it('carries the diagnostic, and its message is only the code', () => {
    const diagnostic = animals.error('no-animal', null)
    expect(() => fail(diagnostic)).toThrow(expect.objectContaining({ diagnostic, message: 'no-animal' }))
  })

  it('is recognized by its name if another bundle throws it', () => {
    const other = Object.assign(new Error('x'), { name: 'LauncherError' })
    expect([isLauncherError(other), isLauncherError(new Error('x')), isLauncherError('x')]).toEqual([
      true,
      false,
      false,
    ])
  })
})
