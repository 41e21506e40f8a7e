import { describe, expect, it } from 'vitest'
import { configured, GLOBAL, PROFILE, PROJECT, type Setup } from '../rig/configure-values.ts'

const comeback = (setup: Setup) => {
  const { child, warnings } = configured(setup)
  const warning = warnings.find(({ code }) => code === 'dotenv-reintroduces')
  return { disabled: child.PYTHON_DOTENV_DISABLED, ...(warning && { warning }) }
}

const STORE = { ...PROJECT, MLFLOW_S3_ENDPOINT_URL: 'http://minio:9000' }
const REGION = { ...PROJECT, MLFLOW_AWS_DEFAULT_REGION: 'eu-west-1' }

describe('a script’s own load_dotenv()', () => {
  it.each([
    [
      'a stale token beside project keys',
      { files: [{ ...PROJECT, AWS_SESSION_TOKEN: 'stale' }] },
      ['AWS_SESSION_TOKEN'],
    ],
    ['a profile beside project keys', { files: [PROJECT, { AWS_PROFILE: 'p' }] }, ['AWS_PROFILE']],
    ['an empty profile, which boto3 looks for', { files: [PROJECT, { AWS_PROFILE: '' }] }, ['AWS_PROFILE']],
    ['another endpoint', { files: [PROJECT, { X: '1', AWS_ENDPOINT_URL: 'http://x' }] }, ['AWS_ENDPOINT_URL']],
    ['keys beside a profile', { files: [{ ...PROFILE, ...GLOBAL }] }, Object.keys(GLOBAL)],
    ['keys in a file that Python finds by itself', { env: PROFILE, others: [GLOBAL] }, Object.keys(GLOBAL)],
    ['another host of TensorFlow', { files: [PROJECT, { S3_ENDPOINT: 'minio:9000' }] }, ['S3_ENDPOINT']],
    ['another host next to the endpoint', { files: [{ ...STORE, S3_ENDPOINT: 'minio:9001' }] }, ['S3_ENDPOINT']],
    ['another host of object_store', { files: [{ ...STORE, AWS_ENDPOINT: 'http://other' }] }, ['AWS_ENDPOINT']],
    ['another region of TensorFlow', { files: [{ ...REGION, S3_REGION: 'us-east-1' }] }, ['S3_REGION']],
    ['an endpoint of s3fs', { files: [PROJECT, { FSSPEC_S3_ENDPOINT_URL: 'http://x' }] }, ['FSSPEC_S3_ENDPOINT_URL']],
    ['requests without a signature', { files: [{ ...PROJECT, AWS_SKIP_SIGNATURE: 'true' }] }, ['AWS_SKIP_SIGNATURE']],
    ['a region beside a profile', { files: [{ ...PROFILE, AWS_REGION: 'r' }] }, ['AWS_REGION']],
    [
      'a file’s token beside the shell’s keys',
      { env: GLOBAL, files: [{ AWS_SESSION_TOKEN: 't' }] },
      ['AWS_SESSION_TOKEN'],
    ],
    [
      'another account beside a profile of the shell',
      { env: { AWS_PROFILE: 'p' }, files: [GLOBAL] },
      Object.keys(GLOBAL),
    ],
  ])('cannot reintroduce %s', (_, setup, names) => {
    expect(comeback(setup)).toMatchObject({ disabled: '1', warning: { data: { names, disabled: true } } })
  })

  it.each([
    ['the project’s keys', { files: [{ ...PROJECT, ...GLOBAL }] }, Object.keys(GLOBAL)],
    [
      'the project’s keys, from a file that Python finds by itself',
      { env: PROJECT, others: [GLOBAL] },
      Object.keys(GLOBAL),
    ],
    ['the project’s profile', { files: [PROFILE], others: [{ AWS_PROFILE: 'other' }] }, ['AWS_PROFILE']],
    [
      'the project’s region',
      { files: [{ ...PROJECT, MLFLOW_AWS_DEFAULT_REGION: 'a', AWS_REGION: 'b' }] },
      ['AWS_REGION'],
    ],
    ['the config file', { files: [PROJECT, { AWS_CONFIG_FILE: '/x' }] }, ['AWS_CONFIG_FILE']],
  ])('cannot replace %s with override=True', (_, setup, replaced) => {
    expect(comeback(setup)).toMatchObject({ disabled: '1', warning: { data: { names: [], replaced, disabled: true } } })
  })

  it.each([
    ['the same values', { files: [{ ...PROJECT, AWS_ACCESS_KEY_ID: 'projectid', AWS_REGION: 'r' }] }],
    [
      'a reference, in a file that is only looked at',
      { files: [PROJECT], others: [{ AWS_ACCESS_KEY_ID: '${MLFLOW_AWS_ACCESS_KEY_ID}' }] },
    ],
    [
      'another region than the shell’s, which counts',
      { env: { AWS_REGION: 'a' }, files: [PROJECT, { AWS_REGION: 'b' }] },
    ],
    ['other keys than the shell’s, with the shell’s', { env: GLOBAL, files: [{ ...GLOBAL, AWS_ACCESS_KEY_ID: 'x' }] }],
    [
      'anything with --keep-aws',
      { env: GLOBAL, files: [{ ...PROJECT, AWS_ACCESS_KEY_ID: 'x' }], options: ['--keep-aws'] },
    ],
    ['MLFLOW_AWS_*', { env: PROFILE, files: [PROJECT] }],
    ['a name that no reader of the table knows', { files: [PROJECT], others: [{ AWS_STORAGE_BUCKET_NAME: 'x' }] }],
    ['a bucket’s name', { files: [{ ...PROJECT, AWS_BUCKET: 'b', AWS_BUCKET_NAME: 'b' }] }],
    ['a bucket’s name next to a profile', { files: [{ ...PROFILE, AWS_BUCKET_NAME: 'b' }] }],
    ['a bucket’s name, from a file that Python finds by itself', { files: [PROJECT], others: [{ AWS_BUCKET: 'b' }] }],
    ['the endpoint under another name', { files: [{ ...STORE, S3_ENDPOINT: 'minio:9000', S3_USE_HTTPS: '0' }] }],
    ['the endpoint for object_store', { files: [{ ...STORE, AWS_ENDPOINT: 'http://minio:9000/' }] }],
    ['the endpoint for s3fs', { files: [{ ...STORE, FSSPEC_S3_ENDPOINT_URL: 'http://MINIO:9000' }] }],
    ['the region under another name', { files: [{ ...REGION, S3_REGION: 'eu-west-1' }] }],
    ['requests with a signature', { files: [{ ...PROJECT, AWS_SKIP_SIGNATURE: 'false' }] }],
    ['what has nothing to do with AWS', { files: [PROJECT], others: [{ A: '1', MLFLOW_TRACKING_URI: 'x' }] }],
    ['an account’s number, which is no credential', { files: [{ ...PROJECT, AWS_ACCOUNT_ID: '1' }] }],
    ['transport', { files: [PROJECT], others: [{ AWS_RETRY_MODE: 'standard' }] }],
    ['empty keys, which mean none', { files: [PROFILE], others: [{ AWS_ACCESS_KEY_ID: '', AWS_SESSION_TOKEN: '' }] }],
    ['the shell’s keys in a file', { files: [GLOBAL] }],
    ['nothing', { files: [PROJECT] }],
  ])('can load %s', (_, setup) => {
    expect(comeback(setup)).toEqual({ disabled: undefined })
  })

  it('is reported with the file and the line of the first variable', () => {
    const { warning } = comeback({ files: [PROJECT, { A: '1', AWS_PROFILE: 'p', AWS_TOKEN: 't' }] })
    expect(warning).toMatchObject({
      origin: { display: '.env', line: 2 },
      data: { names: ['AWS_PROFILE', 'AWS_TOKEN'] },
    })
    expect(warning?.code === 'dotenv-reintroduces' && 'message' in warning && warning.message).toMatch(/^\.env:2: /)
  })

  it.each(['1', 'true', 'YES', 't'])('is already disabled if the user has set PYTHON_DOTENV_DISABLED=%s', (value) => {
    const files = [{ ...PROJECT, AWS_PROFILE: 'p' }]
    expect(comeback({ env: { PYTHON_DOTENV_DISABLED: value }, files })).toEqual({ disabled: value })
  })

  it.each(['0', 'false', 'no'])('causes only a warning if the user has set PYTHON_DOTENV_DISABLED=%s', (value) => {
    const files = [{ ...PROJECT, AWS_PROFILE: 'p' }]
    const found = comeback({ env: { PYTHON_DOTENV_DISABLED: value }, files })
    expect(found).toMatchObject({ disabled: value, warning: { data: { disabled: false } } })
  })
})

