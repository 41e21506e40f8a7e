import { describe, expect, it } from 'vitest'
import { type Configured, configured, GLOBAL, PROFILE, PROJECT, type Setup } from '../rig/configure-values.ts'

/** What becomes of a variable: its value in the child, or null if the child does not have it. */
type Fate = string | null

/**
 * In each row: a variable, and what becomes of its value `parent` with the project's keys, with the project's profile, and
 * with the shell's own keys.
 */
const ROWS: readonly (readonly [name: string, project: Fate, profile: Fate, global: Fate])[] = [
  ['AWS_ACCESS_KEY_ID', 'projectid', null, 'parent'],
  ['AWS_SECRET_ACCESS_KEY', 'projectsecret', null, 'parent'],
  ['AWS_SESSION_TOKEN', null, null, 'parent'],
  ['AWS_SECURITY_TOKEN', null, null, 'parent'],
  ['AWS_CREDENTIAL_EXPIRATION', null, null, 'parent'],
  ['AWS_ACCOUNT_ID', null, null, 'parent'],
  ['AWS_ACCESS_KEY', null, null, 'parent'],
  ['AWS_SECRET_KEY', null, null, 'parent'],
  ['AWS_TOKEN', null, null, 'parent'],
  ['AWS_DEFAULT_PROFILE', null, null, 'parent'],
  ['AWS_PROFILE', null, 'mlflow', 'parent'],
  ['AWS_CONFIG_FILE', '/null', 'parent', 'parent'],
  ['AWS_SHARED_CREDENTIALS_FILE', '/null', 'parent', 'parent'],
  ['BOTO_CONFIG', '/null', '/null', 'parent'],
  ['AWS_CREDENTIAL_FILE', null, null, 'parent'],
  ['AWS_DATA_PATH', null, null, 'parent'],
  ['AWS_WEB_IDENTITY_TOKEN_FILE', null, null, 'parent'],
  ['AWS_ROLE_ARN', null, null, 'parent'],
  ['AWS_ROLE_SESSION_NAME', null, null, 'parent'],
  ['AWS_CONTAINER_CREDENTIALS_FULL_URI', null, null, 'parent'],
  ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', null, null, 'parent'],
  ['AWS_CONTAINER_AUTHORIZATION_TOKEN', null, null, 'parent'],
  ['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', null, null, 'parent'],
  ['AWS_EC2_METADATA_DISABLED', 'true', 'true', 'parent'],
  ['AWS_EC2_METADATA_SERVICE_ENDPOINT', null, null, 'parent'],
  ['AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE', null, null, 'parent'],
  ['AWS_EC2_METADATA_V1_DISABLED', null, null, 'parent'],
  ['AWS_METADATA_SERVICE_TIMEOUT', null, null, 'parent'],
  ['AWS_METADATA_SERVICE_NUM_ATTEMPTS', null, null, 'parent'],
  ['AWS_METADATA_ENDPOINT', null, 'http://127.0.0.1:9', 'parent'],
  ['AWS_IMDSV1_FALLBACK', null, null, 'parent'],
  ['AWS_DEFAULT_REGION', 'parent', null, 'parent'],
  ['AWS_REGION', 'parent', null, 'parent'],
  ['AWS_ENDPOINT_URL', null, null, 'parent'],
  ['AWS_ENDPOINT', null, null, 'parent'],
  ['AWS_ENDPOINT_URL_STS', null, null, 'parent'],
  ['AWS_ENDPOINT_URL_SSO', null, null, 'parent'],
  ['AWS_ENDPOINT_URL_S3', null, null, 'parent'],
  ['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', null, null, 'parent'],
  ['AWS_USE_FIPS_ENDPOINT', null, null, 'parent'],
  ['AWS_USE_DUALSTACK_ENDPOINT', null, null, 'parent'],
  ['AWS_STS_REGIONAL_ENDPOINTS', null, null, 'parent'],
  ['AWS_S3_USE_ARN_REGION', null, null, 'parent'],
  ['AWS_S3_US_EAST_1_REGIONAL_ENDPOINT', null, null, 'parent'],
  ['AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS', null, null, 'parent'],
  ['AWS_S3_EXPRESS', null, null, 'parent'],
  ['AWS_SIGV4A_SIGNING_REGION_SET', null, null, 'parent'],
  ['AWS_ACCOUNT_ID_ENDPOINT_MODE', null, null, 'parent'],
  ['AWS_DISABLE_HOST_PREFIX_INJECTION', null, null, 'parent'],
  ['AWS_AUTH_SCHEME_PREFERENCE', null, null, 'parent'],
  ['AWS_REQUEST_CHECKSUM_CALCULATION', null, null, 'parent'],
  ['AWS_RESPONSE_CHECKSUM_VALIDATION', null, null, 'parent'],
  ['AWS_BEARER_TOKEN_BEDROCK', null, null, 'parent'],
  ['BOTOCORE_EXPERIMENTAL__PLUGINS', null, null, 'parent'],
  ['AWS_CSM_ENABLED', null, null, 'parent'],
  ['AWS_CSM_HOST', null, null, 'parent'],
  ['SSLKEYLOGFILE', null, null, 'parent'],
  ['AWS_SDK_LOAD_CONFIG', null, '1', 'parent'],
  ['FSSPEC_S3_KEY', null, null, 'parent'],
  ['FSSPEC_S3_ENDPOINT_URL', null, null, 'parent'],
  ['FSSPEC_S3', null, null, 'parent'],
  ['FSSPEC_CONFIG_DIR', '/null', '/null', 'parent'],
  ['S3_ENDPOINT', null, null, 'parent'],
  ['S3_REGION', null, null, 'parent'],
  ['S3_USE_HTTPS', null, null, 'parent'],
  ['S3_VERIFY_SSL', null, null, 'parent'],
  ['AWS_LOGIN_CACHE_DIRECTORY', null, 'parent', 'parent'],
  ['AWS_BUCKET', null, null, 'parent'],
  ['AWS_BUCKET_NAME', null, null, 'parent'],
  ['AWS_VIRTUAL_HOSTED_STYLE_REQUEST', null, null, 'parent'],
  ['AWS_SKIP_SIGNATURE', null, null, 'parent'],
  ['AWS_ALLOW_HTTP', null, null, 'parent'],
  ['AWS_SSE_CUSTOMER_KEY_BASE64', null, null, 'parent'],
  ['AWS_BATCH_JOB_ARRAY_INDEX', 'parent', 'parent', 'parent'],
  ['AWS_BATCH_JQ_NAME', 'parent', 'parent', 'parent'],
  ['AWS_PAGER', 'parent', 'parent', 'parent'],
  ['AWS_DEFAULT_OUTPUT', 'parent', 'parent', 'parent'],
  ['AWS_CLI_AUTO_PROMPT', 'parent', 'parent', 'parent'],
  ['AWS_XRAY_DAEMON_ADDRESS', 'parent', 'parent', 'parent'],
  ['AWS_EXECUTION_ENV', 'parent', 'parent', 'parent'],
  ['AWS_LAMBDA_FUNCTION_NAME', 'parent', 'parent', 'parent'],
  ['AWS_SDK_UA_APP_ID', 'parent', 'parent', 'parent'],
  ['AWS_NEURON_VISIBLE_DEVICES', 'parent', 'parent', 'parent'],
  ['AWS_SAM_LOCAL', 'parent', 'parent', 'parent'],
  ['AWS_PROXY_URL', 'parent', 'parent', 'parent'],
  ['BOTO_DISABLE_CRT', 'parent', 'parent', 'parent'],
  ['AWS_VAULT', null, null, 'parent'],
  ['AWS_VAULT_BACKEND', null, 'parent', 'parent'],
  ['AWS_VAULT_FILE_PASSPHRASE', null, 'parent', 'parent'],
  ['AWS_OKTA_MFA_PROVIDER', null, 'parent', 'parent'],
  ['AWS_OKTA_PROFILE', null, null, 'parent'],
  ['AWS_SSO_BROWSER', null, 'parent', 'parent'],
  ['AWS_SSO_ROLE_ARN', null, null, 'parent'],
  ['SAML2AWS_IDP_PROVIDER', 'parent', 'parent', 'parent'],
  ['GRANTED_ALIAS_CONFIGURED', 'parent', 'parent', 'parent'],
  ['S3_ENDPOINT_URL', null, null, 'parent'],
  ['S3_ACCESS_KEY_ID', null, null, 'parent'],
  ['SAGEMAKER_MLFLOW_ASSUME_ROLE_ARN', null, null, 'parent'],
  ['SAGEMAKER_DOMAIN', 'parent', 'parent', 'parent'],
  ['MLFLOW_S3_UPLOAD_EXTRA_ARGS', null, null, 'parent'],
  ['MLFLOW_S3_IGNORE_TLS', 'parent', 'parent', 'parent'],
  ['AWS_S3_ENDPOINT', null, null, 'parent'],
  ['CPL_AWS_CREDENTIALS_FILE', null, null, 'parent'],
  ['RCLONE_S3_ENDPOINT', null, null, 'parent'],
  ['RCLONE_S3_CHUNK_SIZE', 'parent', 'parent', 'parent'],
  ['RCLONE_CONFIG', 'parent', 'parent', 'parent'],
  ['DUCKDB_S3_ENDPOINT', null, null, 'parent'],
  ['WR_S3_ENDPOINT_URL', null, null, 'parent'],
  ['TILEDB_VFS_S3_AWS_ACCESS_KEY_ID', null, null, 'parent'],
  ['TILEDB_VFS_S3_MAX_PARALLEL_OPS', 'parent', 'parent', 'parent'],
  ['MC_HOST_lab', 'parent', 'parent', 'parent'],
  ['AWSACCESSKEYID', null, null, 'parent'],
  ['AWS_STORAGE_BUCKET_NAME', null, null, 'parent'],
  ['AWS_A_NAME_OF_NEXT_YEAR', null, null, 'parent'],
  ['BOTO_A_NAME_OF_NEXT_YEAR', null, null, 'parent'],
  ['AWS_CA_BUNDLE', 'parent', 'parent', 'parent'],
  ['REQUESTS_CA_BUNDLE', 'parent', 'parent', 'parent'],
  ['HTTP_PROXY', 'parent', 'parent', 'parent'],
  ['HTTPS_PROXY', 'parent', 'parent', 'parent'],
  ['ALL_PROXY', 'parent', 'parent', 'parent'],
  ['NO_PROXY', 'parent', 'parent', 'parent'],
  ['https_proxy', 'parent', 'parent', 'parent'],
  ['AWS_RETRY_MODE', 'parent', 'parent', 'parent'],
  ['AWS_MAX_ATTEMPTS', 'parent', 'parent', 'parent'],
  ['HOME', 'parent', 'parent', 'parent'],
  ['USERPROFILE', 'parent', 'parent', 'parent'],
  ['PATH', 'parent', 'parent', 'parent'],
  ['S3_BUCKET', 'parent', 'parent', 'parent'],
  ['MLFLOW_EXPERIMENT_NAME', 'parent', 'parent', 'parent'],
  ['MLFLOW_AWS_TYPO', null, null, null],
]

