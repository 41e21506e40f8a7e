import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { REFUSALS, scopeRefusal } from '../../src/gate/refusals.ts'
import { root } from '../rig/paths.ts'

it('the guide has the words of the refusals as MLflow’s client shows them', () => {
  const guide = readFileSync(join(root, 'docs', 'troubleshooting.md'), 'utf8')
  const shown = [...guide.matchAll(/`([A-Z_]{8,}): ([^`]+?)(?: ?…)?` \((\d+)\)/g)].map(([, ...parts]) => parts)
  const refusals = [...Object.values(REFUSALS), scopeRefusal('read', 'write')]
  expect(shown.length).toBe(5)
  for (const [code, words = '', status] of shown) {
    const found = refusals.find(({ message }) => message.startsWith(words))
    expect({ words, code: found?.code, status: String(found?.status) }).toEqual({ words, code, status })
  }
})