describe('JVM properties with credentials', () => {
  const options = { JAVA_TOOL_OPTIONS: '-Xmx1g -Daws.accessKeyId=x' }
  const codes = (setup: Setup) => configured(setup).warnings.map(({ code }) => code)

  it('cause a warning with project credentials, and stay', () => {
    expect(codes({ env: options, files: [PROJECT] })).toEqual(['java-options'])
    expect(configured({ env: options, files: [PROJECT] }).child).toMatchObject(options)
  })

  it.each([
    ['PYSPARK_SUBMIT_ARGS', '--conf spark.hadoop.fs.s3a.access.key=x pyspark-shell'],
    ['PYSPARK_SUBMIT_ARGS', '--conf spark.hadoop.fs.s3a.aws.credentials.provider=x pyspark-shell'],
    ['HADOOP_OPTS', '-Dfs.s3a.endpoint=http://other:9000'],
    ['HADOOP_CLIENT_OPTS', '-Dfs.s3a.secret.key=x'],
    ['_JAVA_OPTIONS', '-Daws.secretKey=x'],
  ])('cause a warning also as settings of Spark and Hadoop: %s=%s', (name, value) => {
    expect(codes({ env: { [name]: value }, files: [PROJECT] })).toEqual(['java-options'])
  })

  it.each([
    '--packages org.apache.hadoop:hadoop-aws:3.3.4 pyspark-shell',
    '--conf spark.hadoop.fs.s3a.path.style.access=true pyspark-shell',
    '--conf spark.hadoop.fs.s3a.bucket.data.access.key=x pyspark-shell',
  ])('cause no warning if they are no account and no host of all buckets: %s', (value) => {
    expect(codes({ env: { PYSPARK_SUBMIT_ARGS: value }, files: [PROJECT] })).toEqual([])
  })

  it('cause no warning with the shell’s keys', () => {
    expect(codes({ env: { ...options, ...GLOBAL } })).toEqual([])
    expect(codes({ env: { JAVA_TOOL_OPTIONS: '-Xmx1g' }, files: [PROJECT] })).toEqual([])
  })
})
