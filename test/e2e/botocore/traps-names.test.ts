// The table, name by name, for the readers that are not botocore: object_store, s3fs, TensorFlow, the SDKs for Java, Go
// and JavaScript. A name that stays behind is a trap for one of them.
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import type { Env } from '../../oracle/accounts.ts'
import { section } from '../../oracle/accounts.ts'
import { M, P, PROJECT_KEYS, shellOf } from '../oracle/check-case.ts'
import { runLauncher } from '../oracle/launcher.ts'
import { envText, type Files, makeSandbox } from '../oracle/sandbox.ts'

/** Removed in both modes, whatever they hold. */
const REMOVED = `
  AWS_SECURITY_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_ACCOUNT_ID AWS_ACCESS_KEY AWS_SECRET_KEY AWS_TOKEN
  AWS_DEFAULT_PROFILE AWS_CREDENTIAL_FILE AWS_DATA_PATH
  AWS_WEB_IDENTITY_TOKEN_FILE AWS_ROLE_ARN AWS_ROLE_SESSION_NAME
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI AWS_CONTAINER_CREDENTIALS_FULL_URI AWS_CONTAINER_AUTHORIZATION_TOKEN
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE
  AWS_EC2_METADATA_SERVICE_ENDPOINT AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE AWS_EC2_METADATA_V1_DISABLED
  AWS_METADATA_SERVICE_TIMEOUT AWS_METADATA_SERVICE_NUM_ATTEMPTS AWS_METADATA_ENDPOINT AWS_IMDSV1_FALLBACK
  AWS_ENDPOINT AWS_ENDPOINT_URL AWS_ENDPOINT_URL_S3 AWS_ENDPOINT_URL_STS AWS_ENDPOINT_URL_SSO AWS_ENDPOINT_URL_DYNAMODB
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS AWS_USE_FIPS_ENDPOINT AWS_USE_DUALSTACK_ENDPOINT AWS_STS_REGIONAL_ENDPOINTS
  AWS_S3_USE_ARN_REGION AWS_S3_US_EAST_1_REGIONAL_ENDPOINT AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS
  AWS_S3_DISABLE_EXPRESS_SESSION_AUTH AWS_SIGV4A_SIGNING_REGION_SET AWS_ACCOUNT_ID_ENDPOINT_MODE
  AWS_DISABLE_HOST_PREFIX_INJECTION AWS_AUTH_SCHEME_PREFERENCE AWS_REQUEST_CHECKSUM_CALCULATION
  AWS_RESPONSE_CHECKSUM_VALIDATION AWS_BEARER_TOKEN_BEDROCK AWS_BEARER_TOKEN_ANYTHING BOTOCORE_EXPERIMENTAL__PLUGINS
  AWS_CSM_ENABLED AWS_CSM_HOST AWS_CSM_PORT AWS_CSM_CLIENT_ID SSLKEYLOGFILE
  AWS_BUCKET AWS_BUCKET_NAME AWS_VIRTUAL_HOSTED_STYLE_REQUEST AWS_UNSIGNED_PAYLOAD AWS_SKIP_SIGNATURE AWS_ALLOW_HTTP
  AWS_CHECKSUM_ALGORITHM AWS_S3_EXPRESS AWS_COPY_IF_NOT_EXISTS AWS_CONDITIONAL_PUT AWS_DISABLE_TAGGING AWS_REQUEST_PAYER
  AWS_SERVER_SIDE_ENCRYPTION AWS_SSE_KMS_KEY_ID AWS_SSE_BUCKET_KEY_ENABLED AWS_SSE_CUSTOMER_KEY_BASE64
  FSSPEC_S3 FSSPEC_S3_KEY FSSPEC_S3_SECRET FSSPEC_S3_ENDPOINT_URL S3_ENDPOINT S3_REGION S3_USE_HTTPS S3_VERIFY_SSL
  S3_ENDPOINT_URL S3_ACCESS_KEY_ID S3_SECRET_ACCESS_KEY AWS_S3_ENDPOINT AWS_HTTPS AWS_VIRTUAL_HOSTING AWS_NO_SIGN_REQUEST
  AWS_S3_ASSUME_ROLE_ARN AWSACCESSKEYID AWS_VAULT AWS_SSO_ROLE_NAME
  AWS_STORAGE_BUCKET_NAME AWS_SOMETHING_NEW BOTO_SOMETHING_NEW aws_session_token Aws_Endpoint_Url
  MLFLOW_AWS_SOMETHING
`
  .trim()
  .split(/\s+/)

