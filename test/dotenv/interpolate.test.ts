import { describe, expect, it } from 'vitest'
import { parseEnvFile } from '../../src/dotenv/env-file.ts'
import { interpolate, references } from '../../src/dotenv/interpolate.ts'

const known: Readonly<Record<string, string | null>> = { A: 'a', EMPTY: '', BARE: null, REF: '${A}', 'A-d': 'dash' }
const lookup = (name: string) => known[name]

describe('interpolate', () => {
  it.each([
    ['${A}', 'a'],
    ['x${A}y${A}z', 'xayaz'],
    ['${UNSET}', ''],
    ['${UNSET:-default}', 'default'],
    ['${EMPTY:-default}', ''],
    ['${BARE:-default}', ''],
    ['${BARE}', ''],
    ['${A:-default}', 'a'],
    ['${UNSET:-}', ''],
    ['${UNSET:-a}b}', 'ab}'],
    ['${UNSET:-${A}}', '${A}'],
    ['${A-d}', 'dash'],
    ['${A:+x}', '${A:+x}'],
    ['${A:?x}', '${A:?x}'],
    ['\\${A}', '\\a'],
    ['${REF}', '${A}'],
    ['$A', '$A'],
    ['$$', '$$'],
    ['p$word@host', 'p$word@host'],
    ['$(whoami)', '$(whoami)'],
    ['${A', '${A'],
    ['${}', ''],
    ['$${A}', '$a'],
  ])('replaces references as python-dotenv does: %s is %s', (value, expected) => {
    expect(interpolate(value, lookup)).toBe(expected)
  })

  it('does not use a value as a replacement pattern', () => {
    expect(interpolate('${A}', () => '$& $1 $$')).toBe('$& $1 $$')
  })

  it('lists the names that a value refers to', () => {
    expect(references('${A} $B ${C:-d} ${E:+f}')).toEqual(['A', 'C'])
  })
})

describe('interpolation in a file', () => {
  const values = (text: string, environment: Record<string, string> = {}) => {
    const file = { path: '/p/.env', display: '.env', text }
    const { entries } = parseEnvFile(file, (name) => environment[name])
    return Object.fromEntries(Array.from(entries, ([name, { value }]) => [name, value]))
  }

  it.each([
    ['names above', 'A=1\nB=${A}', {}, { A: '1', B: '1' }],
    ['no names below', 'B=${A}\nA=1', {}, { A: '1', B: '' }],
    ['the latest so far', 'A=1\nB=${A}\nA=2\nC=${A}', {}, { A: '2', B: '1', C: '2' }],
    ['the environment first', 'A=1\nB=${A}', { A: 'env' }, { A: '1', B: 'env' }],
    ['an empty one of the environment too', 'A=1\nB=${A:-d}', { A: '' }, { A: '1', B: '' }],
    ['single quotes too', "A=1\nB='${A}'", {}, { A: '1', B: '1' }],
    ['itself', 'A=1\nA=${A}2', {}, { A: '12' }],
    ['a name without =, which reads as empty', 'N\nB=${N:-d}', {}, { B: '' }],
    ['results once only', 'A=$\nB=${A}{A}', {}, { A: '$', B: '${A}' }],
  ])('uses the environment and earlier lines as python-dotenv does: %s', (_, text, environment, expected) => {
    expect(values(text, environment)).toEqual(expected)
  })
})
