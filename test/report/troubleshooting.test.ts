/// <reference types="vite/client" />
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { REFUSALS, type Refusal, scopeRefusal } from '../../src/gate/refusals.ts'
import { NO_ARTIFACTS } from '../../src/gate/serves-artifacts.ts'
import type { Diagnostic } from '../../src/model/diagnostic.ts'
import { root } from '../rig/paths.ts'

const SUBJECTS = import.meta.glob<{ readonly SAMPLES?: Readonly<Record<string, readonly Diagnostic[]>> }>(
  '../*/samples.ts',
  { eager: true },
)
const PRINTED = Object.values(SUBJECTS)
  .flatMap(({ SAMPLES }) => Object.values(SAMPLES ?? {}).flat())
  .map(({ message }) => message)
/** What the gate answers, as MLflow's client shows it. */
const ANSWERED = [...Object.values<Refusal>(REFUSALS), scopeRefusal('read', 'write')]
  .map(({ code, message }) => `${code}: ${message}`)
  .concat(NO_ARTIFACTS.body.detail)
const MESSAGES = [...PRINTED, ...ANSWERED].join('\n')

const PAGE = readFileSync(join(root, 'docs', 'troubleshooting.md'), 'utf8')
/** The last part has what other programs print. */
const [ours = ''] = PAGE.split('## What MLflow and boto3 print')
/** What other programs print, and the rows of the configuration block. */
const NOT_OURS =
  /Error|Invalid leading whitespace|too many 50\d|profile_name|invalid option|AWS Credentials:|^ambient$|project-specific|^\.env/
const QUOTED = ours
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| you see'))
  .flatMap((row) => row.split(' | ')[0]?.match(/`[^`]+`/g) ?? [])
  .map((text) => text.slice(1, -1))
  .filter((text) => !NOT_OURS.test(text))

describe('the messages in docs/troubleshooting.md', () => {
  it('are there', () => {
    expect(QUOTED.length).toBeGreaterThan(30)
  })

  it.each(QUOTED)('%s is what the launcher prints', (text) => {
    // A sample may have another name where the page has one.
    for (const part of text
      .replace(/'[^']*'/g, '…')
      .split('…')
      .map((piece) => piece.trim()))
      expect(MESSAGES).toContain(part)
  })
})
