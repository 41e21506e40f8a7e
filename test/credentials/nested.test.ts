import { describe, expect, it } from 'vitest'
import { suffixOf } from '../../src/credentials/credentials.ts'
import { checkOuterCredentials } from '../../src/credentials/fall-back.ts'
import { resolveCredentials } from '../../src/credentials/index.ts'
import { configured, PROJECT } from '../rig/configure-values.ts'
import type { Layer } from '../rig/sources.ts'
import { decide, toSources } from '../rig/sources.ts'

const ID = 'AKIAIOSFODNN7EXAMPLE'
const inner = { AWS_ACCESS_KEY_ID: ID, AWS_SECRET_ACCESS_KEY: 'secret', WITH_MLFLOW_ENV: 'project:MPLE' }
const own = { MLFLOW_AWS_ACCESS_KEY_ID: 'ownstore', MLFLOW_AWS_SECRET_ACCESS_KEY: 'own' }

const found = (...layers: Layer[]) => {
  const { resolved, ...verdict } = decide({ layers })
  return verdict
}
const taken = { mode: 'project', id: ID, secret: 'secret', token: null }

describe('a launcher inside another', () => {
  it('uses the keys of the outer launcher as the project’s', () => {
    expect(found(inner)).toEqual(taken)
    expect(found({ ...inner, AWS_SESSION_TOKEN: 't' })).toEqual({ ...taken, token: 't' })
  })

  it('accepts them with --strict', () => {
    expect(decide({ layers: [inner], strict: true }).mode).toBe('project')
  })

  it.each([
    ['other keys', { ...inner, AWS_ACCESS_KEY_ID: 'AKIAI44QH8DHBEXAMPLX' }],
    ['no mark', { ...inner, WITH_MLFLOW_ENV: '' }],
    ["the mark of the shell's keys", { ...inner, WITH_MLFLOW_ENV: 'global:MPLE' }],
    ['a mark without an end', { ...inner, WITH_MLFLOW_ENV: 'project:' }],
    ['a mark that is longer', { ...inner, WITH_MLFLOW_ENV: 'project:AMPLE' }],
  ])('does not use them with %s', (_, environment) => {
    expect(found(environment).mode).toBe('global')
  })

  it('does not use half of them', () => {
    expect(found({ ...inner, AWS_SECRET_ACCESS_KEY: '' }).mode).toBe('global')
  })

  it('trusts only a mark in the environment', () => {
    const { WITH_MLFLOW_ENV, ...keys } = inner
    expect(found(keys, { WITH_MLFLOW_ENV }).mode).toBe('global')
    expect(found({ WITH_MLFLOW_ENV }, keys).mode).toBe('global')
  })

  it('uses the project’s own credentials first', () => {
    expect(found(inner, own)).toMatchObject({ id: 'ownstore', secret: 'own' })
    expect(found(inner, { MLFLOW_AWS_PROFILE: 'p' })).toEqual({ mode: 'profile', profile: 'p' })
  })

  it('warns if the project names another account', () => {
    const warnings = (...layers: Layer[]) => decide({ layers }).resolved?.warnings.map(({ code }) => code)
    expect(warnings(inner, own)).toEqual(['nested-account-mismatch'])
    expect(warnings(inner, { MLFLOW_AWS_ACCESS_KEY_ID: ID, MLFLOW_AWS_SECRET_ACCESS_KEY: 'secret' })).toEqual([])
  })

  it('completes an empty or incomplete set in a file with the same keys of the outer launcher', () => {
    expect(found(inner, { MLFLOW_AWS_ACCESS_KEY_ID: '', MLFLOW_AWS_SECRET_ACCESS_KEY: '' })).toEqual(taken)
    expect(found(inner, { MLFLOW_AWS_ACCESS_KEY_ID: ID })).toEqual(taken)
    expect(found(inner, { MLFLOW_AWS_ACCESS_KEY_ID: 'another' })).toEqual({
      mode: 'refused',
      reasons: ['incomplete-credentials'],
    })
    expect(found(inner, { MLFLOW_AWS_SECRET_ACCESS_KEY: 'x' })).toEqual({
      mode: 'refused',
      reasons: ['incomplete-credentials'],
    })
  })

  it('uses a profile of the outer launcher', () => {
    const environment = { AWS_PROFILE: 'mlflow', WITH_MLFLOW_ENV: 'profile:mlflow' }
    expect(found(environment)).toEqual({ mode: 'profile', profile: 'mlflow' })
    expect(found({ ...environment, AWS_PROFILE: 'other' })).toEqual({ mode: 'ambient' })
    expect(found({ ...environment, AWS_ACCESS_KEY_ID: ID }).mode).toBe('global')
  })

  it('warns if someone exported another key id, next to which the outer secret and token remain', () => {
    const env = { ...inner, AWS_SESSION_TOKEN: 't', AWS_ACCESS_KEY_ID: 'keysofUSER' }
    const others = [{ name: 'AWS_SECRET_ACCESS_KEY' }, { name: 'AWS_SESSION_TOKEN' }]
    expect(configured({ env }).warnings).toMatchObject([{ code: 'stale-outer-credentials', data: { others } }])
  })
})

