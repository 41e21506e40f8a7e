/// <reference types="vite/client" />
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/model/diagnostic.ts'
import { root } from '../rig/paths.ts'

const SUBJECTS = import.meta.glob<{ readonly SAMPLES?: Readonly<Record<string, readonly Diagnostic[]>> }>(
  '../*/samples.ts',
  { eager: true },
)
const MESSAGES = Object.values(SUBJECTS)
  .flatMap(({ SAMPLES }) => Object.values(SAMPLES ?? {}).flat())
  .map(({ message }) => message)
  .join('\n')

const README = readFileSync(join(root, 'README.md'), 'utf8')
const [, table = ''] = /## Troubleshooting\n([\s\S]*?)\n## /.exec(README) ?? []
/** What other programs print, and the rows of the configuration block. */
const NOT_OURS = /Error|profile_name|invalid option|AWS Credentials:|^ambient$|project-specific|^\.env/
const QUOTED = table
  .split('\n')
  .slice(3)
  .flatMap((row) => row.split(' | ')[0]?.match(/`[^`]+`/g) ?? [])
  .map((text) => text.slice(1, -1))
  .filter((text) => !NOT_OURS.test(text))

describe('the messages in README’s troubleshooting table', () => {
  it('are there', () => {
    expect(QUOTED.length).toBeGreaterThan(12)
  })

  it.each(QUOTED)('%s is what the launcher prints', (text) => {
    // A sample may have another name where README has one.
    for (const part of text
      .replace(/'[^']*'/g, '…')
      .split('…')
      .map((piece) => piece.trim()))
      expect(MESSAGES).toContain(part)
  })
})
