import { describe, expect, it } from 'vitest'
import { compareWithNpmDotenv } from '../../src/checks/reader-comparison.ts'
import type { Difference } from '../../src/dotenv/diagnostics.ts'
import { parseEnvFile } from '../../src/dotenv/env-file.ts'

const fileOf = (text: string) => ({ path: '/p/.env', display: '.env', text })
/** What the real dotenv of npm reads differently from Python. */
const compare = (text: string) => compareWithNpmDotenv([fileOf(text)])

/** Lines that python-dotenv and npm's dotenv read differently, the value that counts, and what is said about it. */
const ROWS: readonly (readonly [text: string, value: string, difference: Difference])[] = [
  ['A=x#y', 'x#y', 'hash'],
  ['A=https://h/#frag', 'https://h/#frag', 'hash'],
  ['A={"a":"#b"}', '{"a":"#b"}', 'hash'],
  ['A=#x', '#x', 'hash'],
  ['A=`x`', '`x`', 'backtick'],
  ['A="\\t"', '\t', 'backslash'],
  ['A="a\\\\b"', 'a\\b', 'backslash'],
  ["A='a\\\\b'", 'a\\b', 'backslash'],
  ['A="\\\\n"', '\\n', 'backslash'],
  ['A="a\\"b"', 'a"b', 'backslash'],
  ["A='a\\'b'", "a'b", 'backslash'],
  ["'A'=x", 'x', 'name'],
  ["B=b\nA='${B}'", 'b', 'reference-in-single-quotes'],
  ['A=\x1fx', 'x', 'other'],
  ["A='x\\\\'", 'x\\', 'backslash'],
]

describe('a line that readers read differently', () => {
  it.each(ROWS)("causes a warning with Python's value: %j", (text, value, difference) => {
    const { entries, diagnostics } = parseEnvFile(fileOf(text), () => undefined)
    expect(entries.get('A')?.value).toBe(value)
    expect(diagnostics).toEqual([])
    expect(compare(text)).toMatchObject([
      { code: 'env-file-ambiguous', severity: 'warning', data: { difference, display: '.env' } },
    ])
  })

  it.each(['A+=x', 'Ä=x', 'a/b=x', 'a[0]=x', '"A"=x'])('sets an odd name as Python does: %j', (text) => {
    const { entries } = parseEnvFile(fileOf(text), () => undefined)
    expect([...entries.keys()]).toEqual([text.split('=')[0]])
    expect(compare(text)).toMatchObject([{ data: { difference: 'name', name: null } }])
  })

  it.each(['A="x"y', 'A: x', 'A="x', 'A=x\nexport A', 'A= # c', '\ufeffA=x'])(
    'causes no second warning if Python loses it: %j',
    (text) => {
      expect(parseEnvFile(fileOf(text), () => undefined).diagnostics).toHaveLength(1)
      expect(compare(text)).toEqual([])
    },
  )

  it.each([
    'A=x',
    'A="x"',
    "A='x'",
    'A=x # c',
    'A="x" # c',
    "A='#x'",
    'export A=x',
    'A = x',
    '# c\n\nA=',
    'A="a\nb"',
    'A="a\\nb"',
    'B=b\nA=${B}',
    'B=b\nA="${B}"',
    'A=p$word@h',
    'A=x\r\nB=y\r\n',
    'A=x\nA=y',
    'A',
    'A=x y z',
    'A=https://u:p%40@h:1/p?q=1',
  ])('does not include %j', (text) => {
    expect(compare(text)).toEqual([])
  })

  it('causes one warning for each line, in the order of the lines', () => {
    const found = compare('B=x#y\nA="\\t"\nC=`x`\n')
    expect(found).toMatchObject([{ data: { line: 1 } }, { data: { line: 2 } }, { data: { line: 3 } }])
  })

  it('is reported for the first lines only, with the number of the others', () => {
    const found = compare(Array.from({ length: 17 }, (_, at) => `A${at}=x#y\n`).join(''))
    expect(found).toHaveLength(11)
    expect(found.at(-1)).toMatchObject({ code: 'env-file-more-lines', data: { more: 7 } })
  })

  it('is never quoted in a message', () => {
    const found = compare('A=hunter2#x\nC=`hunter2`\nD="hunter2\\t"\n')
    expect(found).toHaveLength(3)
    expect(JSON.stringify(found)).not.toContain('hunter2')
  })

  it('is named only if its name cannot be a part of a secret', () => {
    const found = compare('KEY="-----BEGIN\nMIIE=`x`\nhQ==#x\n-----END\n')
    expect(found.length).toBeGreaterThan(0)
    expect(JSON.stringify(found)).not.toMatch(/MIIE|hQ/)
  })
})
