import { describe, expect, it } from 'vitest'
import { resolveCredentials } from '../../src/credentials/index.ts'
import { findStaleKeys, noticeReplaced } from '../../src/credentials/rival-keys.ts'
import { ID, keys, resolve, shell } from '../rig/fall-back.ts'
import { toSources } from '../rig/sources.ts'

describe('keys of a file that lose against the shell’s', () => {
  const lab = { AWS_ACCESS_KEY_ID: 'lab', AWS_SECRET_ACCESS_KEY: 's' }
  it.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['keys', shell, lab, 'MLFLOW_AWS_ACCESS_KEY_ID'],
    ['a profile against keys', shell, { AWS_PROFILE: 'lab' }, 'MLFLOW_AWS_PROFILE'],
    ['keys against a profile', { AWS_PROFILE: 'work' }, lab, 'MLFLOW_AWS_ACCESS_KEY_ID'],
    ['a profile against another', { AWS_PROFILE: 'work' }, { AWS_PROFILE: 'lab' }, 'MLFLOW_AWS_PROFILE'],
  ])('cause a warning that names the remedy: %s', (_, environment, file, meant) => {
    const { warnings } = resolve({ sources: toSources([environment, file]) })
    expect(warnings).toMatchObject([{ code: 'file-credentials-unused', data: { meant } }])
    expect(warnings[0]?.message).toContain('--override')
  })

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['the same keys', shell, shell],
    ['the same profile', { AWS_PROFILE: 'a' }, { AWS_PROFILE: 'a' }],
    ['no keys in the shell', {}, lab],
    ['no keys in the file', shell, { MLFLOW_TRACKING_URI: 'http://a', AWS_REGION: 'eu-west-1', AWS_PROFILE: '' }],
    ['the keys of an outer launcher', { ...shell, WITH_MLFLOW_ENV: 'global:MPLE' }, lab],
  ])('cause none with %s', (_, environment, file) => {
    expect(resolve({ sources: toSources([environment, file]) }).warnings).toEqual([])
  })
})

describe('a file that the environment replaces', () => {
  const ENDPOINT = { MLFLOW_S3_ENDPOINT_URL: 'http://a' }
  const notices = (...layers: Record<string, string>[]) => noticeReplaced(toSources(layers))

  it.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['another key', { ...keys, MLFLOW_AWS_ACCESS_KEY_ID: 'x' }, keys, 'MLFLOW_AWS_ACCESS_KEY_ID in .env.mlflow:1'],
    [
      'another profile',
      { MLFLOW_AWS_PROFILE: 'a' },
      { MLFLOW_AWS_PROFILE: 'b' },
      'MLFLOW_AWS_PROFILE in .env.mlflow:1',
    ],
    ['a profile for keys', { MLFLOW_AWS_PROFILE: 'a' }, keys, 'MLFLOW_AWS_ACCESS_KEY_ID in .env.mlflow:1'],
    ['another endpoint', ENDPOINT, { MLFLOW_S3_ENDPOINT_URL: 'http://b' }, 'MLFLOW_S3_ENDPOINT_URL in .env.mlflow:1'],
  ])('causes one notice with both places and --override: %s', (_, environment, file, place) => {
    const found = notices(environment, file)
    expect(found).toMatchObject([{ code: 'file-replaced', severity: 'notice' }])
    for (const part of ['in the environment is used', place, '--override']) expect(found[0]?.message).toContain(part)
  })

  it.each<[string, Record<string, string>[]]>([
    [
      'the same values',
      [
        { ...keys, ...ENDPOINT },
        { ...keys, ...ENDPOINT },
      ],
    ],
    ['what the file does not name', [{ ...keys, ...ENDPOINT }, { MLFLOW_TRACKING_URI: 'http://a' }]],
    ['what the environment does not name', [{}, { ...keys, ...ENDPOINT }]],
    ['an empty value', [{ MLFLOW_AWS_PROFILE: '' }, { MLFLOW_AWS_PROFILE: 'b' }]],
    ['two files', [{}, { MLFLOW_AWS_PROFILE: 'a' }, { MLFLOW_AWS_PROFILE: 'b' }]],
  ])('causes none: %s', (_, layers) => {
    expect(notices(...layers)).toEqual([])
  })

  it('causes none with --override', () => {
    const [environment, file] = toSources([{ MLFLOW_AWS_PROFILE: 'a' }, { MLFLOW_AWS_PROFILE: 'b' }])
    expect(noticeReplaced([file, environment].flatMap((source) => source ?? []))).toEqual([])
  })
})

describe('one key id with two secrets', () => {
  const stale = (layers: readonly Record<string, string>[], prefersFiles = false) => {
    const [environment, ...files] = toSources(layers)
    const sources = (prefersFiles ? [...files, environment] : [environment, ...files]).flatMap((source) => source ?? [])
    return findStaleKeys(resolveCredentials({ sources, keepAws: false }).credentials, sources)
  }
  const temporary = { ...keys, MLFLOW_AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE', MLFLOW_AWS_SESSION_TOKEN: 'old' }

  it.each<[string, Record<string, string>[], string]>([
    ['a secret', [{ ...keys, MLFLOW_AWS_SECRET_ACCESS_KEY: 'old' }, keys], 'MLFLOW_AWS_SECRET_ACCESS_KEY'],
    ['a token', [temporary, { ...temporary, MLFLOW_AWS_SESSION_TOKEN: 'new' }], 'MLFLOW_AWS_SESSION_TOKEN'],
    ['a secret of AWS', [{ ...shell, AWS_SECRET_ACCESS_KEY: 'old' }, shell], 'AWS_SECRET_ACCESS_KEY'],
    ['the second file', [keys, {}, { ...keys, MLFLOW_AWS_SECRET_ACCESS_KEY: 'old' }], 'MLFLOW_AWS_SECRET_ACCESS_KEY'],
  ])('cause a warning that names both places and --override: %s', (_, layers, name) => {
    const found = stale(layers)
    expect(found).toMatchObject([{ code: 'stale-credentials', origin: { kind: 'environment', name } }])
    expect(found[0]?.message).toContain('--override')
  })

  it('cause a warning about two files too', () => {
    const found = stale([{}, keys, { ...keys, MLFLOW_AWS_SECRET_ACCESS_KEY: 'old' }])
    expect(found[0]?.message).toMatch(/\.env\.mlflow:2 and .* in \.env:2 differ .*: remove the wrong one$/)
  })

  it.each<[string, Record<string, string>[], boolean]>([
    ['the same secret', [keys, keys], false],
    ['another id', [{ ...keys, MLFLOW_AWS_ACCESS_KEY_ID: 'other' }, keys], false],
    ['a secret alone', [{ MLFLOW_AWS_SECRET_ACCESS_KEY: 'x' }, keys], false],
    ['an id alone', [{ MLFLOW_AWS_ACCESS_KEY_ID: ID }, keys], false],
    ['files that win, as with --override', [{ ...keys, MLFLOW_AWS_SECRET_ACCESS_KEY: 'old' }, keys], true],
  ])('cause none with %s', (_, layers, prefersFiles) => {
    expect(stale(layers, prefersFiles)).toEqual([])
  })
})
