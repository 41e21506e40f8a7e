import { describe, expect, it } from 'vitest'
import { fitsKernelLimits, measure } from '../../src/launch/arg-max.ts'

const KIB = 1024

describe('the size of the arguments and the environment', () => {
  it('is counted in bytes, with the NUL of each string', () => {
    expect(measure(['a', 'ä'], { A: 'b', LONG: 'x'.repeat(10) })).toEqual({
      argumentBytes: 2 + 3,
      environmentBytes: 4 + 16,
      largest: 'LONG',
      strings: 4,
      longestBytes: 16,
    })
  })
})

describe("the check of the kernel's limit", () => {
  const many = (count: number, length: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`V${at}`, 'x'.repeat(length)]))

  it.each([
    ['little', ['true'], {}, true],
    ['a string just below its limit', ['x'.repeat(128 * KIB - 2)], {}, true],
    ['a string at its limit', ['x'.repeat(128 * KIB - 1)], {}, false],
    ['a string that is too long as UTF-8 only', ['ä'.repeat(64 * KIB)], {}, false],
    ['a variable that is too long', [], { A: 'x'.repeat(128 * KIB) }, false],
    ['more than any system takes', [], many(100, 100 * KIB), false],
    ['more than a quarter of any stack', [], many(70, 100 * KIB), false],
  ] as const)('gives the right answer for %s', (_, args, env, expected) => {
    expect(fitsKernelLimits(args, env)).toBe(expected)
  })

  it.runIf(process.platform === 'linux')('counts the pointers too (needs the limits of /proc: Linux only)', () => {
    // 300,000 short words: 1.2 MB of strings and 2.4 MB of pointers, against 2 MB for a stack of 8 MB.
    expect(
      fitsKernelLimits(
        Array.from({ length: 300_000 }, () => 'abc'),
        {},
      ),
    ).toBe(false)
  })
})
