import { describe, expect, it } from 'vitest'
import { envFilesDiagnostics } from '../../src/env-files/diagnostics.ts'
import { environmentSource, fileSource } from '../../src/model/source.ts'
import { failure, ID, keys, NONE, resolve, shell, strict } from '../rig/fall-back.ts'
import { file, toSources } from '../rig/sources.ts'

const hidden = { kind: 'file', name: 'MLFLOW_AWS_PROFILE', path: '/a/.env', display: '../.env', line: 3 } as const

describe('falling back to the shell', () => {
  it('is refused for an incomplete set, with what is missing and the origin of the rest', () => {
    const sources = toSources([shell, { MLFLOW_AWS_ACCESS_KEY_ID: ID }, { ...keys, MLFLOW_AWS_ACCESS_KEY_ID: 'other' }])
    expect(failure({ sources })).toMatchObject({
      code: 'incomplete-credentials',
      severity: 'error',
      data: {
        missing: 'MLFLOW_AWS_SECRET_ACCESS_KEY',
        having: [{ kind: 'file', display: '.env.mlflow', line: 1 }],
        other: { kind: 'file', display: '.env', line: 1 },
      },
    })
  })

  it('is refused for a set without an id, which is named', () => {
    const sources = toSources([{ MLFLOW_AWS_SESSION_TOKEN: 't' }, { MLFLOW_AWS_SECRET_ACCESS_KEY: 's' }])
    expect(failure({ sources })).toMatchObject({
      data: {
        missing: 'MLFLOW_AWS_ACCESS_KEY_ID',
        having: [{ name: 'MLFLOW_AWS_SESSION_TOKEN' }, { name: 'MLFLOW_AWS_SECRET_ACCESS_KEY' }],
      },
    })
  })

  it('is refused for a name without a value, as in a template', () => {
    const origin = {
      kind: 'file',
      name: 'MLFLOW_AWS_ACCESS_KEY_ID',
      path: '/a/.env',
      display: '.env',
      line: 7,
    } as const
    const unassigned = { ...file('.env', {}), unassigned: new Map([[origin.name, { value: '', origin }]]) }
    const sources = [environmentSource(shell), fileSource(unassigned)]
    expect(failure({ sources })).toMatchObject({ code: 'empty-credentials', data: { empty: [origin] } })
  })

  it('is refused with a list of every empty credential', () => {
    const sources = toSources([{ MLFLOW_AWS_ACCESS_KEY_ID: '' }, { MLFLOW_AWS_SECRET_ACCESS_KEY: '' }])
    expect(failure({ sources })).toMatchObject({
      data: { empty: [{ kind: 'environment' }, { kind: 'file', display: '.env.mlflow' }] },
    })
  })

  it('is refused if a nearer file hides the credentials', () => {
    const shadowed = [{ origin: hidden, nearer: '.env' }]
    expect(failure({ sources: toSources([shell]), shadowed })).toMatchObject({
      code: 'shadowed-credentials',
      origin: hidden,
      data: { nearer: '.env' },
    })
  })

  it.each([
    [' x', 'whitespace'],
    ['x\u00a0', 'whitespace'],
    ['x\n', 'line break'],
    ['x\u0007', 'control character'],
    ['x\u200b', 'control character'],
    ['\u00e9', 'not ASCII'],
  ])('is refused for the value %j, which has a %s', (value, problem) => {
    const sources = toSources([{ ...keys, MLFLOW_AWS_SECRET_ACCESS_KEY: value }])
    const origin = { kind: 'environment', name: 'MLFLOW_AWS_SECRET_ACCESS_KEY' }
    expect(failure({ sources })).toMatchObject({ code: 'invalid-value', origin, data: { problem } })
  })

  it('does not happen, so that no other file needs to be read, if the project has its own credentials', () => {
    expect(resolve({ sources: toSources([keys]) }).fellBack).toBe(false)
    expect(resolve({ sources: toSources([{ MLFLOW_AWS_PROFILE: 'p' }]) }).fellBack).toBe(false)
    expect(resolve({ sources: toSources([shell]) }).fellBack).toBe(true)
  })

  it.each([
    ['global', shell],
    ['ambient', {}],
    ['ambient', { AWS_PROFILE: 'data' }],
  ] as const)('is refused by --strict with %s credentials', (_, environment) => {
    const hint = envFilesDiagnostics.warning('env-file-misnamed', null, { display: '.env.txt', expected: '.env' })
    const found = failure({ sources: toSources([environment]), options: { ...NONE, strict }, hints: [hint] })
    expect(found).toMatchObject({ code: 'credentials-required', data: { strict } })
    expect(found?.message).toContain(hint.message)
  })

  it('does not happen with project keys or a profile, and --strict accepts them', () => {
    expect(failure({ sources: toSources([keys]), options: { ...NONE, strict } })).toBeNull()
    expect(failure({ sources: toSources([{ MLFLOW_AWS_PROFILE: 'p' }]), options: { ...NONE, strict } })).toBeNull()
  })

  it('causes a warning if the project names an empty profile', () => {
    const sources = toSources([{ AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's' }, { MLFLOW_AWS_PROFILE: '' }])
    const { credentials, warnings } = resolve({ sources })
    expect(credentials.mode).toBe('global')
    expect(warnings).toMatchObject([{ code: 'empty-profile' }])
  })

  it('causes that warning with --allow-fallback too', () => {
    const sources = toSources([shell, { MLFLOW_AWS_PROFILE: '' }])
    const { warnings } = resolve({ sources, options: { ...NONE, allowFallback: strict } })
    expect(warnings).toMatchObject([{ code: 'empty-profile' }])
  })

  it('mentions a file that may hold what is missing', () => {
    const hint = envFilesDiagnostics.warning('env-file-above-repository', null, { display: '../.env' })
    const { warnings } = resolve({ sources: toSources([shell]), hints: [hint] })
    expect(warnings).toMatchObject([{ code: 'no-project-credentials', data: { hints: [hint.message] } }])
  })
})
