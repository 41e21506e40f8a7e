import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDistance } from '../../src/options/edit-distance.ts'

/** The same from its definition, letter by letter. */
function plain(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length
  const [shortA, shortB] = [a.slice(0, -1), b.slice(0, -1)]
  const steps = [plain(shortA, b) + 1, plain(a, shortB) + 1, plain(shortA, shortB) + (a.at(-1) === b.at(-1) ? 0 : 1)]
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)) {
    steps.push(plain(a.slice(0, -2), b.slice(0, -2)) + 1)
  }
  return Math.min(...steps)
}

describe('the distance of two words', () => {
  it.each([
    ['PROFILE', 'PROFILE', 0],
    ['PROFIL', 'PROFILE', 1],
    ['PROIFLE', 'PROFILE', 1],
    ['XPROFILE', 'PROFILE', 1],
    ['PORFIEL', 'PROFILE', 2],
    ['REGION', 'PROFILE', 3],
    ['', 'AB', 2],
  ])('of %j and %j is %i', (a, b, distance) => {
    expect(editDistance(a, b, 2)).toBe(distance)
  })

  it('is that of the definition, up to the limit', () => {
    const word = fc.stringMatching(/^[ABC]{0,6}$/)
    fc.assert(
      fc.property(word, word, fc.constantFrom(0, 1, 2), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(plain(a, b), limit + 1))
      }),
      { numRuns: 2000 },
    )
  })
})
