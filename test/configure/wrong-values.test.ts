// Values that cannot be right are refused by the name of the variable, and never shown.
import { describe, expect, it } from 'vitest'
import { configured, GLOBAL, type Setup } from '../rig/configure-values.ts'
import { refusal } from '../rig/temporary-tree.ts'

const ID = 'MLFLOW_AWS_ACCESS_KEY_ID'
const SECRET = 'MLFLOW_AWS_SECRET_ACCESS_KEY'
const TOKEN = 'MLFLOW_AWS_SESSION_TOKEN'
const KEYS = { [ID]: 'AKIALABLABLABLABLAB1', [SECRET]: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }

const refused = (setup: Setup) => refusal(() => configured(setup))
const message = (env: Record<string, string>) => refused({ env: { ...KEYS, ...env } })?.message

describe('a value that cannot be right', () => {
  it.each([
    [ID, '"AKIALABLABLABLABLAB1"', /docker --env-file/],
    [SECRET, "'wJalrXUtnFEMI'", /docker --env-file/],
    [ID, 'op://Private/AWS Key/id', /op run/],
    [SECRET, 'encrypted:BDqDBibm4wsYqMpC', /is encrypted/],
    [SECRET, '$LAB_KEY', /nothing has replaced/],
    [SECRET, '$labkey', /nothing has replaced/],
    [ID, '$labkey', /nothing has replaced/],
    [SECRET, '}', /\$\{\{ … \}\}/],
    [SECRET, '***', /placeholder/],
    [SECRET, 'first\nsecond', /contains a line break.* on one line/],
    ['MLFLOW_TRACKING_URI', 'http://localhost:5000\n/x', /contains a line break/],
    [SECRET, '\u201cwJalrXUtnFEMI\u201d', /is in typographic quotes/],
    ['MLFLOW_AWS_DEFAULT_REGION', '\u2018eu-west-1\u2019', /is in typographic quotes/],
    [SECRET, 'two words', /contains whitespace/],
    [SECRET, 'p\u00e4ss', /outside ASCII.*MLFLOW_S3_ENDPOINT_URL/],
    ['MLFLOW_AWS_DEFAULT_REGION', '"eu-west-1"', /docker --env-file/],
    ['MLFLOW_AWS_DEFAULT_REGION', '$REGION', /nothing has replaced/],
    ['MLFLOW_AWS_DEFAULT_REGION', 'us-east-1a', /availability zone, not a region: did you mean 'us-east-1'\?/],
    ['MLFLOW_AWS_DEFAULT_REGION', 'us-west-2-lax-1a', /did you mean 'us-west-2'\?/],
    ['MLFLOW_AWS_DEFAULT_REGION', 'US-EAST-1', /did you mean 'us-east-1'\?/],
    ['MLFLOW_AWS_DEFAULT_REGION', 'us_gov_west_1', /did you mean 'us-gov-west-1'\?|AWS region/],
    ['MLFLOW_S3_ENDPOINT_URL', 'localhost:9000', /did you mean 'http:\/\/localhost:9000'\?/],
    ['MLFLOW_S3_ENDPOINT_URL', 'minio:9000', /did you mean 'http:\/\/minio:9000'\?/],
    ['MLFLOW_S3_ENDPOINT_URL', '//minio:9000', /did you mean 'http:\/\/minio:9000'\?/],
    ['MLFLOW_S3_ENDPOINT_URL', 'http:/minio:9000', /did you mean 'http:\/\/minio:9000'\?/],
    ['MLFLOW_S3_ENDPOINT_URL', 's3.example.com', /did you mean 'https:\/\/s3\.example\.com'\?/],
    ['MLFLOW_S3_ENDPOINT_URL', 'minio', /expected a URL with http/],
    ['MLFLOW_S3_ENDPOINT_URL', '"http://minio:9000"', /docker --env-file/],
    ['MLFLOW_S3_ENDPOINT_URL', 'http://$MINIO:9000', /nothing has replaced/],
    ['MLFLOW_S3_ENDPOINT_URL', 'http://minio:9000:9000', /has two ports.*did you mean 'http:\/\/minio:9000'\?/],
    ['MLFLOW_S3_ENDPOINT_URL', 'https://s3.eu-west-1.amazonaws.com/lab', /in its path.*'https:\/\/s3\.eu-west-1\.am/],
    ['MLFLOW_S3_ENDPOINT_URL', 'http://minio:tcp://10.0.0.1:9000', /Kubernetes' link to a Service/],
    ['MLFLOW_S3_ENDPOINT_URL', '{"url": "http://minio:9000"}', /is JSON, not a URI/],
    ['MLFLOW_TRACKING_URI', '{"uri": "http://h"}', /is JSON, not a URI/],
    ['MLFLOW_TRACKING_URI', 'host=h dbname=d', /is a list of parameters/],
    ['MLFLOW_TRACKING_URI', 'http://mlflow:tcp://10.0.0.1:5000', /Kubernetes' link to a Service/],
    ['MLFLOW_TRACKING_URI', "'http://localhost:5000'", /docker --env-file/],
    ['MLFLOW_TRACKING_URI', 'op://lab/mlflow/uri', /op run/],
    ['MLFLOW_ARTIFACT_ROOT', 's3://${BUCKET}/mlflow', /nothing has replaced/],
    ['MLFLOW_ARTIFACT_ROOT', 's3://<bucket>/mlflow', /nothing has replaced/],
  ])('is refused: %s=%s', (name, value, says) => {
    expect(message({ [name]: value })).toMatch(says)
    expect(message({ [name]: value })).toContain(`${name} in the environment`)
    // What was meant is shown of an endpoint only.
    if (value.length > 4 && !name.includes('ENDPOINT')) expect(message({ [name]: value })).not.toContain(value)
  })

  it.each(['"lab"', '$LAB', '{{ profile }}', 'op://lab/profile'])('is refused as a profile: %s', (value) => {
    expect(refused({ env: { MLFLOW_AWS_PROFILE: value } })).toMatchObject({ code: 'invalid-value' })
  })

  it('is refused as a token', () => {
    const env = { ...KEYS, [ID]: 'ASIALABLABLABLABLAB1', [TOKEN]: '"IQoJb3JpZ2lu"' }
    expect(refused({ env })?.message).toMatch(/^MLFLOW_AWS_SESSION_TOKEN in the environment: the quotes/)
  })

  it('is named by its line in a file', () => {
    expect(refused({ files: [{ ...KEYS, [SECRET]: 'ENC[AES256_GCM,data:x]' }] })?.message).toMatch(
      / in \.env\.mlflow:2 is encrypted, /,
    )
  })

  it('is a warning about the shell’s own keys', () => {
    const { warnings } = configured({ env: { ...GLOBAL, AWS_ACCESS_KEY_ID: '"shellid"' } })
    expect(warnings.map(({ message: text }) => text).join()).toMatch(/AWS_ACCESS_KEY_ID in the environment: the quotes/)
  })
})

describe('a key of another store than AWS', () => {
  const local = { MLFLOW_S3_ENDPOINT_URL: 'http://localhost:9000' }
  it.each([
    [{ [ID]: 'minioadmin', [SECRET]: 'p$word' }],
    [{ [ID]: 'minioadmin', [SECRET]: '$ecret123' }],
    [{ [ID]: 'any', [SECRET]: 'a"b{c}' }],
    [{ [ID]: 'any', [SECRET]: '"q"uoted' }],
  ])('can have any characters: %j', (keys) => {
    expect(configured({ env: keys }).credentials.mode).toBe('project')
  })

  it.each(['localhost:9000', '127.0.0.1:9000', '[::1]:9000', 'minio:9000', 'host.docker.internal:9000'])(
    'may be changeme on this machine: %s',
    (host) => {
      const env = { [ID]: 'minioadmin', [SECRET]: 'changeme', MLFLOW_S3_ENDPOINT_URL: `http://${host}` }
      expect(configured({ env }).credentials.mode).toBe('project')
    },
  )

  it.each(['two words in it', 'p\u00e4ss', '\u65e5\u672c', 'a \u201cb\u201d'])(
    'can have a secret that is not sent as it is, if an endpoint says that it is not AWS: %s',
    (secret) => {
      const keys = { [ID]: 'minioadmin', [SECRET]: secret }
      const at = (MLFLOW_S3_ENDPOINT_URL: string) => ({ env: { ...keys, MLFLOW_S3_ENDPOINT_URL } })
      expect(configured(at('https://minio.example')).credentials.mode).toBe('project')
      expect(refused(at('https://s3.eu-west-1.amazonaws.com'))).toMatchObject({ code: 'invalid-value' })
      expect(refused({ env: keys })).toMatchObject({ code: 'invalid-value' })
    },
  )

  it.each([' x', 'x ', 'a\tb', 'a\u00a0b', 'a\u200bb', 'a\nb'])(
    'has no slip of copying in its secret: %j',
    (secret) => {
      expect(refused({ env: { [ID]: 'minioadmin', [SECRET]: secret, ...local } })).toMatchObject({
        code: 'invalid-value',
      })
    },
  )

  it.each(['two words', 'p\u00e4ss'])('has an id that an HTTP header can carry: %s', (id) => {
    expect(refused({ env: { [ID]: id, [SECRET]: 'x', ...local } })).toMatchObject({ code: 'invalid-value' })
  })

  it.each([
    'http://localhost:9000',
    'http://10.0.0.7:9000',
    'http://192.168.1.2',
    'http://172.20.0.2',
    'http://[fd00::1]:9000',
  ])('may have a secret in angle brackets in this network: %s', (endpoint) => {
    const env = { [ID]: 'minioadmin', [SECRET]: '<angle>', MLFLOW_S3_ENDPOINT_URL: endpoint }
    expect(configured({ env }).credentials.mode).toBe('project')
    expect(refused({ env: { ...env, [ID]: '<angle>' } })).toMatchObject({ code: 'placeholder-value' })
    for (const elsewhere of ['https://s3.example.com', 'http://172.32.0.1', 'http://11.0.0.7:9000']) {
      expect(refused({ env: { ...env, MLFLOW_S3_ENDPOINT_URL: elsewhere } })).toMatchObject({
        code: 'placeholder-value',
      })
    }
  })

  it.each([{}, { MLFLOW_S3_ENDPOINT_URL: 'https://s3.example.com' }])('may not elsewhere: %j', (endpoint) => {
    const env = { [ID]: 'minioadmin', [SECRET]: 'changeme', ...endpoint }
    expect(refused({ env })).toMatchObject({ code: 'placeholder-value' })
  })

  it.each(['your-secret', '<secret>'])('may not be the text of a template: %s', (secret) => {
    expect(refused({ env: { [ID]: 'minioadmin', [SECRET]: secret, ...local } })).toMatchObject({
      code: 'placeholder-value',
    })
  })
})

describe('an ordinary value', () => {
  it.each([
    ['MLFLOW_AWS_DEFAULT_REGION', 'us-gov-west-1'],
    ['MLFLOW_AWS_DEFAULT_REGION', 'ap-southeast-2'],
    ['MLFLOW_AWS_DEFAULT_REGION', 'garage'],
    ['MLFLOW_AWS_DEFAULT_REGION', 'us-east1'],
    ['MLFLOW_AWS_DEFAULT_REGION', 'EU'],
    ['MLFLOW_S3_ENDPOINT_URL', 'HTTP://minio:9000/'],
    ['MLFLOW_S3_ENDPOINT_URL', 'https://user:p$w@s3.example.com'],
    ['MLFLOW_TRACKING_URI', 'https://user:p$w{}@mlflow.example'],
    ['MLFLOW_ARTIFACT_ROOT', 's3://lab/$folder$/{x}'],
  ])('is taken: %s=%s', (name, value) => {
    expect(refused({ env: { ...KEYS, [name]: value } })).toBeNull()
  })
})
