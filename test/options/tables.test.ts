import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withOptionTables } from '../../scripts/option-tables.mjs'
import { loadSources, withReference } from '../../scripts/reference.mjs'
import { GLOBAL_OPTIONS } from '../../src/options/global-options.ts'
import { option, spellings, variablesOf } from '../../src/options/option.ts'
import { SERVER_OPTIONS } from '../../src/options/server-options.ts'
import { root } from '../rig/paths.ts'

describe('the tables of options', () => {
  it('have a row for each option, with its spelling, variables, default and meaning', () => {
    const text = 'a\n<!-- options: x -->\nold\n<!-- end of options -->\nb'
    const options = [
      option('port', {
        kind: 'value',
        valueName: 'PORT',
        variable: 'P',
        otherVariables: ['Q'],
        default: '1',
        help: 'a|b',
      }),
      option('keep', { kind: 'value', valueName: 'NAME', repeatable: true, default: 'none', help: 'b' }),
      option('ready', { otherNames: ['wait'], kind: 'value', valueName: 'N', variable: 'R', default: '1', help: 'e' }),
      option('presigned', { kind: 'negatable', default: 'no', help: 'c', page: 'd.md' }),
    ]
    expect(withOptionTables(text, { x: options }).split('\n').slice(3, 9)).toEqual([
      '| option | variable | default | meaning |',
      '| --- | --- | --- | --- |',
      '| `--port PORT` | `P`, `Q` | 1 | a\\|b |',
      '| `--keep NAME` | | none | b; can be repeated |',
      '| `--ready N`, `--wait N` | `R` | 1 | e |',
      '| `--presigned`, `--no-presigned` | | no | c ([more](d.md)) |',
    ])
  })
})

describe('docs/reference.md', () => {
  it('says what the tables and the samples say: run `node scripts/option-tables.mjs`', async () => {
    const text = readFileSync(join(root, 'docs', 'reference.md'), 'utf8')
    expect(text).toBe(withReference(text, await loadSources()))
  })
})

describe('the options', () => {
  const all = [...GLOBAL_OPTIONS, ...SERVER_OPTIONS]

  it('share no name and no variable, among both tables', () => {
    const words = all.flatMap(spellings).map(({ word }) => word)
    const variables = all.flatMap(variablesOf)
    expect(new Set(words).size).toBe(words.length)
    expect(new Set(variables).size).toBe(variables.length)
  })

  it('name a value if they take one, and only then', () => {
    for (const { kind, valueName } of all) expect(valueName !== null).toBe(kind === 'value')
  })
})
