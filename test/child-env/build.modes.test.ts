import { describe, expect, it } from 'vitest'
import { configured, GLOBAL, PROFILE, PROJECT } from '../rig/configure-values.ts'

const CONTAINER = {
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.2/',
  AWS_CONTAINER_AUTHORIZATION_TOKEN: 't',
}
const METADATA = { AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://[fd00::1]/', AWS_METADATA_SERVICE_TIMEOUT: '5' }
const role = (source: string) => `[profile mlflow]\nrole_arn = arn:aws:iam::1:role/x\ncredential_source = ${source}\n`

describe('a profile with a role', () => {
  it('keeps only the container’s variables if its first credentials come from the container', () => {
    const { child } = configured({ env: { ...CONTAINER, ...METADATA }, files: [PROFILE], config: role('EcsContainer') })
    expect(child).toMatchObject(CONTAINER)
    expect(child).not.toHaveProperty('AWS_METADATA_SERVICE_TIMEOUT')
    expect(child.AWS_EC2_METADATA_DISABLED).toBe('true')
  })

  it('keeps only the metadata service if its first credentials come from the instance', () => {
    const env = { ...CONTAINER, ...METADATA }
    const { child } = configured({ env, files: [PROFILE], config: role('Ec2InstanceMetadata') })
    expect(child).toMatchObject(METADATA)
    expect(child).not.toHaveProperty('AWS_EC2_METADATA_DISABLED')
    expect(child).not.toHaveProperty('AWS_CONTAINER_CREDENTIALS_FULL_URI')
  })

  it('keeps the same if its first credentials come through another profile', () => {
    const config = `[profile mlflow]\nrole_arn = x\nsource_profile = base\n[profile base]\ncredential_source = EcsContainer\n`
    expect(configured({ env: CONTAINER, files: [PROFILE], config }).child).toMatchObject(CONTAINER)
  })

  it('does not loop if its first credentials come from itself', () => {
    const config = '[profile mlflow]\nsource_profile = base\n[profile base]\nsource_profile = mlflow\n'
    expect(configured({ env: CONTAINER, files: [PROFILE], config }).child.AWS_PROFILE).toBe('mlflow')
  })
})

describe('an endpoint that the project names', () => {
  const files = (identity: object) => [{ ...identity, MLFLOW_S3_ENDPOINT_URL: 'http://store:8333' }]
  const env = {
    AWS_ENDPOINT_URL: 'http://old',
    AWS_ENDPOINT_URL_S3: 'http://old',
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: '1',
  }

  it.each([
    ['project', PROJECT, null],
    ['profile', PROFILE, 'false'],
  ] as const)('is the only endpoint with a %s', (_, identity, ignore) => {
    const { child } = configured({ env, files: files(identity) })
    expect(child.MLFLOW_S3_ENDPOINT_URL).toBe('http://store:8333')
    expect(child.AWS_ENDPOINT_URL_S3).toBe('http://store:8333')
    expect(child).not.toHaveProperty('AWS_ENDPOINT_URL')
    expect(child.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? null).toBe(ignore)
    expect(child.AWS_REQUEST_CHECKSUM_CALCULATION).toBe('when_required')
    expect(child.AWS_RESPONSE_CHECKSUM_VALIDATION).toBe('when_required')
  })

  it('is set with the shell’s keys, and the shell’s other endpoints stay', () => {
    const { child } = configured({ env: { ...env, ...GLOBAL }, files: files({}) })
    expect(child).toMatchObject({ ...GLOBAL, AWS_ENDPOINT_URL: 'http://old', AWS_ENDPOINT_URL_S3: 'http://store:8333' })
  })

  it.each([PROJECT, PROFILE, GLOBAL])('is not passed on if it is empty, with %j', (identity) => {
    const { child } = configured({ env: { MLFLOW_S3_ENDPOINT_URL: '', ...identity } })
    expect(child).not.toHaveProperty('MLFLOW_S3_ENDPOINT_URL')
  })
})

describe('variables of the project’s own file', () => {
  it.each([PROJECT, PROFILE])('are passed on if no rule names them, with %j', (identity) => {
    const own = { AWS_STORAGE_BUCKET_NAME: 'own', MY_SETTING: 'x', ...identity }
    const bucket = configured({
      env: { AWS_BUCKET: 'shell' },
      files: [{ ...own, AWS_BUCKET: 'own', S3_ENDPOINT: 'x' }],
    })
    expect(bucket.child).toMatchObject({ AWS_BUCKET: 'own' })
    expect(bucket.child).not.toHaveProperty('S3_ENDPOINT')
    expect(configured({ files: [own] }).child).toMatchObject({ AWS_STORAGE_BUCKET_NAME: 'own', MY_SETTING: 'x' })
    expect(configured({ env: { AWS_STORAGE_BUCKET_NAME: 'shell' }, files: [own] }).child.AWS_STORAGE_BUCKET_NAME).toBe(
      'own',
    )
    const fromShell = configured({ env: { AWS_STORAGE_BUCKET_NAME: 'shell' }, files: [identity] })
    expect(fromShell.child).not.toHaveProperty('AWS_STORAGE_BUCKET_NAME')
  })

  it('are overridden by the environment, as with load_dotenv()', () => {
    const { child } = configured({
      env: { A: 'env', B: '' },
      files: [
        { A: 'file', B: 'file', C: 'upper' },
        { C: 'lower', D: '' },
      ],
    })
    expect(child).toMatchObject({ A: 'env', B: '', C: 'upper', D: '' })
  })

  it('never pass MLFLOW_AWS_* on to the child, with a reason', () => {
    const { child, change } = configured({ env: PROFILE, files: [PROJECT] })
    expect(Object.keys(child).filter((name) => name.startsWith('MLFLOW_AWS_'))).toEqual([])
    expect(change.withheld.map(({ origin }) => origin.kind === 'file' && origin.name)).toEqual(Object.keys(PROJECT))
  })

  it('are the child’s AWS_* keys if the shell has none', () => {
    expect(configured({ files: [GLOBAL] }).child).toMatchObject(GLOBAL)
  })

  it.each([
    ['a token', { AWS_SESSION_TOKEN: 't' }],
    ['a profile', { AWS_PROFILE: 'p' }],
    ['an expiry', { AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z' }],
    ['other keys', { AWS_ACCESS_KEY_ID: 'other', AWS_SECRET_ACCESS_KEY: 'x' }],
  ])('are not mixed into the shell’s credentials: %s', (_, variables) => {
    const { child } = configured({ env: GLOBAL, files: [variables] })
    expect(child).toMatchObject(GLOBAL)
    for (const name of Object.keys(variables)) if (!(name in GLOBAL)) expect(child).not.toHaveProperty(name)
  })

  it('can have names that JavaScript objects have themselves', () => {
    const own = JSON.parse('{"__proto__": "x", "constructor": "y"}') as Record<string, string>
    const { child } = configured({ files: [own] })
    expect(Object.entries(child)).toEqual(
      expect.arrayContaining([
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ]),
    )
  })
})

describe('--keep-aws', () => {
  const env = {
    ...GLOBAL,
    AWS_PROFILE: 'p',
    AWS_ENDPOINT_URL: 'http://old',
    FSSPEC_S3_KEY: 'x',
    AWS_REGION: 'r',
    BOTO_CONFIG: '',
  }

  it('leaves every AWS setting unchanged and sets MLflow’s names', () => {
    const files = [{ ...PROJECT, MLFLOW_TRACKING_URI: 'http://mlflow', MLFLOW_S3_ENDPOINT_URL: 'http://store' }]
    const { child } = configured({ env, files, options: ['--keep-aws'] })
    expect(child).toEqual({ ...env, MLFLOW_TRACKING_URI: 'http://mlflow', MLFLOW_S3_ENDPOINT_URL: 'http://store' })
  })

  it('does not mark the child and does not check the project’s keys', () => {
    const { child } = configured({ env, files: [{ MLFLOW_AWS_ACCESS_KEY_ID: 'half' }], options: ['--keep-aws'] })
    expect(child).not.toHaveProperty('WITH_MLFLOW_ENV')
    expect(child).not.toHaveProperty('MLFLOW_AWS_ACCESS_KEY_ID')
  })

  it.each([
    ['s3://bucket/x', ['keep-aws-direct']],
    ['r2://bucket/x', ['keep-aws-direct']],
    ['mlflow-artifacts:/', []],
  ])('warns about artifacts on S3 only: with the artifact root %s', (root, codes) => {
    const { warnings } = configured({ env: { MLFLOW_ARTIFACT_ROOT: root }, options: ['--keep-aws'] })
    expect(warnings.map(({ code }) => code)).toEqual(codes)
  })
})

describe('--keep-aws-config', () => {
  const files = { AWS_CONFIG_FILE: '/my/config', AWS_SHARED_CREDENTIALS_FILE: '' }

  it('keeps the config files readable with project keys', () => {
    const { child } = configured({ env: files, files: [PROJECT], options: ['--keep-aws-config'] })
    expect(child).toMatchObject({ AWS_CONFIG_FILE: '/my/config', AWS_ACCESS_KEY_ID: 'projectid' })
    expect(child).not.toHaveProperty('AWS_SHARED_CREDENTIALS_FILE')
  })

  it('is the only option that does', () => {
    const { child } = configured({ env: files, files: [PROJECT] })
    expect(child).toMatchObject({ AWS_CONFIG_FILE: '/null', AWS_SHARED_CREDENTIALS_FILE: '/null' })
  })
})

describe('a command without any credentials', () => {
  it('gets all AWS settings unchanged', () => {
    const env = { AWS_PROFILE: 'p', AWS_CONFIG_FILE: '/c', ...CONTAINER, AWS_ROLE_ARN: 'r', FSSPEC_CONFIG_DIR: '/f' }
    const { child } = configured({ env })
    expect(child).toMatchObject(env)
    expect(child).not.toHaveProperty('AWS_REGION')
  })
})
