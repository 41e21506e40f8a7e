import { describe, expect, it } from 'vitest'
import { isAtLeast } from '../../src/mlflow/version.ts'

describe('a version', () => {
  it.each([
    ['3.0.0', 3, 0, true],
    ['2.99', 3, 0, false],
    ['10.0', 3, 0, true],
    ['3.9', 3, 13, false],
    ['3', 3, 0, true],
    ['3.13.0.dev0', 3, 13, true],
    ['nonsense', 3, 0, false],
  ])('%s is %i.%i or later: %s', (version, major, minor, expected) => {
    expect(isAtLeast(version, major, minor)).toBe(expected)
  })
})
