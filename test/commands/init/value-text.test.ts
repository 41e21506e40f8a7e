import { parse } from 'dotenv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editText, type Line } from '../../../src/commands/init/plan/edit.ts'
import { newText } from '../../../src/commands/init/plan/new-text.ts'
import { valueText } from '../../../src/commands/init/plan/value-text.ts'
import { VARIABLES } from '../../../src/commands/init/settings/variables.ts'
import { parseEnvFile } from '../../../src/dotenv/env-file.ts'

const text = (value: string) => valueText(value, parse)

/** Values with much of what a reader of `.env` files may stumble over. */
const letter = fc.oneof(
  fc.constantFrom(...'\'"`\\#$ {}()=!&;|<>~%+/:@*?[]^-_.,\t\n\r\u00a0\ufeffäλ'),
  fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }),
)
const value = fc.oneof(
  fc.string({ unit: letter, minLength: 1, maxLength: 40 }),
  fc.constantFrom(
    '${A}',
    '${A:-b}',
    'a${',
    '$A',
    '$$',
    "it's",
    'a "b" c',
    'a\\nb',
    'x #y',
    '#x',
    ' x',
    'x ',
    'export A=1',
  ),
)

function readBack(content: string): { own: Record<string, string>; npm: Record<string, string>; warnings: number } {
  const file = parseEnvFile({ path: '/x/.env.mlflow', display: '.env.mlflow', text: content }, () => 'from outside')
  const own = Object.fromEntries(Array.from(file.entries, ([name, entry]) => [name, entry.value]))
  return { own, npm: parse(content), warnings: file.diagnostics.length }
}

describe('a value as it is written', () => {
  it('is read back the same by the launcher and by npm’s dotenv, in a new file with others around it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...VARIABLES), value), { minLength: 1 }), (pairs) => {
        const written = new Map(pairs.flatMap(([name, one]) => (text(one) === null ? [] : [[name, one] as const])))
        const lines = Array.from(written, ([name, one]): Line => [name, text(one) ?? ''])
        const { own, npm, warnings } = readBack(newText(['A heading'], lines))
        expect(own).toEqual(Object.fromEntries(written))
        expect(npm).toEqual(Object.fromEntries(written))
        expect(warnings).toBe(0)
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    ['AKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLE'],
    ['wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY=', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY='],
    ['s3://bucket/a', 's3://bucket/a'],
    ['a b', "'a b'"],
    ['x#y', "'x#y'"],
    ['pa$$w&rd', "'pa$$w&rd'"],
    ["it's", '"it\'s"'],
    ['back\\slash', "'back\\slash'"],
    ['"both\'"', null],
    ['a\nb', null],
    ['${HOME}', null],
    ['a${b}c', null],
  ])('%j has the least quotes that every reader understands, or none', (one, expected) => {
    expect(text(one)).toBe(expected)
  })
})

describe('a file that is edited', () => {
  const name = fc.constantFrom('MLFLOW_AWS_PROFILE', 'MLFLOW_AWS_DEFAULT_REGION', 'MLFLOW_TRACKING_URI')
  const line = fc.oneof(
    fc.constantFrom(
      '',
      '# comment',
      '  # indented',
      '#MLFLOW_AWS_PROFILE=your-profile',
      'OTHER=1',
      "B='a",
      'C="x\ny"',
      'D',
    ),
    fc
      .tuple(
        fc.constantFrom('', '  ', 'export ', '\texport  '),
        name,
        fc.constantFrom('=', ' = ', '= '),
        fc.constantFrom('', 'old', "'old # x'", '"o\\"ld"', "'two\nlines'", 'o#ld', 'your-value'),
        fc.constantFrom('', ' # why', '   ', '\t# "quoted"'),
      )
      .map((parts) => parts.join('')),
  )

  it('gets the new values, and every line of another kind stays to the byte', () => {
    fc.assert(
      fc.property(
        fc.array(line),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.boolean(),
        fc.uniqueArray(fc.tuple(name, fc.constantFrom('new', "'n e w'", 's3://b/p')), { selector: ([one]) => one }),
        (lines, end, hasEnd, hasMark, changes) => {
          const content = lines.join('\n').replaceAll('\n', end) + (hasEnd ? end : '')
          const before = hasMark && content !== '' ? `\ufeff${content}` : content
          const opened = readBack(before)
          // A quote that never ends takes the lines after it along: such a file is refused before.
          fc.pre(opened.warnings === 0)
          const after = editText(before, changes)
          const expected = { ...opened.own }
          for (const [one, written] of changes) expected[one] = written.replaceAll("'", '')
          expect(readBack(after).own).toEqual(expected)
          // Comments, blank lines and other names, in their order.
          const others = (content: string) =>
            (content.match(/[^\n]*\n|[^\n]+$/g) ?? []).filter((one) =>
              /^[\ufeff \t]*(?:#|OTHER|C|y|D|\r?\n$)/.test(one),
            )
          const kept = others(before).map((one) => one.replace(/\r?\n$/, ''))
          expect(others(after).map((one) => one.replace(/\r?\n$/, ''))).toEqual(kept)
          expect(editText(after, changes)).toBe(after)
        },
      ),
      { numRuns: 300 },
    )
  })

  it.each([
    ['A=1', 'A=2\n', 'has no end of its last line'],
    ['A=1 # why\n', 'A=2 # why\n', 'has a comment behind the value'],
    [
      "export A = 'x # y'  # why\r\nB=1\r\n",
      'export A = 2  # why\r\nB=1\r\n',
      'has quotes, blanks and line ends of Windows',
    ],
    ['A=\n', 'A=2\n', 'has an empty value'],
    ['A= # why\n', 'A=2 # why\n', 'has an empty value and a comment'],
    ['A=x#y # why "not"\n', 'A=2 # why "not"\n', 'has the sign of a comment in its value'],
    ['A="x\\" # y" # why\n', 'A=2 # why\n', 'has a quote within quotes'],
    ['A=1\nA=0\n', 'A=1\nA=2\n', 'has the name twice'],
    ['#A=1\n', '#A=1\nA=2\n', 'has the name in a comment only'],
    ['B=1', 'B=1\nA=2\n', 'has no end of its last line, and not the name'],
    ['', 'A=2\n', 'is empty'],
  ])('%j becomes %j: it %s', (before, after) => {
    // What ends without a line end keeps to that, if its last line is only changed.
    expect(editText(before, [['A', '2']])).toBe(before === 'A=1' ? 'A=2' : after)
  })
})