/** Transport, and what schedulers, tools and tracers read: kept, for they name no account. */
const KEPT: Env = {
  ...{ AWS_BATCH_JOB_ARRAY_INDEX: '7', AWS_BATCH_CE_NAME: 'ce', AWS_PAGER: '', AWS_DEFAULT_OUTPUT: 'json' },
  ...{ AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR', AWS_CLI_AUTO_PROMPT: 'on', AWS_LAMBDA_FUNCTION_NAME: 'f' },
  ...{ AWS_CA_BUNDLE: '/ca.pem', REQUESTS_CA_BUNDLE: '/ca.pem', AWS_RETRY_MODE: 'standard', AWS_MAX_ATTEMPTS: '7' },
  ...{ HTTPS_PROXY: 'http://p:1', HTTP_PROXY: 'http://p:1', ALL_PROXY: 'http://p:1', NO_PROXY: 'localhost' },
  ...{ https_proxy: 'http://p:1', http_proxy: 'http://p:1', no_proxy: 'localhost', USERPROFILE: 'C:\\' },
}
const junk = Object.fromEntries(REMOVED.map((name) => [name, 'of-the-shell']))
/** For object_store, which knows no profiles. */
const noInstance = { AWS_METADATA_ENDPOINT: 'http://127.0.0.1:9' }
const metadata = { BOTO_CONFIG: '/dev/null', AWS_EC2_METADATA_DISABLED: 'true', FSSPEC_CONFIG_DIR: '/dev/null' }

/** Names that AWS's tools may look at, with what the child has under them. */
function aws(env: Env): Env {
  const named = Object.entries(env).filter(([name]) =>
    /^(?:AWS|BOTO|FSSPEC|S3_|SSLKEYLOG|MLFLOW_(?:AWS|S3))/i.test(name),
  )
  return Object.fromEntries(named.filter(([name]) => !(name in KEPT)))
}

function childOf(project: Env, shell: Env, files: Files = {}): Env {
  const sandbox = makeSandbox({ ...files, 'outer/project/.env': envText(project) })
  try {
    const { env, status, stderr } = runLauncher(shellOf(sandbox, shell), sandbox.project)
    expect(status, stderr).toBe(0)
    expect(env).toMatchObject({ HOME: sandbox.home, PATH: process.env.PATH })
    return env
  } finally {
    sandbox.remove()
  }
}

describe('the child has exactly the listed variables', () => {
  const region = { AWS_DEFAULT_REGION: 'us-east-1', AWS_REGION: 'us-east-1' }
  const files = { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' }
  const keys = { AWS_ACCESS_KEY_ID: P.id, AWS_SECRET_ACCESS_KEY: P.secret }

  it('with project keys', () => {
    const shell = { ...junk, ...KEPT, AWS_SDK_LOAD_CONFIG: '1', AWS_LOGIN_CACHE_DIRECTORY: '/x', AWS_PROFILE: 'x' }
    const env = childOf(PROJECT_KEYS, shell)
    expect(aws(env)).toEqual({ ...keys, ...region, ...files, ...metadata })
    expect(env).toMatchObject(KEPT)
  })

  it('with project keys and an endpoint', () => {
    const store = 'http://s3.project.test'
    const endpoint = { AWS_ENDPOINT_URL_S3: store, MLFLOW_S3_ENDPOINT_URL: store }
    const checksums = {
      AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required',
      AWS_RESPONSE_CHECKSUM_VALIDATION: 'when_required',
      AWS_ALLOW_HTTP: 'true',
    }
    const env = childOf({ ...PROJECT_KEYS, MLFLOW_S3_ENDPOINT_URL: store }, { ...junk, ...KEPT })
    expect(aws(env)).toEqual({ ...keys, ...region, ...files, ...metadata, ...endpoint, ...checksums })
  })

  it("with the project's profile", () => {
    const shell = { ...junk, ...KEPT, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_SESSION_TOKEN: 'x' }
    const kept = { AWS_LOGIN_CACHE_DIRECTORY: '/x', AWS_VAULT_BACKEND: 'file', AWS_VAULT_FILE_PASSPHRASE: 'x' }
    const regions = { AWS_DEFAULT_REGION: 'eu-west-1', AWS_REGION: 'eu-west-1' }
    const credentials = { 'home/.aws/credentials': section('ml', M) }
    const env = childOf({ MLFLOW_AWS_PROFILE: 'ml' }, { ...shell, ...kept, ...regions }, credentials)
    expect(aws(env)).toEqual({ AWS_PROFILE: 'ml', AWS_SDK_LOAD_CONFIG: '1', ...metadata, ...noInstance, ...kept })
    expect(env).toMatchObject(KEPT)
  })

  it("with those of the project's file that name no account and no host", () => {
    const own = { AWS_STORAGE_BUCKET_NAME: 'own', AWS_QUERYSTRING_AUTH: 'False', AWS_BUCKET: 'own' }
    const env = childOf({ ...PROJECT_KEYS, ...own, AWS_ENDPOINT: 'http://x' }, junk)
    expect(aws(env)).toEqual({ ...keys, ...region, ...files, ...metadata, ...own })
  })

  it('with transport settings of the hidden config file', () => {
    const config = '[default]\nregion = eu-west-1\nmax_attempts = 7\nretry_mode = adaptive\n'
    const transport = { AWS_MAX_ATTEMPTS: '7', AWS_RETRY_MODE: 'adaptive' }
    expect(childOf(PROJECT_KEYS, {}, { 'home/.aws/config': config })).toMatchObject(transport)
  })

  it('without empty ones', () => {
    const empty = { AWS_CA_BUNDLE: '', REQUESTS_CA_BUNDLE: '', AWS_RETRY_MODE: '', AWS_MAX_ATTEMPTS: '' }
    expect(Object.keys(childOf(PROJECT_KEYS, empty)).filter((name) => name in empty)).toEqual([])
  })

  it("with all of the shell's under --keep-aws", () => {
    // Names that the launcher itself reads are its own in every mode.
    const all = Object.fromEntries(Object.entries(junk).filter(([name]) => !name.startsWith('MLFLOW_AWS_')))
    expect(childOf({ OTHER: 'x' }, all)).toMatchObject(all)
  })
})
