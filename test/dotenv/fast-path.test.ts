import { parse } from 'dotenv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlain } from '../../src/dotenv/fast-path.ts'
import { scan } from '../../src/dotenv/parser.ts'
import { finalValues } from '../../src/dotenv/syntax-errors.ts'

const isPlain = (text: string) => scan(text).every(({ plain }) => plain)

describe('a plain line', () => {
  it.each([
    ['# it\'s a comment, with "quotes" and ä', null, null],
    ['A=', 'A', ''],
    ['A=b', 'A', 'b'],
    ['A = b c  ', 'A', 'b c'],
    ['export A=b', 'A', 'b'],
    ['A=b # c', 'A', 'b'],
    ['A="b # c" # d', 'A', 'b # c'],
    ["A='b' #", 'A', 'b'],
    ['A=""', 'A', ''],
    ['A=${B}/c', 'A', '${B}/c'],
    ['A=C:\\data', 'A', 'C:\\data'],
    ["A='a \\d'", 'A', 'a \\d'],
    ['A=s3://bucket/path?x=1&y=[2]', 'A', 's3://bucket/path?x=1&y=[2]'],
  ])('%j', (text, name, value) => {
    expect(readPlain(`${text}\nB=c\n`, 0, 7)).toMatchObject({ line: 7, text: `${text}\n`, name, value, plain: true })
  })
})

describe('no plain line', () => {
  it.each([
    ['a name alone', 'A'],
    ['a colon', 'A: b'],
    ['a hash in a value', 'A=b#c'],
    ['a hash behind = and a blank', 'A= #c'],
    ['a hash behind =', 'A=#c'],
    ['a backslash in double quotes', 'A="b\\n"'],
    ['a backslash before a quote', "A='b\\'c'"],
    ['two backslashes in single quotes', "A='b\\\\\\\\c'"],
    ['a quote that closes on another line', 'A="b\nc"'],
    ['a text behind a quoted one', 'A="b" c'],
    ['a quote within', "A=it's"],
    ['a backtick', 'A=`b`'],
    ['a letter beyond ASCII', 'A=ä'],
    ['white space before it that only Python knows', '\u0085A=b'],
    ['a no-break space', 'A=b\u00a0'],
    ['a byte order mark within', 'A=b\n\ufeffB=c'],
    ['a line separator in a comment', '# a\u2028B=c'],
    ['a form feed in a comment', '# a\fb'],
    ['a name with a dot', 'A.B=c'],
    ['a quoted name', "'A'=b"],
    ['the word export as a name', 'export = b'],
    ['only the word export', 'export=b'],
    ['a name that objects have already', '__proto__=b'],
  ])('is one with %s', (_, text) => {
    expect(isPlain(`${text}\n`)).toBe(false)
  })
})

// Characters that mean something to one reader or another, more often than chance has them.
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('A', 'B_1', 'export ', 'a b', 'x', '${A}', '1') },
  {
    weight: 4,
    arbitrary: fc.constantFrom('=', ' ', '\t', '#', '"', "'", '`', '\\', '$', ':', '\n', '\r\n', 'ä', '\f'),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 3 }) },
)
const value = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''))
const line = fc.oneof(
  fc.tuple(fc.constantFrom('A', 'B', 'export C', ' A', 'A '), value).map(([name, rest]) => `${name}=${rest}`),
  value.map((text) => `#${text}`),
  value,
)
const file = fc.array(line, { maxLength: 5 }).map((lines) => lines.join('\n'))

describe('a file of plain lines', () => {
  it('is the same to the second reader', () => {
    let plain = 0
    const property = fc.property(file, (text) => {
      if (!isPlain(text)) return
      plain++
      const values = Array.from(finalValues(scan(text)), ([name, { value }]) => [name, value])
      expect(Object.fromEntries(values)).toEqual(parse(text))
    })
    fc.assert(property, { numRuns: 20_000, seed: 4 })
    // Otherwise there would be nothing to compare.
    expect(plain).toBeGreaterThan(1_000)
  })
})