describe('credentials of the project outside', () => {
  const outer = configured({ env: { PATH: '/bin' }, files: [PROJECT], project: '/a' }).child
  const KEYS_OUTSIDE = { outer: 'project:ctid' }
  const warned = (files: Layer[], options = {}, project = '/b', env = outer) => {
    const sources = toSources([env, ...files])
    const { credentials } = resolveCredentials({ sources, keepAws: false })
    const given = { strict: null, allowFallback: null, ...options }
    return checkOuterCredentials({ credentials, sources, options: given, env, project })
  }
  const S3 = { MLFLOW_ARTIFACT_ROOT: 's3://b' }
  const inFile = { kind: 'file', name: 'WITH_MLFLOW_ENV_STRICT', path: '/b/.env', display: '.env', line: 1 } as const
  const option = { kind: 'option', name: '--strict' } as const

  it('cause a warning if another project has a store or is strict', () => {
    const expected = [{ code: 'outer-credentials-used', data: KEYS_OUTSIDE }]
    expect(warned([S3])).toMatchObject(expected)
    expect(warned([{ WITH_MLFLOW_ENV_STRICT: '1' }], { strict: inFile })).toMatchObject(expected)
  })

  it.each<[string, ReturnType<typeof warned>]>([
    ['the same project', warned([S3], {}, '/a')],
    ['a folder without files', warned([])],
    ['a project without a store', warned([{ MLFLOW_TRACKING_URI: 'http://b' }])],
    ['a strict outer option', warned([{ MLFLOW_TRACKING_URI: 'http://b' }], { strict: option })],
    ['who has agreed', warned([S3], { allowFallback: option })],
    ['a project with its own', warned([{ ...S3, ...own }])],
    ['a shell without a launcher outside', warned([S3], {}, '/b', { PATH: '/bin' })],
  ])('cause none for %s', (_, warnings) => {
    expect(warnings).toEqual([])
  })
})

describe('the mark', () => {
  it.each([
    [[{ MLFLOW_AWS_ACCESS_KEY_ID: ID, MLFLOW_AWS_SECRET_ACCESS_KEY: 's' }], 'project:MPLE'],
    [[{ MLFLOW_AWS_PROFILE: 'mlflow' }], 'profile:mlflow'],
    [[{ AWS_ACCESS_KEY_ID: ID, AWS_SECRET_ACCESS_KEY: 's' }], 'global:MPLE'],
    [[{ AWS_SECRET_ACCESS_KEY: 's' }], 'global:'],
    [[{}], 'ambient:'],
  ])('of %j is %s', (layers, expected) => {
    const { resolved } = decide({ layers: layers as Layer[] })
    expect(resolved?.credentials.tag).toBe(expected)
  })

  it.each([
    ['AKIAIOSFODNN7EXAMPLE', 'MPLE'],
    ['minioadmin', 'dmin'],
    ['minio', 'inio'],
    ['', ''],
  ])('has no more of %s than %s', (id, end) => {
    expect(suffixOf(id)).toBe(end)
  })
})
