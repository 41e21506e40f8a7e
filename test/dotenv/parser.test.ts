import { describe, expect, it } from 'vitest'
import { earlier } from '../../src/dotenv/grammar.ts'
import { parseStatements } from '../../src/dotenv/parser.ts'

type Read = 'dropped' | readonly [name: string, value: string | null]

/** What python-dotenv 1.2.4 reads, found by asking it. */
const ROWS: readonly (readonly [text: string, read: readonly Read[]])[] = [
  ['A=x#y', [['A', 'x#y']]],
  ['A=#x', [['A', '#x']]],
  ['A=`x`', [['A', '`x`']]],
  ['A="x"y', ['dropped']],
  ['A="x" y', ['dropped']],
  ['A="x"\'y\'', ['dropped']],
  ['A="x"z"y"', ['dropped']],
  ['A="x', ['dropped']],
  ['A="x\nB=1\nC=2', ['dropped', ['B', '1'], ['C', '2']]],
  ['A="\\t"', [['A', '\t']]],
  ['A="a\\\\b"', [['A', 'a\\b']]],
  ["A='a\\\\b'", [['A', 'a\\b']]],
  ['A="\\\\n"', [['A', '\\n']]],
  ['A="\\""', [['A', '"']]],
  ["A='\\''", [['A', "'"]]],
  ['A="\\\'"', [['A', "'"]]],
  ['A: x', ['dropped']],
  ['export A', [['A', null]]],
  [
    'A=x\nA',
    [
      ['A', 'x'],
      ['A', null],
    ],
  ],
  ["'A'=x", [['A', 'x']]],
  ['A+=x', [['A+', 'x']]],
  ['Ä=x', [['Ä', 'x']]],
  ['a/b=x', [['a/b', 'x']]],
  ['a[0]=x', [['a[0]', 'x']]],
  ['A= # c', [['A', '']]],
  ['A=x # c', [['A', 'x']]],
  ['A=x\t# c', [['A', 'x']]],
  ['A=  x  ', [['A', 'x']]],
  ['A = x', [['A', 'x']]],
  ['  A=x', [['A', 'x']]],
  ['export A=x', [['A', 'x']]],
  ['export\tA=x', [['A', 'x']]],
  ['exportA=x', [['exportA', 'x']]],
  ['export  =x', ['dropped']],
  ['A=', [['A', '']]],
  ["A=''", [['A', '']]],
  ['A=""', [['A', '']]],
  ["A='x' # c", [['A', 'x']]],
  ["A='x'# c", [['A', 'x']]],
  ["A='x'#c", [['A', 'x']]],
  ['A="x\ny"', [['A', 'x\ny']]],
  [
    "A='x\ny'\nB=1",
    [
      ['A', 'x\ny'],
      ['B', '1'],
    ],
  ],
  [
    'A=x\r\nB=y\r\n',
    [
      ['A', 'x'],
      ['B', 'y'],
    ],
  ],
  [
    'A=x\rB=y',
    [
      ['A', 'x'],
      ['B', 'y'],
    ],
  ],
  ['\n\n  \nA=x', [['A', 'x']]],
  ['# c\nA=x', [['A', 'x']]],
  ['  # c\nA=x', [['A', 'x']]],
  [
    'A=x\n\n#c\nB=y',
    [
      ['A', 'x'],
      ['B', 'y'],
    ],
  ],
  ['=x', ['dropped']],
  ["''=x", ['dropped']],
  ['A B=x', ['dropped']],
  ['A', [['A', null]]],
  ["A=a'b", [['A', "a'b"]]],
  ['A=a"b', [['A', 'a"b']]],
  ['A=x y z', [['A', 'x y z']]],
  ['A=\\n', [['A', '\\n']]],
  ["A='\\n'", [['A', '\\n']]],
  ["A='a\\'b'", [['A', "a'b"]]],
  ['A="\\a\\b\\f\\v\\r"', [['A', '\u0007\b\f\u000b\r']]],
  [
    "A='-----BEGIN\nabc=\n-----END'\nB=2",
    [
      ['A', '-----BEGIN\nabc=\n-----END'],
      ['B', '2'],
    ],
  ],
  ['A=$B', [['A', '$B']]],
  // Nearly plain lines: white space and line ends that Python and JavaScript know differently, and `#` without a blank.
  ['A=x\u2028# c', [['A', 'x']]],
  ['A="x"\u000b# c', [['A', 'x']]],
  ['A=x\u001f# c', [['A', 'x']]],
  ['# c\u2028A=1', []],
  ['A="x" # \u2028', [['A', 'x']]],
  ['A="a\u2028b"', [['A', 'a\u2028b']]],
  ['A=x\ufeff', [['A', 'x\ufeff']]],
  ['A=x#', [['A', 'x#']]],
  ['A=x #', [['A', 'x']]],
  ['A="x"#"y"', [['A', 'x']]],
  ['export=1', [['export', '1']]],
  ['A= x', [['A', 'x']]],
  ['A=\u00a0x', [['A', 'x']]],
  ['A=x\u00a0', [['A', 'x']]],
  ['A=x\u00a0#c', [['A', 'x']]],
  ['\ufeffA=x', [['A', 'x']]],
  ['A==x', [['A', '=x']]],
  ['A=x=y', [['A', 'x=y']]],
  ["export 'A'=x", [['A', 'x']]],
  ["A='x'y\nB=1", ['dropped', ['B', '1']]],
  ['A.B=x', [['A.B', 'x']]],
  ['1A=x', [['1A', 'x']]],
  ['A-B=x', [['A-B', 'x']]],
  ['A=x\fB=y', [['A', 'x\fB=y']]],
  ["A='x\\\\'", [['A', 'x\\']]],
  ['A="x\\\\"', [['A', 'x\\']]],
  ['A=\u0085x', [['A', 'x']]],
  ["A='x' 'y'", ['dropped']],
  [
    'A=x\nA=y',
    [
      ['A', 'x'],
      ['A', 'y'],
    ],
  ],
  ['"A"=x', [['"A"', 'x']]],
  [
    'A="x"  \nB=1',
    [
      ['A', 'x'],
      ['B', '1'],
    ],
  ],
  ['A #c', [['A', null]]],
  [
    'A # c\nB=1',
    [
      ['A', null],
      ['B', '1'],
    ],
  ],
  ['export A # c', [['A', null]]],
  ["A='x", ['dropped']],
  ['A="x\\', ['dropped']],
]

