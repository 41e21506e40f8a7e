import { expect, it } from 'vitest'
import { allows, isScope, SCOPES } from '../../src/keys/scope.ts'

it('permits what the scopes before it do, and nothing more', () => {
  const table = SCOPES.map((scope) => SCOPES.map((needed) => allows(scope, needed)))
  expect(table).toEqual([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ])
})

it.each(['', 'Read', 'readwrite', 'toString', null, 1])('is not %j', (word) => {
  expect(isScope(word)).toBe(false)
})
