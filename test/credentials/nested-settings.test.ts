import { describe, expect, it } from 'vitest'
import { findPassedOn } from '../../src/credentials/outer-launcher.ts'
import { configured, PROFILE, PROJECT } from '../rig/configure-values.ts'
import type { Layer } from '../rig/sources.ts'

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