const MODES = { project: { files: [PROJECT] }, profile: { files: [PROFILE] }, global: {} } as const

const run = (mode: keyof typeof MODES, env: Record<string, string>, more: Setup = {}): Configured =>
  configured({ ...MODES[mode], ...more, env: mode === 'global' ? { ...GLOBAL, ...env } : env })

describe('the table of the child’s environment', () => {
  it.each(ROWS)(
    "has this effect on %s: with project keys %s, with a profile %s, with the shell's keys %s",
    (name, ...fates) => {
      for (const [at, mode] of (['project', 'profile', 'global'] as const).entries()) {
        const { child, change, parent } = run(mode, { [name]: 'parent' })
        expect(child[name] ?? null, mode).toBe(fates[at])
        if (fates[at] === null) expect(change.unset.get(name)).toMatch(/\w{3}/)
        expect(parent[name]).toBe('parent')
      }
    },
  )

  it('sets both key variables together, with the token of the same set', () => {
    const token = { MLFLOW_AWS_SESSION_TOKEN: 'projecttoken' }
    const { child } = configured({ env: { ...GLOBAL, AWS_SESSION_TOKEN: 'old' }, files: [{ ...PROJECT, ...token }] })
    expect(child).toMatchObject({
      AWS_ACCESS_KEY_ID: 'projectid',
      AWS_SECRET_ACCESS_KEY: 'projectsecret',
      AWS_SESSION_TOKEN: 'projecttoken',
    })
  })

  it.each(['AWS_CA_BUNDLE', 'REQUESTS_CA_BUNDLE', 'AWS_RETRY_MODE', 'AWS_MAX_ATTEMPTS', 'HTTPS_PROXY'])(
    'does not pass on an empty %s',
    (name) => {
      for (const mode of ['project', 'profile'] as const)
        expect(run(mode, { [name]: '' }).child).not.toHaveProperty(name)
    },
  )

  it.each(['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'])('does not pass on an empty %s with a profile', (name) => {
    expect(run('profile', { [name]: '' }).child).not.toHaveProperty(name)
  })

  it.each(['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_DEFAULT_REGION', 'AWS_REGION'])(
    'does not pass on an empty %s with the shell’s keys',
    (name) => {
      expect(run('global', { [name]: '' }).child[name] ?? 'absent').not.toBe('')
    },
  )

  it('keeps an empty AWS_PAGER, which means no pager', () => {
    for (const mode of ['project', 'profile'] as const) expect(run(mode, { AWS_PAGER: '' }).child.AWS_PAGER).toBe('')
  })

  it.each(['S3_ENDPOINT_URL', 'SAGEMAKER_MLFLOW_ASSUME_ROLE_ARN', 'MLFLOW_S3_UPLOAD_EXTRA_ARGS', 'AWS_VAULT_BACKEND'])(
    "passes on %s of the project's own file instead of the shell's",
    (name) => {
      const { child, warnings } = configured({ env: { [name]: 'parent' }, files: [{ ...PROJECT, [name]: 'own' }] })
      expect(child[name]).toBe('own')
      expect(warnings).toEqual([])
    },
  )

  it("keeps MLflow's settings of uploads that come with the project's credentials from the environment", () => {
    const own = { MLFLOW_S3_UPLOAD_EXTRA_ARGS: '{}', MLFLOW_S3_EXPECTED_BUCKET_OWNER: '1' }
    for (const identity of [PROJECT, PROFILE]) {
      expect(configured({ env: { ...identity, ...own } }).child).toMatchObject(own)
      expect(configured({ env: own, files: [identity] }).child).not.toMatchObject(own)
    }
    expect(configured({ env: own, files: [PROJECT], options: ['--keep-aws'] }).child).toMatchObject(own)
  })

  it("leaves the instance's metadata to a profile that is based on it", () => {
    const config = '[profile mlflow]\nrole_arn = r\ncredential_source = Ec2InstanceMetadata\n'
    expect(configured({ files: [PROFILE], config }).child).not.toHaveProperty('AWS_METADATA_ENDPOINT')
  })

  it('removes other spellings of what it sets, because some readers ignore case', () => {
    const odd = { aws_access_key_id: 'x', Aws_Profile: 'x', aws_ec2_metadata_disabled: 'false', aws_whatever: 'x' }
    const { child } = run('project', { ...odd, mlflow_aws_profile: 'x', fsspec_s3_key: 'x', boto_config: 'x' })
    for (const name of Object.keys(child)) if (/aws|fsspec|boto/i.test(name)) expect(name).toBe(name.toUpperCase())
  })
})
