import { describe, expect, it } from 'vitest'
import { LauncherError } from '../../src/model/diagnostic.ts'
import { configured, GLOBAL, PROFILE, PROJECT } from '../rig/configure-values.ts'

const uri = (value: string) => ({ MLFLOW_TRACKING_URI: value })
const root = (value: string) => ({ MLFLOW_ARTIFACT_ROOT: value })
const endpoint = (value: string) => ({ MLFLOW_S3_ENDPOINT_URL: value })

describe('the tracking URI', () => {
  it.each([
    ['the environment first', uri('http://env'), [uri('http://upper'), uri('http://lower')], 'http://env'],
    ['then the higher file', {}, [uri('http://upper'), uri('http://lower')], 'http://upper'],
    ['then the lower one', {}, [{}, uri('http://lower')], 'http://lower'],
    ['an empty one is filled from below', uri(''), [uri(''), uri('http://lower')], 'http://lower'],
    ['the default last', {}, [], 'http://localhost:5000'],
    ['the default where all are empty', uri(''), [uri('')], 'http://localhost:5000'],
  ])('is the right one, or none: %s', (_, env, files, expected) => {
    const { child, trackingUri } = configured({ env, files })
    expect(trackingUri.value).toBe(expected)
    expect(child.MLFLOW_TRACKING_URI).toBe(expected)
  })

  it.each([
    ['option', { kind: 'environment', name: 'MLFLOW_TRACKING_URI' }, uri('x'), []],
    ['file', { kind: 'file', display: '.env', line: 1 }, {}, [{}, uri('x')]],
    ['default', { kind: 'default' }, {}, []],
  ] as const)('has an origin: %s', (_, origin, env, files) => {
    expect(configured({ env, files }).trackingUri.origin).toMatchObject(origin)
  })
})

describe('the artifact root', () => {
  it.each([
    ['the environment first', root('s3://env'), [root('s3://file')], 's3://env'],
    ['an empty one is filled from below', root(''), [root('s3://file')], 's3://file'],
    ['none', {}, [], null],
    ['an empty one is none, and not handed on', root(''), [root('')], null],
  ])('is the right one, or none: %s', (_, env, files, expected) => {
    const { child, artifactRoot } = configured({ env, files })
    expect(artifactRoot?.value ?? null).toBe(expected)
    expect(child.MLFLOW_ARTIFACT_ROOT ?? null).toBe(expected)
  })
})

describe('the endpoint', () => {
  it.each([
    ['the environment first', endpoint('http://env'), [endpoint('http://file')], 'http://env'],
    ['an empty one is filled from below', endpoint(''), [endpoint('http://file')], 'http://file'],
  ])('is the right one, or none: %s', (_, env, files, expected) => {
    for (const identity of [PROJECT, PROFILE, GLOBAL, {}]) {
      const { child } = configured({ env: { ...env, ...identity }, files })
      expect([child.MLFLOW_S3_ENDPOINT_URL, child.AWS_ENDPOINT_URL_S3]).toEqual([expected, expected])
    }
  })

  it('is never one of AWS_* with project credentials', () => {
    for (const identity of [PROJECT, PROFILE]) {
      const { endpoint } = configured({ env: { AWS_ENDPOINT_URL_S3: 'http://shell', ...identity } })
      expect(endpoint).toBeNull()
    }
  })
})

describe('an address', () => {
  it.each(['<uri>', 'your-server', 'changeme', ' http://x', 'http://x ', 'http://x\n', 'http://\x1b[2J', '\thttp://x'])(
    'is refused if it cannot be right: %j',
    (value) => {
      for (const name of [uri, root, endpoint]) {
        expect(() => configured({ env: name(value) })).toThrow(LauncherError)
      }
    },
  )

  it.each(['./mlruns', 'sqlite:///mlflow.db', 'databricks', '/data/my runs', 's3://bucket/a b', 'C:\\runs'])(
    'is accepted if MLflow accepts it: %j',
    (value) => {
      expect(configured({ env: uri(value) }).child.MLFLOW_TRACKING_URI).toBe(value)
    },
  )
})
