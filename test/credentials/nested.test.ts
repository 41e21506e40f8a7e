import { describe, expect, it } from 'vitest'
import { suffixOf } from '../../src/credentials/credentials.ts'
import { checkOuterCredentials } from '../../src/credentials/fall-back.ts'
import { resolveCredentials } from '../../src/credentials/index.ts'
import { findPassedOn } from '../../src/credentials/outer-launcher.ts'
import { configured, PROFILE, PROJECT } from '../rig/configure-values.ts'
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

describe('the variables that an outer launcher set', () => {
  const DEFAULT = 'http://localhost:5000'
  const server = { MLFLOW_TRACKING_URI: 'http://a' }
  const outer = (files: Layer[], env: Layer = {}) => configured({ env: { PATH: '/bin', ...env }, files }).child
  const passedOn = (env: Layer) => Array.from(findPassedOn(env, DEFAULT))

  it.each<[string, Layer]>([
    ['by default', outer([PROJECT])],
    ['from its files', outer([{ ...PROJECT, ...server }])],
    ['as its own server', { ...server, WITH_MLFLOW_ENV_FOUND_URI: 'http://a' }],
  ])('have the tracking server that it chose %s', (_, env) => {
    expect(passedOn(env)).toEqual(['MLFLOW_TRACKING_URI'])
  })

  it.each<[string, Layer]>([
    ['the user had exported', outer([PROJECT], server)],
    ['the user has changed since', { ...outer([{ ...PROJECT, ...server }]), MLFLOW_TRACKING_URI: 'http://own' }],
    ['the user exported without a launcher', { MLFLOW_TRACKING_URI: DEFAULT }],
    ['nobody has', {}],
  ])('have no tracking server that %s', (_, env) => {
    expect(passedOn(env)).toEqual([])
  })
})

describe('what an outer launcher hid for its own keys', () => {
  const outer = configured({ env: { AWS_CONFIG_FILE: '/my/config' }, files: [PROJECT] }).child

  it('is readable again for a profile inside', () => {
    const { child } = configured({ env: outer, files: [PROFILE] })
    expect(child.AWS_PROFILE).toBe('mlflow')
    for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) expect(child).not.toHaveProperty(name)
  })

  it('stays hidden for the same keys inside', () => {
    const inside = configured({ env: outer })
    expect(inside.child).toEqual(outer)
    expect(inside.credentials).toMatchObject({ mode: 'project', nested: true })
  })
})

