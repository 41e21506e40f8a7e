import { parse } from 'dotenv'
import { describe, expect, it } from 'vitest'
import type { Construct } from '../../src/dotenv/construct.ts'
import { glanceAtEnvFile, parseEnvFile } from '../../src/dotenv/env-file.ts'

const read = (text: string) =>
  parseEnvFile({ path: '/p/.env', display: '.env', text, second: () => parse(text) }, () => undefined)

/** Lines that python-dotenv and npm's dotenv read differently, the value that counts, and what is said about it. */
const ROWS: readonly (readonly [text: string, value: string | undefined, construct: Construct])[] = [
  ['A=x#y', 'x#y', 'hash'],
  ['A=https://h/#frag', 'https://h/#frag', 'hash'],
  ['A={"a":"#b"}', '{"a":"#b"}', 'hash'],
  ['A=#x', '#x', 'hash'],
  ['A=`x`', '`x`', 'backtick'],
  ['A="x"y', undefined, 'dropped'],
  ['A="x" y', undefined, 'dropped'],
  ['A="x"\'y\'', undefined, 'dropped'],
  ['A="x"z"y"', undefined, 'dropped'],
  ['A="x', undefined, 'dropped'],
  ['A="\\t"', '\t', 'backslash'],
  ['A="a\\\\b"', 'a\\b', 'backslash'],
  ["A='a\\\\b'", 'a\\b', 'backslash'],
  ['A="\\\\n"', '\\n', 'backslash'],
  ['A="a\\"b"', 'a"b', 'backslash'],
  ["A='a\\'b'", "a'b", 'backslash'],
  ['A: x', undefined, 'dropped'],
  ['A=x\nexport A', undefined, 'undone'],
  ['A=x\nA', undefined, 'undone'],
  ["'A'=x", 'x', 'name'],
  ["B=b\nA='${B}'", 'b', 'reference-in-single-quotes'],
  ['A=\x1fx', 'x', 'other'],
  ['A= # c', '', 'versions'],
  ['\ufeffA=x', 'x', 'versions'],
  ["A='x\\\\'", 'x\\', 'backslash'],
]

describe('a line that readers disagree about', () => {
  it.each(ROWS)('%j', (text, value, construct) => {
    const { entries, warnings } = read(text)
    expect(entries.get('A')?.value).toBe(value)
    expect(warnings).toMatchObject([{ code: 'env-file-reading', construct, display: '.env' }])
  })

  it.each(['A+=x', 'Ä=x', 'a/b=x', 'a[0]=x', '"A"=x'])('%j has an odd name, which is set as Python sets it', (text) => {
    const { entries, warnings } = read(text)
    expect([...entries.keys()]).toEqual([text.split('=')[0]])
    expect(warnings).toMatchObject([{ construct: 'name', name: null }])
  })

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
  ])('there is nothing to say about %j', (text) => {
    expect(read(text).warnings).toEqual([])
  })

  it('gets one warning a line, in the order of the lines', () => {
    const found = read('B=x#y\nA: x\nC=`x`\n').warnings
    expect(found.map((warning) => 'line' in warning && warning.line)).toEqual([1, 2, 3])
  })

  it('is never quoted', () => {
    const text = 'A=hunter2#x\nB="hunter2"x\nC=`hunter2`\nhunter2: x\nD="hunter2\\t"\n'
    expect(JSON.stringify(read(text).warnings)).not.toContain('hunter2')
  })

  it('is named only where its name cannot be a part of a secret', () => {
    const { warnings, unsure } = read('KEY="-----BEGIN\nMIIE=`x`\nhQ==#x\n-----END\n')
    expect(JSON.stringify(warnings)).not.toMatch(/MIIE|hQ/)
    expect([...unsure]).toEqual(expect.arrayContaining(['MIIE', 'hQ']))
  })
})

describe('a name with = in it', () => {
  it('is not passed on, as it would be another variable', () => {
    const { entries, warnings } = read("A=1\n'B=C'=x\n")
    expect([...entries.keys()]).toEqual(['A'])
    expect(warnings).toContainEqual({ code: 'name-not-passed', display: '.env', line: 2 })
  })

  it('is refused where the variable would be MLflow’s or AWS’s', () => {
    expect(() => read("'AWS_PROFILE=other'=x\n")).toThrow('env-file-line-dropped')
  })
})

describe('a glance at a file', () => {
  it('finds names and lines and refuses nothing', () => {
    const text = "AWS_PROFILE='x'y\n\nAWS_REGION=r\nA\n"
    const { entries } = glanceAtEnvFile({ path: '/p/.env', display: '../.env', text, second: () => ({}) })
    expect([...entries.keys()]).toEqual(['AWS_REGION'])
    expect(entries.get('AWS_REGION')?.origin).toMatchObject({ line: 3, display: '../.env', path: '/p/.env' })
  })
})