const read = (text: string, grammar?: typeof earlier): Read[] =>
  parseStatements(text, grammar).flatMap(({ name, value, dropped }): Read[] =>
    dropped ? ['dropped'] : name === null ? [] : [[name, value]],
  )

describe('parseStatements', () => {
  it.each(ROWS)('reads as python-dotenv does: %j', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  it('counts blank lines of every kind, and comments, also the last one without an end', () => {
    const text = '\n \t\r\n\x1c\n# one\u2028\n\n\u2003\n A=1\n\f\n# two'
    const found = parseStatements(text).map((statement) => [statement.line, statement.text])
    expect(found).toEqual([
      [4, '# one\u2028\n'],
      [7, 'A=1\n'],
      [9, '# two'],
    ])
  })

  it.each(ROWS)('accounts for every character of %j', (text) => {
    const whole = parseStatements(text).map((statement) => statement.text)
    expect(whole.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
  })

  it.each([
    ['A=1\n\n# c\nB=2\n', [1, 3, 4]],
    ['\n\nA="x\ny\nz"\nB=1\n', [3, 6]],
    ['A=1\r\n\r\nB=1\r\n', [1, 3]],
    ['A=1\rB=1', [1, 2]],
    ['A="x\nB=1\nC=1', [1, 2, 3]],
  ])('counts the lines of %j', (text, lines) => {
    expect(parseStatements(text).map(({ line }) => line)).toEqual(lines)
  })

  it('keeps which quotes a value has', () => {
    expect(parseStatements('A=x\nB=\'x\'\nC="x"\n').map(({ quote }) => quote)).toEqual(['', "'", '"'])
  })

  it.each([
    ['\ufeffA=x', [['\ufeffA', 'x']]],
    ['A= # c', [['A', '# c']]],
    ["A='x\\\\'", [['A', 'x\\']]],
    ["A='x\\\\'\nB='y'\nC=1", ['dropped', ['C', '1']]],
    ["A='a\\'b'", [['A', "a'b"]]],
    ['A=x', [['A', 'x']]],
  ])('reads %j as versions before 1.2.4 did', (text, expected) => {
    expect(read(text, earlier)).toEqual(expected)
  })

  it('is not slow on long files and hostile lines', () => {
    const started = performance.now()
    parseStatements(`A="${'\\'.repeat(100_000)}`)
    parseStatements(`A='${'x'.repeat(300_000)}`)
    parseStatements('NAME_OF_A_VARIABLE=value\n'.repeat(20_000))
    parseStatements(`A=${' '.repeat(2000)}#`.repeat(20))
    expect(performance.now() - started).toBeLessThan(3000)
  })
})
