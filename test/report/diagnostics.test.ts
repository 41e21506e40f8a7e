/// <reference types="vite/client" />
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/model/diagnostic.ts'
import { root } from '../rig/paths.ts'

const SUBJECTS = import.meta.glob<{ readonly SAMPLES: Readonly<Record<string, readonly Diagnostic[]>> }>(
  '../*/samples.ts',
  { eager: true },
)
const SAMPLES = Object.values(SUBJECTS).flatMap(({ SAMPLES }) => (SAMPLES ? Object.values(SAMPLES).flat() : []))

/** The codes of every subject, by the text of the source: a file that nothing imports would be missed otherwise. */
const CODES = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .flatMap((path) => {
    const source = readFileSync(join(root, 'src', path), 'utf8')
    const declared = source.match(/= defineDiagnostics\(\(\) => \(\{\n.*?\n\}\)\)/gs) ?? []
    return declared.flatMap((text) =>
      Array.from(text.matchAll(/^ {2}'?([a-z][a-z0-9-]*)'?:/gm), ([, code = '']) => code),
    )
  })

describe('the diagnostics', () => {
  it('have a sample for every code, and a code for every sample', () => {
    const sampled = new Set(SAMPLES.map(({ code }) => code))
    expect([...sampled].sort()).toEqual([...new Set(CODES)].sort())
  })

  it('have each code in one subject only', () => {
    expect(CODES.filter((code, at) => CODES.indexOf(code) !== at)).toEqual([])
  })

  it.each(SAMPLES.map((sample) => [sample.code, sample] as const))(
    'have a message of one printable line: %s',
    (code, sample) => {
      expect(code).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
      expect(sample.message).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      expect(sample.message).not.toMatch(/undefined|\[object|NaN|\n\s*at /)
      expect(sample.message).not.toMatch(/\.$/)
      expect(sample.message.length).toBeGreaterThan(10)
    },
  )

  it('have different messages', () => {
    const messages = SAMPLES.map(({ message }) => message)
    expect(new Set(messages).size).toBe(messages.length)
  })
})
