import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../rig/paths.ts'

const FILES = readdirSync(join(root, 'src/host')).filter((name) => name.endsWith('.ts'))

it.each(FILES)('src/host/%s works on every host: only node/ imports Node or uses its globals', (name) => {
  const text = readFileSync(join(root, 'src/host', name), 'utf8')
  expect(text).not.toMatch(/from 'node:|getBuiltinModule|\bBuffer\b|\bTextDecoder\b/)
  if (name !== 'index.ts') expect(text).not.toContain("from './node/")
})
