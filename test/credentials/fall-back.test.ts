import { describe, expect, it } from 'vitest'
import { type IdentityQuestion, resolveIdentity } from '../../src/credentials/index.ts'
import { type Failure, Refusal } from '../../src/model/failure.ts'
import { environmentSource, fileSource } from '../../src/model/source.ts'
import { decide, file, toSources } from '../rig/sources.ts'

const ID = 'AKIAIOSFODNN7EXAMPLE'
const keys = { MLFLOW_AWS_ACCESS_KEY_ID: ID, MLFLOW_AWS_SECRET_ACCESS_KEY: 'secret' }
const shell = { AWS_ACCESS_KEY_ID: ID, AWS_SECRET_ACCESS_KEY: 'secret' }
const strict = { kind: 'option', name: '--strict' } as const
const hidden = { kind: 'file', name: 'MLFLOW_AWS_PROFILE', path: '/a/.env', display: '../.env', line: 3 } as const

function failure(question: Partial<IdentityQuestion>): Failure | null {
  try {
    resolveIdentity({ sources: toSources([{}]), strict: null, hidden: () => [], hints: () => [], ...question })
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.failure
    throw error
  }
}

describe('falling back to the shell', () => {
  it('names what is missing of half a set, and where the other half is', () => {
    const sources = toSources([shell, { MLFLOW_AWS_ACCESS_KEY_ID: ID }, { ...keys, MLFLOW_AWS_ACCESS_KEY_ID: 'other' }])
    expect(failure({ sources })).toMatchObject({
      code: 'half-a-set',
      missing: 'MLFLOW_AWS_SECRET_ACCESS_KEY',
      having: [{ kind: 'file', display: '.env.mlflow', line: 1 }],
      other: { kind: 'file', display: '.env', line: 1 },
    })
  })

  it('names the id where that is missing', () => {
    const sources = toSources([{ MLFLOW_AWS_SESSION_TOKEN: 't' }, { MLFLOW_AWS_SECRET_ACCESS_KEY: 's' }])
    expect(failure({ sources })).toMatchObject({
      missing: 'MLFLOW_AWS_ACCESS_KEY_ID',
      having: [{ name: 'MLFLOW_AWS_SESSION_TOKEN' }, { name: 'MLFLOW_AWS_SECRET_ACCESS_KEY' }],
    })
  })

  it('is refused for a name without a value, as an unfilled template has it', () => {
    const origin = {
      kind: 'file',
      name: 'MLFLOW_AWS_ACCESS_KEY_ID',
      path: '/a/.env',
      display: '.env',
      line: 7,
    } as const
    const bare = { ...file('.env', {}), bare: new Map([[origin.name, { value: '', origin }]]) }
    const sources = [environmentSource(shell), fileSource(bare)]
    expect(failure({ sources })).toEqual({ code: 'empty-credentials', empty: [origin] })
  })

  it('lists every empty credential', () => {
    const sources = toSources([{ MLFLOW_AWS_ACCESS_KEY_ID: '' }, { MLFLOW_AWS_SECRET_ACCESS_KEY: '' }])
    expect(failure({ sources })).toMatchObject({
      empty: [{ kind: 'environment' }, { kind: 'file', display: '.env.mlflow' }],
    })
  })

  it('is refused where a nearer file hides the credentials', () => {
    const found = [{ origin: hidden, nearer: '.env' }]
    expect(failure({ sources: toSources([shell]), hidden: () => found })).toEqual({
      code: 'hidden-credentials',
      hidden,
      nearer: '.env',
    })
  })

  it.each([
    [' x', 'whitespace'],
    ['x\u00a0', 'whitespace'],
    ['x\n', 'control character'],
    ['x\u200b', 'control character'],
    ['\u00e9', 'not ASCII'],
  ])('says of %j that it holds %s', (value, problem) => {
    const sources = toSources([{ ...keys, MLFLOW_AWS_SECRET_ACCESS_KEY: value }])
    const origin = { kind: 'environment', name: 'MLFLOW_AWS_SECRET_ACCESS_KEY' }
    expect(failure({ sources })).toEqual({ code: 'malformed', origin, problem })
  })

  it('does not look for hidden credentials where the project has its own', () => {
    const hidden = () => expect.fail('no file needed to be read')
    expect(failure({ sources: toSources([keys]), hidden, hints: hidden })).toBeNull()
  })

  it.each([
    ['global', shell],
    ['ambient', {}],
    ['ambient', { AWS_PROFILE: 'data' }],
  ] as const)('is refused by --strict in mode %s', (mode, environment) => {
    const hints = [{ kind: 'misnamed', display: '.env.txt', expected: '.env' }] as const
    const found = failure({ sources: toSources([environment]), strict, hints: () => hints })
    expect(found).toMatchObject({ code: 'strict', mode, strict, hints })
  })

  it('is no question where --strict meets project keys or a profile', () => {
    expect(failure({ sources: toSources([keys]), strict })).toBeNull()
    expect(failure({ sources: toSources([{ MLFLOW_AWS_PROFILE: 'p' }]), strict })).toBeNull()
  })

  it('is said where the project named a profile that turned out empty', () => {
    const sources = toSources([{ AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's' }, { MLFLOW_AWS_PROFILE: '' }])
    const { identity, warnings } = resolveIdentity({ sources, strict: null, hidden: () => [], hints: () => [] })
    expect(identity.mode).toBe('global')
    expect(warnings).toMatchObject([{ code: 'empty-profile' }])
  })

  it('points out a file that may hold what is missing', () => {
    const hint = { kind: 'above-git', display: '../.env' } as const
    const { warnings } = resolveIdentity({
      ...{ sources: toSources([shell]), strict: null },
      ...{ hidden: () => [], hints: () => [hint] },
    })
    expect(warnings).toEqual([{ code: 'missing-credentials-hint', hint }])
  })
})

describe('warnings about credentials', () => {
  const warn = (...layers: Record<string, string>[]) => decide({ layers }).resolved?.warnings ?? []

  it.each([
    ['a secret above a whole set', [{ MLFLOW_AWS_SECRET_ACCESS_KEY: 'x' }, keys], ['left-aside']],
    ['a token above a whole set', [{ MLFLOW_AWS_SESSION_TOKEN: 'x' }, keys], ['left-aside']],
    ['a whole set below another', [keys, keys], []],
    ['half a set of the shell, the id', [{ AWS_ACCESS_KEY_ID: ID }], ['half-a-global-set']],
    ['half a set of the shell, the secret', [{ AWS_SECRET_ACCESS_KEY: 's' }], ['half-a-global-set']],
    ["a secret of the shell beside a file's set", [{ AWS_SECRET_ACCESS_KEY: 's' }, shell], ['global-dropped']],
    ["a token of the shell beside a file's set", [{ AWS_SESSION_TOKEN: 't' }, shell], ['global-dropped']],
    ['a line break in a key of the shell', [{ ...shell, AWS_ACCESS_KEY_ID: 'a\nb' }], ['global-malformed']],
    ['a whole set of the shell', [shell], []],
    ['a set above that of a file', [shell, { AWS_SESSION_TOKEN: 't' }], []],
  ])('for %s', (_, layers, codes) => {
    expect(warn(...layers).map(({ code }) => code)).toEqual(codes)
  })
})
