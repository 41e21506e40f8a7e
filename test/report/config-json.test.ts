import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { configJson } from '../../src/report/config-json.ts'
import { configured, GLOBAL, PROFILE, PROJECT, type Setup } from '../rig/configure-values.ts'
import { root } from '../rig/paths.ts'

const json = (setup: Setup) => configJson(configured(setup))
const token = { MLFLOW_AWS_SESSION_TOKEN: 'projecttoken' }

/** The documented keys: none is removed or renamed without another version. */
const KEYS = [
  ...['version', 'project', 'files', 'trackingUri', 'artifactRoot', 'storageType', 'credentials', 'region', 'endpoint'],
  ...['options', 'environment', 'privateServer', 'warnings'],
]
const CREDENTIALS = ['mode', 'description', 'nested', 'accessKeyIdSuffix', 'profile', 'hasSessionToken', 'from']

describe('config --json', () => {
  it.each([
    ['project', { files: [{ ...PROJECT, ...token }] }],
    ['profile', { files: [PROFILE] }],
    ['global', { env: GLOBAL }],
    ['ambient', {}],
    ['keep-aws', { env: GLOBAL, options: ['--keep-aws'] }],
  ])('has all its keys with %s credentials', (mode, setup) => {
    const found = json(setup)
    expect(Object.keys(found)).toEqual(KEYS)
    expect(Object.keys(found.credentials)).toEqual(CREDENTIALS)
    expect(found).toMatchObject({ version: 1, project: '/project', credentials: { mode } })
    expect(JSON.parse(JSON.stringify(found))).toEqual(found)
  })

  it('has the origin of each value', () => {
    const env = { MLFLOW_AWS_SECRET_ACCESS_KEY: 'projectsecret', MLFLOW_AWS_DEFAULT_REGION: 'eu-west-1' }
    const files = [{}, { MLFLOW_TRACKING_URI: 'http://h', MLFLOW_AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }]
    const found = json({ env, files, options: ['--quiet'] })
    const file = { kind: 'file', path: '/project/.env' }
    expect(found.files).toEqual(['/project/.env.mlflow', '/project/.env'])
    expect(found.trackingUri).toEqual({ value: 'http://h', from: { ...file, name: 'MLFLOW_TRACKING_URI', line: 1 } })
    expect(found.artifactRoot).toBeNull()
    expect(found.region).toEqual({
      value: 'eu-west-1',
      from: { kind: 'environment', name: 'MLFLOW_AWS_DEFAULT_REGION' },
      exported: true,
    })
    expect(found.credentials).toMatchObject({
      accessKeyIdSuffix: 'MPLE',
      hasSessionToken: false,
      from: {
        AWS_ACCESS_KEY_ID: { ...file, name: 'MLFLOW_AWS_ACCESS_KEY_ID', line: 2 },
        AWS_SECRET_ACCESS_KEY: { kind: 'environment', name: 'MLFLOW_AWS_SECRET_ACCESS_KEY' },
      },
    })
    expect(found.options).toMatchObject({ quiet: { kind: 'option', name: '--quiet' }, strict: null })
    expect(found.endpoint).toBeNull()
  })

  it('says who asked for each option, as its page lists them', () => {
    const { options } = json({ env: { WITH_MLFLOW_ENV_WITH_SERVER: '1' }, options: ['--strict'], files: [PROJECT] })
    expect(options).toMatchObject({
      strict: { kind: 'option', name: '--strict' },
      withServer: { kind: 'environment', name: 'WITH_MLFLOW_ENV_WITH_SERVER' },
      keepAws: null,
      launch: { kind: 'default' },
    })
    const page = readFileSync(join(root, 'docs', 'config-json.md'), 'utf8')
    const [, row = ''] = /^\| `options` \|[^|]*\|([^|]*)\|$/m.exec(page) ?? []
    expect(Array.from(row.matchAll(/`(\w+)`/g), ([, name]) => name)).toEqual(Object.keys(options))
  })

  it('lists the changes to the environment, sorted, with reasons and without values', () => {
    const { environment } = json({ env: { AWS_PROFILE: 'old', AWS_ACCOUNT_ID: '1' }, files: [PROJECT] })
    expect(environment.unset.map(({ name }) => name)).toEqual(['AWS_ACCOUNT_ID', 'AWS_PROFILE'])
    const names = environment.set.map(({ name }) => name)
    expect(names).toEqual([...names].sort())
    expect(names).toContain('AWS_SECRET_ACCESS_KEY')
    for (const entry of [...environment.set, ...environment.unset, ...environment.withheld]) {
      expect(entry.reason).toMatch(/\w/)
      expect(Object.keys(entry)).not.toContain('value')
    }
  })

  it('marks the region of a profile', () => {
    const config = '[profile mlflow]\nregion = eu-west-1\n'
    expect(json({ files: [PROFILE], config }).region).toEqual({
      value: 'eu-west-1',
      from: { kind: 'profile', name: 'mlflow' },
      exported: false,
    })
  })

  it('has the messages of warnings', () => {
    const { warnings } = json({ files: [{ ...PROJECT, AWS_PROFILE: 'old' }] })
    expect(warnings).toEqual([{ code: 'dotenv-reintroduces', message: expect.stringContaining('.env.mlflow:3') }])
  })

  it.each<Setup>([
    { files: [{ ...PROJECT, ...token }] },
    {
      env: {
        ...PROJECT,
        ...token,
        ...GLOBAL,
        AWS_SESSION_TOKEN: 'shelltoken',
        AWS_BEARER_TOKEN_BEDROCK: 'bearersecret',
      },
    },
    { env: { ...GLOBAL, AWS_SESSION_TOKEN: 'shelltoken' }, files: [PROFILE] },
    { env: GLOBAL, files: [{ AWS_SESSION_TOKEN: 'shelltoken', DB_PASSWORD: 'dbsecret' }] },
    { env: { MLFLOW_TRACKING_URI: 'https://u:dbsecret@h/?token=dbsecret', MLFLOW_TRACKING_PASSWORD: 'dbsecret' } },
    {
      files: [{ ...PROJECT, MLFLOW_ARTIFACT_ROOT: 's3://k:dbsecret@b', MLFLOW_S3_ENDPOINT_URL: 'http://k:dbsecret@s' }],
    },
    {
      env: { ...GLOBAL, HTTPS_PROXY: 'http://u:dbsecret@p', JAVA_TOOL_OPTIONS: '-Daws.secretKey=dbsecret' },
      files: [PROJECT],
    },
    { env: { ...GLOBAL, WITH_MLFLOW_ENV: 'project:llid', AWS_SESSION_TOKEN: 'shelltoken' } },
  ])('has no secret: %j', (setup) => {
    const text = JSON.stringify(json(setup))
    expect(text).not.toMatch(/projectsecret|projecttoken|shellsecret|shelltoken|bearersecret|dbsecret/)
    // Nor a whole key id; four characters at its end are told.
    expect(text).not.toMatch(/"(?:projectid|shellid)"/)
  })
})