describe('a setting that an outer launcher made', () => {
  const A = {
    ...{
      MLFLOW_AWS_ACCESS_KEY_ID: 'keysofAAAA',
      MLFLOW_AWS_SECRET_ACCESS_KEY: 'a',
      MLFLOW_AWS_DEFAULT_REGION: 'ap-south-1',
    },
    ...{ MLFLOW_S3_ENDPOINT_URL: 'http://store-a', MLFLOW_TRACKING_URI: 'http://server-a' },
  }
  const B = { MLFLOW_AWS_ACCESS_KEY_ID: 'keysofBBBB', MLFLOW_AWS_SECRET_ACCESS_KEY: 'b' }
  const settings = ['AWS_REGION', 'AWS_ENDPOINT_URL_S3', 'MLFLOW_S3_ENDPOINT_URL', 'MLFLOW_TRACKING_URI']
  const pick = (child: Readonly<Record<string, string>>) => settings.map((name) => child[name])
  const outer = (files: Record<string, string>[]) => configured({ env: { PATH: '/bin' }, files }).child

  it('is not used for the account of another project inside', () => {
    const { child, warnings } = configured({ env: outer([A]), files: [B] })
    expect(child.AWS_ACCESS_KEY_ID).toBe('keysofBBBB')
    expect(pick(child)).toEqual(['us-east-1', undefined, undefined, 'http://localhost:5000'])
    expect(warnings.map(({ code }) => code)).toEqual(['nested-account-mismatch'])
  })

  it('leaves nothing that the other project would not have by itself', () => {
    const own = { ...B, MLFLOW_TRACKING_URI: 'http://server-b', MLFLOW_S3_ENDPOINT_URL: 'http://store-b' }
    const alone = configured({ env: { PATH: '/bin' }, files: [own] }).child
    expect(configured({ env: outer([A]), files: [own] }).child).toEqual(alone)
    expect(configured({ env: outer([PROFILE]), files: [own] }).child).toEqual(alone)
    expect(configured({ env: outer([{}]), files: [own] }).child).toEqual(alone)
  })

  it('stays for the same project inside', () => {
    expect(configured({ env: outer([A]), files: [A] }).child).toEqual(outer([A]))
    expect(configured({ env: outer([A]) }).child).toEqual(outer([A]))
  })

  it('stays for the same project if it is the region', () => {
    const env = { PATH: '/bin', MLFLOW_AWS_DEFAULT_REGION: 'eu-north-1' }
    const outside = configured({ env, files: [A] }).child
    expect(outside.AWS_REGION).toBe('eu-north-1')
    expect(configured({ env: outside, files: [A] }).child.AWS_REGION).toBe('eu-north-1')
  })

  const NAMES = { MLFLOW_EXPERIMENT_NAME: 'a', MLFLOW_ARTIFACT_ROOT: 's3://a/x', MLFLOW_TRACKING_TOKEN: 'secret-a' }

  it('leaves nothing of the outer project’s files to another account', () => {
    const alone = configured({ env: { PATH: '/bin' }, files: [B] }).child
    expect(configured({ env: outer([{ ...A, ...NAMES }]), files: [B] }).child).toEqual(alone)
    expect(configured({ env: outer([{ ...NAMES, MLFLOW_PORT: '7000' }]), files: [B] }).child).toEqual(alone)
  })

  it.each([
    ['outside', { MLFLOW_TRACKING_URI: 'http://ci', MLFLOW_EXPERIMENT_NAME: 'ci' }, {}],
    ['between the two', {}, { MLFLOW_TRACKING_URI: 'http://ci', MLFLOW_EXPERIMENT_NAME: 'ci' }],
  ])('does not count for what the user exports %s', (_, outside, between) => {
    const first = configured({ env: { PATH: '/bin', ...outside }, files: [{ ...A, ...NAMES }] }).child
    const { child } = configured({ env: { ...first, ...between }, files: [B] })
    expect(child).toMatchObject({ MLFLOW_TRACKING_URI: 'http://ci', MLFLOW_EXPERIMENT_NAME: 'ci' })
    expect(child).not.toHaveProperty('MLFLOW_TRACKING_TOKEN')
  })

  it('ranks below the files of another project with the same account', () => {
    const inside = { MLFLOW_TRACKING_URI: 'http://server-b', MLFLOW_EXPERIMENT_NAME: 'b' }
    const run = (project: string) => configured({ env: outer([{ ...A, ...NAMES }]), files: [inside], project }).child
    expect(run('/b')).toMatchObject({ ...inside, MLFLOW_ARTIFACT_ROOT: 's3://a/x' })
    expect(run('/project')).toMatchObject({ MLFLOW_TRACKING_URI: 'http://server-a', MLFLOW_EXPERIMENT_NAME: 'a' })
  })

  it('does not override a file if it was only a default', () => {
    const { child } = configured({ env: outer([{}]), files: [{ MLFLOW_TRACKING_URI: 'http://server-b' }] })
    expect(child.MLFLOW_TRACKING_URI).toBe('http://server-b')
  })

  it('is told of without a hash if it may be a password, and is left out for another account all the same', () => {
    const env = { PATH: '/bin' }
    const outside = configured({ env, files: [{ ...A, MLFLOW_TRACKING_PASSWORD: 'hunter2' }] }).child
    expect(outside.WITH_MLFLOW_ENV_FROM_FILES).toMatch(/ MLFLOW_TRACKING_PASSWORD=(?: |$)/)
    expect(configured({ env: outside, files: [B] }).child).not.toHaveProperty('MLFLOW_TRACKING_PASSWORD')
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
