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

describe('the diagnostics', () => {
  it('have samples for every subject', () => {
    const folders = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((path) => /(?:^|\/)diagnostics\.ts$/.test(path))
      .map((path) => path.split('/')[0])
    const sampled = Object.keys(SUBJECTS).map((path) => path.split('/')[1])
    expect([...sampled].filter((name) => name !== 'rig').sort()).toEqual([...new Set(folders)].sort())
  })

  it('have one code in one subject only', () => {
    const codes = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((path) => /(?:^|\/)diagnostics\.ts$/.test(path))
      .flatMap((path) => readFileSync(join(root, 'src', path), 'utf8').match(/^ {2}'[a-z0-9-]+':/gm) ?? [])
    expect(new Set(codes).size).toBe(codes.length)
  })

  it.each(SAMPLES.map((sample) => [sample.code, sample] as const))(
    '%s is worded in one printable line',
    (code, sample) => {
      expect(code).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
      expect(sample.message).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      expect(sample.message).not.toMatch(/undefined|\[object|NaN|\n\s*at /)
      expect(sample.message).not.toMatch(/\.$/)
      expect(sample.message.length).toBeGreaterThan(10)
    },
  )

  it('are worded differently each', () => {
    const messages = SAMPLES.map(({ message }) => message)
    expect(new Set(messages).size).toBe(messages.length)
  })
})
