// Beside project keys: settings of the shell that change the host, the region or the signature of a request, go round
// the keys, load code, or are an error when they are empty. Every case shows the trap first.
import { afterAll, describe, expect, it } from 'vitest'
import { type BotocoreCase, checkCase, P, PROJECT, PROJECT_KEYS } from '../oracle/check-case.ts'
import { Worker } from '../oracle/python-worker.ts'

const worker = new Worker()
afterAll(() => worker.stop())

const store = 'http://s3.project.test:9000'
const withStore = { ...PROJECT_KEYS, MLFLOW_S3_ENDPOINT_URL: store }
const AT_STORE = { error: null, keyId: P.id, endpoint: store, s3: { host: 's3.project.test:9000', keyId: P.id } }
// A file of endpoints in which AWS's own partition lies somewhere else.
const rules = (host: string) =>
  JSON.stringify({
    version: '1.0',
    parameters: { Region: { builtIn: 'AWS::Region', required: false, type: 'String', documentation: '' } },
    rules: [{ conditions: [], endpoint: { url: `https://${host}`, properties: {}, headers: {} }, type: 'endpoint' }],
  })

const TRAPS: readonly BotocoreCase[] = [
  {
    name: 'AWS_ENDPOINT_URL sends the artifacts to another store',
    shell: { AWS_ENDPOINT_URL: 'http://store.shell.test' },
    byHand: { endpoint: 'http://store.shell.test' },
  },
  {
    name: 'AWS_ENDPOINT_URL_S3 sends the artifacts to another store',
    shell: { AWS_ENDPOINT_URL_S3: 'http://store.shell.test' },
    byHand: { endpoint: 'http://store.shell.test' },
  },
  {
    name: "AWS_ENDPOINT_URL_S3 is the project's where the project names one",
    shell: { AWS_ENDPOINT_URL: 'http://store.shell.test', AWS_REQUEST_CHECKSUM_CALCULATION: 'when_supported' },
    project: withStore,
    byHand: { endpoint: store, s3: { checksum: true } },
    child: { ...AT_STORE, s3: { ...AT_STORE.s3, checksum: false } },
  },
  {
    name: 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS drops the endpoint that the project names',
    shell: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
    project: withStore,
    byHand: { endpoint: 'https://s3.amazonaws.com' },
    child: AT_STORE,
  },
  {
    name: 'the newer default checksums break an S3-compatible store',
    project: withStore,
    byHand: { endpoint: store, s3: { checksum: true } },
    child: { ...AT_STORE, s3: { checksum: false } },
  },
  {
    name: 'AWS_ENDPOINT_URL in the file of the project would send requests to all services there',
    project: { ...PROJECT_KEYS, AWS_ENDPOINT_URL: store },
    ask: ['s3', 'dynamodb'],
    byHand: { endpoint: 'https://s3.amazonaws.com' },
    child: {
      ...AT_STORE,
      s3: { ...AT_STORE.s3, checksum: false },
      dynamodb: { host: 'dynamodb.us-east-1.amazonaws.com' },
    },
  },
  {
    name: '[default] of ~/.aws/config needs a CA bundle and has its own retries, and adds its region',
    files: {
      'home/.aws/config': '[default]\nregion = eu-west-1\nmax_attempts = 7\nca_bundle = {folder}/ca.pem\n',
      'ca.pem': '',
    },
    byHand: { region: 'eu-west-1' },
  },
  {
    name: "the shell's checksum setting is meant for another store",
    shell: { AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required' },
    byHand: { s3: { checksum: false } },
    child: { ...PROJECT, s3: { checksum: true } },
  },
  {
    name: 'AWS_USE_FIPS_ENDPOINT changes the host',
    shell: { AWS_USE_FIPS_ENDPOINT: 'true', AWS_DEFAULT_REGION: 'us-east-1' },
    byHand: { s3: { host: 'bucket.s3-fips.us-east-1.amazonaws.com' } },
  },
  {
    name: 'AWS_USE_DUALSTACK_ENDPOINT changes the host',
    shell: { AWS_USE_DUALSTACK_ENDPOINT: 'true', AWS_DEFAULT_REGION: 'us-east-1' },
    byHand: { s3: { host: 'bucket.s3.dualstack.us-east-1.amazonaws.com' } },
  },
  {
    name: 'AWS_DATA_PATH replaces the models of endpoints',
    files: { 'models/s3/2006-03-01/endpoint-rule-set-1.json': rules('elsewhere.test') },
    shell: { AWS_DATA_PATH: '{folder}/models' },
    byHand: { s3: { host: 'elsewhere.test' } },
  },
  {
    name: 'AWS_BEARER_TOKEN_BEDROCK goes round the keys',
    shell: { AWS_BEARER_TOKEN_BEDROCK: 'token-of-G', AWS_DEFAULT_REGION: 'us-east-1' },
    ask: ['s3', 'bedrock'],
    byHand: { bedrock: { authorization: 'Bearer', keyId: null } },
    child: { ...PROJECT, bedrock: { authorization: 'AWS4-HMAC-SHA256', keyId: P.id } },
  },
  {
    name: 'BOTOCORE_EXPERIMENTAL__PLUGINS loads code',
    files: { 'outer/project/oracle_plugin.py': 'def initialize_client_plugin(client): pass\n' },
    shell: { BOTOCORE_EXPERIMENTAL__PLUGINS: 'x=oracle_plugin' },
    byHand: { imported: true },
    child: { ...PROJECT, imported: false },
  },
  {
    name: 'AWS_CSM_ENABLED sends telemetry',
    shell: { AWS_CSM_ENABLED: 'true', AWS_CSM_HOST: '127.0.0.1', AWS_CSM_PORT: '31000' },
    byHand: { telemetry: true },
    child: { ...PROJECT, telemetry: false },
  },
  {
    name: 'SSLKEYLOGFILE writes down the keys of every session',
    shell: { SSLKEYLOGFILE: '{folder}/keys' },
    ask: ['s3', 'tls'],
    byHand: { keyLog: true },
    child: { ...PROJECT, keyLog: false },
  },
]

const EMPTY: readonly (readonly [name: string, error: string])[] = [
  ['AWS_PROFILE', 'ProfileNotFound'],
  ['AWS_DEFAULT_REGION', 'ValueError'],
  ['AWS_MAX_ATTEMPTS', 'ValueError'],
  ['AWS_METADATA_SERVICE_TIMEOUT', 'ValueError'],
  ['AWS_CA_BUNDLE', 'InvalidConfigError'],
  ['REQUESTS_CA_BUNDLE', 'InvalidConfigError'],
  ['AWS_RETRY_MODE', 'InvalidRetryModeError'],
  ['AWS_REQUEST_CHECKSUM_CALCULATION', 'InvalidChecksumConfigError'],
  ['AWS_RESPONSE_CHECKSUM_VALIDATION', 'InvalidChecksumConfigError'],
]

describe('a command with project keys', () => {
  it.each(TRAPS.map((one) => [one.name, one] as const))(
    'is not affected by this trap of botocore: %s',
    async (_, trap) => {
      await checkCase(worker, trap)
    },
  )

  it.each(EMPTY)('is not affected by an empty %s, which is an error for boto3', async (name, error) => {
    const run = await checkCase(worker, { name, shell: { [name]: '' }, byHand: { error } })
    expect(run.env).not.toMatchObject({ [name]: '' })
  })

  it('gets AWS_REGION as AWS_DEFAULT_REGION too, which is the one that boto3 reads', async () => {
    const shell = { AWS_REGION: 'eu-west-1' }
    const child = { ...PROJECT, region: 'eu-west-1', s3: { keyId: P.id, region: 'eu-west-1' } }
    const { env } = await checkCase(worker, {
      name: '',
      shell,
      byHand: { region: null, s3: { region: 'us-east-1' } },
      child,
    })
    expect(env).toMatchObject({ AWS_DEFAULT_REGION: 'eu-west-1', AWS_REGION: 'eu-west-1' })
  })

  it("uses the project's region, not AWS_DEFAULT_REGION of the shell", async () => {
    const shell = { AWS_DEFAULT_REGION: 'eu-west-1', AWS_REGION: 'eu-west-2' }
    const project = { MLFLOW_AWS_DEFAULT_REGION: 'ap-south-1', ...PROJECT_KEYS }
    const child = { ...PROJECT, region: 'ap-south-1', s3: { host: 'bucket.s3.ap-south-1.amazonaws.com' } }
    // By hand, AWS_REGION stays behind: another SDK in the same process takes another region.
    const { env } = await checkCase(worker, { name: '', shell, project, byHand: { region: 'ap-south-1' }, child })
    expect(env).toMatchObject({ AWS_DEFAULT_REGION: 'ap-south-1', AWS_REGION: 'ap-south-1' })
  })
})
