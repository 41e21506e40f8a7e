import { describe, expect, it } from 'vitest'
import { parseIni } from '../../src/aws-config/ini.ts'

/** What Python's `configparser.RawConfigParser` makes of a text, which botocore uses; null where it raises. */
const ROWS: readonly (readonly [text: string, expected: Record<string, Record<string, string>> | null])[] = [
  ['', {}],
  ['[a]\n', { a: {} }],
  ['[a]\nx = 1\ny=2\n z : 3\n', { a: { x: '1', y: '2\nz : 3' } }],
  ['[a]\nx: 1', { a: { x: '1' } }],
  ['[a]\nx=1=2:3', { a: { x: '1=2:3' } }],
  ['[a]\nX:1=2', { a: { x: '1=2' } }],
  ['[a]\nx =', { a: { x: '' } }],
  ['[a]\nkey with blank = 1', { a: { 'key with blank': '1' } }],
  ['[a]\r\nx=1\r\ny=2\r\n', { a: { x: '1', y: '2' } }],
  // Comments stand on lines of their own
  ['[a]\n; c\n# d\nx=1 # not a comment', { a: { x: '1 # not a comment' } }],
  ['[a]\nx=1 ; not a comment', { a: { x: '1 ; not a comment' } }],
  ['[a]\n  # x=1\n', { a: {} }],
  // Sections
  ['[a] trailing\nx=1', { a: { x: '1' } }],
  ['[a]b]\nx=1', { 'a]b': { x: '1' } }],
  ['[ a ]\nx=1', { ' a ': { x: '1' } }],
  ['  [a]\n  x=1\n', { a: { x: '1' } }],
  ['[A]\nx=1\n[a]\nx=2', { A: { x: '1' }, a: { x: '2' } }],
  ['[a]\nx=1\n\n\n[b]\n', { a: { x: '1' }, b: {} }],
  // Indented lines go on with the value above
  ['[a]\nx = 1\n\ty = 2\n[b]\nz=3', { a: { x: '1\ny = 2' }, b: { z: '3' } }],
  ['[a]\ns3 =\n  region = inner\nregion = outer\n', { a: { s3: '\nregion = inner', region: 'outer' } }],
  ['[a]\nx=1\n#c\n  y', { a: { x: '1\ny' } }],
  ['[a]\nx=\n  [b]\ny=1', { a: { x: '\n[b]', y: '1' } }],
  ['[a]\n  x=1\n  y=2\n', { a: { x: '1', y: '2' } }],
  ['[a]\n  x=1\ny=2\n', { a: { x: '1', y: '2' } }],
  ['  [a]\nx=1\n    y=2\nz=3', { a: { x: '1\ny=2', z: '3' } }],
  // [DEFAULT] is inherited
  ['[DEFAULT]\nr=1\n[a]\nx=2\n', { a: { x: '2', r: '1' } }],
  ['[a]\nr=2\n[DEFAULT]\nr=1\n', { a: { r: '2' } }],
  ['[DEFAULT]\nr=1\n[DEFAULT]\ns=2\n[a]\n', { a: { r: '1', s: '2' } }],
  ['[DEFAULT]\nr=1\n', {}],
  // What raises
  ['x=1\n', null],
  ['[a]\nregion\n', null],
  ['[a]\n=1', null],
  ['[a]\n = 1', null],
  ['[a]\n[a]\n', null],
  ['[a]\nx=1\nX=2', null],
  ['[DEFAULT]\nr=1\n[DEFAULT]\nr=2\n', null],
  ['[a', null],
  ['[]\nx=1', null],
  ['\ufeff[a]\nx=1', null],
]

describe('parseIni', () => {
  it.each(ROWS)("reads as Python's configparser does: %j", (text, expected) => {
    const ini = parseIni(text)
    const plain = ini && Object.fromEntries(Array.from(ini, ([name, options]) => [name, Object.fromEntries(options)]))
    expect(plain).toEqual(expected)
  })
})
