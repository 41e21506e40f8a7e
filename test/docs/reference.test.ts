// docs/reference.md is made from tables. test/options/tables.test.ts says when it is out of date.
import { describe, expect, it } from 'vitest'
import { loadSources, withReference } from '../../scripts/reference.mjs'
import { VARIABLES } from '../../src/commands/init/settings/variables.ts'
import { ownServerVariables } from '../../src/options/server-variables.ts'
import { readPage } from '../rig/docs/page.ts'
import { loadTables } from '../rig/docs/tables.ts'

const text = readPage('docs/reference.md')
const sources = await loadSources()

describe('the reference', () => {
  it('has a place for the options of each word, and for all else that is made', async () => {
    const { commands } = loadTables()
    const options = ['global', ...commands.keys()].map((name) => `<!-- options: ${name} -->`)
    const others = ['variables', 'server variables', 'server prefixes', 'statuses', 'messages']
    for (const marker of [...options, ...others.map((name) => `<!-- made: ${name} -->`)]) expect(text).toContain(marker)
  })

  it("names every variable of a project's file and of the server", () => {
    for (const name of [...VARIABLES, ...ownServerVariables()]) expect(text).toContain(`| \`${name}\``.slice(2))
  })

  it('links the codes that programs get to their page', () => {
    expect(text).toContain('| [`incomplete-credentials`](error-codes.md) | error, warning |')
    expect(text).toMatch(/^\| `missing-command` \| error \| `\S.*` \|$/m)
  })

  it('would be out of date with another option, another message or a lost row', () => {
    const [first, ...rest] = sources.options.global
    const other = { ...sources, options: { ...sources.options, global: [{ ...first, help: 'other' }, ...rest] } }
    expect(withReference(text, other)).not.toBe(text)
    expect(withReference(text.replace(/^\| `missing-command`.*\n/m, ''), sources)).toBe(text)
  })
})
