// What the checks of the store say of each answer of a store, and what mends it. The answers are what Python would find.
import { describe, expect, it } from 'vitest'
import { CHECKS } from '../../../src/doctor/checks/index.ts'
import { STORE_CHECKS } from '../../../src/doctor/checks/store/index.ts'
import { runChecks } from '../../../src/doctor/run-checks.ts'
import { doctorContext } from '../../rig/doctor.ts'

const SECRET = 'project-Secret/5eCr3t+AAAAAAAAAAAAAAAAAAA'
const KEYS = `MLFLOW_AWS_ACCESS_KEY_ID=AKIAPROJECTPROJECT01\nMLFLOW_AWS_SECRET_ACCESS_KEY=${SECRET}\n`
const ROOT = 'MLFLOW_ARTIFACT_ROOT=s3://lab/mlflow\n'
const AWS = `${KEYS}${ROOT}`
const CUSTOM = `${AWS}MLFLOW_S3_ENDPOINT_URL=http://127.0.0.1:9001\n`

const refused = (reason: string, more = {}) => ({ kind: 'refused', reason, ...more })
const SILENT = { finding: { kind: 'unreachable', reason: 'Name or service not known' } }
const DENIED = refused('AccessDenied')
const GOOD_BUCKET = { endpoint: 'https://s3.eu-central-1.amazonaws.com', isAws: true, region: 'eu-central-1', skewS: 0 }
const GOOD_OBJECTS = {
  ...{ key: 'mlflow/with-mlflow-env-doctor-can-be-deleted-1', put: null, multipart: null, abort: null, get: null },
  ...{ delete: null, needs: null, encryption: 'AES256', isPublic: false, left: [], versions: 0 },
}
const GOOD_SETTINGS = { encryption: { algorithm: 'AES256' }, block: { isWhole: true }, policy: { isPublic: false } }

interface Answers {
  readonly env?: string
  readonly bucket?: object
  readonly objects?: object
  readonly settings?: object
  /** All of them if they are not named. */
  readonly ids?: readonly string[]
}

/** What is not well, or not known, by the ids of the checks. */
async function look({ env = AWS, bucket = {}, objects = {}, settings = {}, ids }: Answers) {
  const checks = STORE_CHECKS.filter(({ id }) => ids?.includes(id) ?? true)
  const blocking = 'finding' in bucket ? { finding: (bucket as { readonly finding: unknown }).finding } : {}
  const isOpen = Object(blocking.finding).reason === 'AccessDenied' || blocking.finding === undefined
  const context = doctorContext({
    tree: { '.env': env },
    answers: {
      bucket: { ...GOOD_BUCKET, ...bucket },
      objects: isOpen ? { ...GOOD_OBJECTS, ...objects } : blocking,
      bucketSettings: isOpen ? { ...GOOD_SETTINGS, ...settings } : blocking,
    },
  })
  const outcomes = await runChecks(checks, context, { known: CHECKS })
  expect(JSON.stringify(outcomes)).not.toContain(SECRET)
  const of = (status: string) => outcomes.filter((outcome) => outcome.status === status)
  return { failed: of('fail'), warned: of('warn'), skipped: of('skip').map(({ check }) => check.id), outcomes }
}

it('nothing is wrong with a store that does everything', async () => {
  const { outcomes } = await look({})
  expect(outcomes.filter(({ status, remedy }) => status !== 'ok' || remedy !== '')).toEqual([])
})

describe('one cause is one failed check, with its remedy:', () => {
  it.each<[string, Answers, string, RegExp, RegExp]>([
    [
      'a region that AWS does not have',
      {
        env: `${AWS}MLFLOW_AWS_DEFAULT_REGION=eu-centrall-1\n`,
        bucket: { ...SILENT, region: 'eu-centrall-1', unknownRegion: { near: ['eu-central-1'] } },
      },
      'store-answer',
      /^AWS has no region eu-centrall-1 that boto3 knows, .* did you mean eu-central-1\?$/,
      /^MLFLOW_AWS_DEFAULT_REGION=eu-central-1 in \.env:4$/,
    ],
    [
      'a region that is like two of AWS',
      { bucket: { ...SILENT, region: 'us-est-1', unknownRegion: { near: ['us-east-1', 'us-west-1'] } } },
      'store-answer',
      /did you mean us-east-1 or us-west-1\?$/,
      /^MLFLOW_AWS_DEFAULT_REGION=us-east-1 in \.env, or us-west-1$/,
    ],
    [
      'a region that is like none of AWS',
      { bucket: { ...SILENT, region: 'frankfurt', unknownRegion: {} } },
      'store-answer',
      /^AWS has no region frankfurt that boto3 knows/,
      /^MLFLOW_AWS_DEFAULT_REGION=… in \.env, with a region of https/,
    ],
    [
      'silence of a region that AWS has',
      { bucket: { ...SILENT, unknownRegion: null } },
      'store-answer',
      /^the store does not answer/,
      /connect this machine/,
    ],
    [
      'silence of a store of its own, whatever its region',
      { env: CUSTOM, bucket: { ...SILENT, isAws: false, region: 'garage', unknownRegion: {} } },
      'store-answer',
      /^the store does not answer/,
      /MLFLOW_S3_ENDPOINT_URL/,
    ],
    [
      'a key that is not known',
      { bucket: { finding: refused('InvalidAccessKeyId') } },
      'store-keys',
      /^AWS does not know the key …CT01 \(InvalidAccessKeyId\)$/,
      /^write keys that exist: MLFLOW_AWS_ACCESS_KEY_ID=… and MLFLOW_AWS_SECRET_ACCESS_KEY=… in \.env:1/,
    ],
    [
      "a key of AWS's at another store",
      {
        env: CUSTOM,
        bucket: { isAws: false, endpoint: 'http://127.0.0.1:9000', finding: refused('InvalidAccessKeyId') },
      },
      'store-keys',
      /^the store http:\/\/127\.0\.0\.1:9000 does not know the key/,
      /write keys of the store http.*; or, if the bucket is on AWS, remove the endpoint: MLFLOW_S3_ENDPOINT_URL in \.env:4$/,
    ],
    [
      'a key of another form',
      { bucket: { finding: refused('InvalidArgument', { isOfKeyForm: true }) } },
      'store-keys',
      /does not know the key/,
      /write keys/,
    ],
    [
      'a wrong secret',
      { bucket: { finding: refused('SignatureDoesNotMatch') } },
      'store-keys',
      /^the secret does not belong to the key id, …CT01 \(SignatureDoesNotMatch\)$/,
      /^copy the secret of the key again, whole, with every \+ \/ and =: MLFLOW_AWS_SECRET_ACCESS_KEY='…' in \.env:2$/,
    ],
    [
      'a wrong secret behind a proxy',
      { bucket: { finding: refused('SignatureDoesNotMatch', { proxy: 'HTTPS_PROXY' }) } },
      'store-keys',
      /secret/,
      /NO_PROXY, if the proxy that HTTPS_PROXY names changes requests$/,
    ],
    [
      'temporary keys that have expired',
      { bucket: { finding: refused('ExpiredToken') } },
      'store-keys',
      /^the temporary keys have expired/,
      /MLFLOW_AWS_SESSION_TOKEN in \.env:1: write three new ones$/,
    ],
    [
      "another key's token",
      { bucket: { finding: refused('InvalidToken') } },
      'store-keys',
      /^the session token does not belong to the key …CT01/,
      /MLFLOW_AWS_SESSION_TOKEN/,
    ],
    [
      'an account that is suspended',
      { bucket: { finding: refused('AccountProblem') } },
      'store-keys',
      /serves nothing to the account/,
      /AWS Support/,
    ],
    [
      'a clock that is wrong',
      { bucket: { skewS: 3600, finding: refused('RequestTimeTooSkewed') } },
      'store-clock',
      /^this machine's clock is 60 minutes behind the store's/,
      /timedatectl/,
    ],
    [
      'a bucket of another region',
      { bucket: { region: 'us-east-1', finding: { kind: 'elsewhere', region: 'eu-central-1', reason: '' } } },
      'bucket-region',
      /^'lab' is in the region eu-central-1, but requests are signed for us-east-1, so the store refuses them$/,
      /^MLFLOW_AWS_DEFAULT_REGION=eu-central-1 in \.env$/,
    ],
    [
      'a region that is not told',
      { bucket: { finding: refused('PermanentRedirect') } },
      'bucket-region',
      /in another region/,
      /get-bucket-location --bucket lab/,
    ],
    [
      'a missing bucket',
      { bucket: { finding: { kind: 'missing' } } },
      'bucket',
      /^there is no bucket 'lab'$/,
      /^aws s3 mb s3:\/\/lab --region eu-central-1, or/,
    ],
    [
      'a slip in the name of a bucket',
      { bucket: { finding: { kind: 'missing' }, buckets: ['l-ab', 'other'] } },
      'bucket',
      /^there is no bucket 'lab', but 'l-ab'$/,
      /^MLFLOW_ARTIFACT_ROOT=s3:\/\/l-ab\/mlflow in \.env:3$/,
    ],
    [
      'a bucket that AWS has closed',
      { bucket: { finding: refused('AllAccessDisabled') } },
      'bucket',
      /all access to 'lab' is disabled/,
      /AWS Support/,
    ],
    [
      "another owner's bucket",
      { bucket: { finding: DENIED, isOfOther: true } },
      'bucket',
      /^'lab' belongs to another account than is expected$/,
      /^MLFLOW_S3_EXPECTED_BUCKET_OWNER=… in \.env/,
    ],
    [
      'a store that is not started',
      {
        env: CUSTOM,
        bucket: { finding: { kind: 'unreachable', reason: 'Connection refused at http://127.0.0.1:9001' } },
      },
      'store-answer',
      /^the store does not answer \(Connection refused/,
      /^start the store, or correct the port: MLFLOW_S3_ENDPOINT_URL=… in \.env:4$/,
    ],
    [
      'a name that does not resolve',
      { env: CUSTOM, bucket: { finding: { kind: 'unreachable', reason: 'Name or service not known at http://x' } } },
      'store-answer',
      /does not answer/,
      /^correct the host's name: MLFLOW_S3_ENDPOINT_URL/,
    ],
    [
      'a connection that is closed',
      { env: CUSTOM, bucket: { finding: { kind: 'unreachable', reason: 'Connection reset by peer' } } },
      'store-answer',
      /Connection reset/,
      /^look what listens at http:\/\/127\.0\.0\.1:9001: .*; or correct the address: MLFLOW_S3_ENDPOINT_URL=…/,
    ],
    [
      'a connection that is closed where TLS is spoken',
      { env: CUSTOM, bucket: { finding: { kind: 'unreachable', reason: 'closed', speaks: 'https' } } },
      'store-answer',
      /^the store expects TLS \(closed\)$/,
      /^MLFLOW_S3_ENDPOINT_URL=https:\/\/127\.0\.0\.1:9001 in \.env:4$/,
    ],
    [
      'a time that is over',
      { env: CUSTOM, bucket: { finding: { kind: 'unreachable', reason: 'no connection within 3 s' } } },
      'store-answer',
      /no connection within 3 s/,
      /a firewall, a VPN/,
    ],
    [
      'a proxy in the way',
      { env: CUSTOM, bucket: { finding: { kind: 'unreachable', reason: 'refused', proxy: 'HTTP_PROXY' } } },
      'store-answer',
      /through the proxy that HTTP_PROXY names/,
      /^export NO_PROXY='127\.0\.0\.1' no_proxy='127\.0\.0\.1', or correct HTTP_PROXY$/,
    ],
    [
      'no internet',
      { bucket: { finding: { kind: 'unreachable', reason: 'no connection within 3 s' } } },
      'store-answer',
      /does not answer/,
      /HTTPS_PROXY/,
    ],
    [
      'the console of a store',
      {
        env: CUSTOM,
        bucket: { finding: { kind: 'unusable', cause: 'no store', reason: 'an answer that is not XML' } },
      },
      'store-answer',
      /is not an S3 store/,
      /^MLFLOW_S3_ENDPOINT_URL=http:\/\/127\.0\.0\.1:9000 in \.env:4$/,
    ],
    [
      'http for https',
      {
        env: CUSTOM,
        bucket: { finding: { kind: 'unusable', cause: 'no store', reason: 'HTTP 400, as it expects https' } },
      },
      'store-answer',
      /not an S3 store/,
      /^MLFLOW_S3_ENDPOINT_URL=https:\/\/127\.0\.0\.1:9001 in/,
    ],
    [
      'https for http',
      { env: CUSTOM, bucket: { finding: { kind: 'unusable', cause: 'no tls', reason: 'an answer without TLS' } } },
      'store-answer',
      /does not use TLS/,
      /^MLFLOW_S3_ENDPOINT_URL=http:\/\/127\.0\.0\.1:9001 in/,
    ],
    [
      'an authority of its own',
      { bucket: { finding: { kind: 'unusable', cause: 'certificate', reason: 'self-signed certificate' } } },
      'store-answer',
      /is not trusted/,
      /AWS_CA_BUNDLE/,
    ],
  ])('%s', async (_, answers, id, found, remedy) => {
    const { failed, warned } = await look(answers)
    expect(failed.map(({ check }) => check.id)).toEqual([id])
    expect(warned).toEqual([])
    expect(failed[0]?.found).toMatch(found)
    expect(failed[0]?.remedy).toMatch(remedy)
  })

  it('is said by a check that is made alone, too', async () => {
    for (const id of ['bucket', 'list-objects', 'put-object', 'delete-object', 'bucket-encryption', 'public-access']) {
      const { failed } = await look({ bucket: { finding: refused('InvalidAccessKeyId') }, ids: [id] })
      const found = "not known, because of 'store-keys': AWS does not know the key …CT01 (InvalidAccessKeyId)"
      expect(failed).toMatchObject([{ found, remedy: expect.stringContaining('MLFLOW_AWS_ACCESS_KEY_ID=…') }])
    }
  })
})

const ALL_DENIED = {
  put: DENIED,
  delete: DENIED,
  abort: DENIED,
  multipart: { untried: 'put' },
  get: { untried: 'put' },
}

describe('an account that may do nothing with the bucket', () => {
  it('is said once, with what to allow', async () => {
    const { failed, warned } = await look({ bucket: { finding: DENIED }, objects: ALL_DENIED })
    expect(failed.map(({ check }) => check.id)).toEqual(['bucket'])
    expect(warned).toEqual([])
    expect(failed[0]?.found).toBe(
      "the key …CT01 may neither list 'lab' nor write into it: the bucket is another account's, or no policy allows it",
    )
    expect(failed[0]?.remedy).toContain(
      'allow s3:GetObject, s3:PutObject and s3:DeleteObject on arn:aws:s3:::lab/mlflow/*, and s3:ListBucket on arn:aws:s3:::lab',
    )
  })

  it('is shown the one bucket that it may use', async () => {
    const { failed } = await look({ bucket: { finding: DENIED, buckets: ['results'] }, objects: ALL_DENIED })
    expect(failed[0]?.remedy).toBe('MLFLOW_ARTIFACT_ROOT=s3://results/mlflow in .env:3')
  })

  it("is told to write the project's own keys if they are the shell's", async () => {
    const shell = doctorContext({
      ...{ tree: { '.env': ROOT }, env: { AWS_ACCESS_KEY_ID: 'AKIAGLOBALGLOBAL0002', AWS_SECRET_ACCESS_KEY: SECRET } },
      answers: { bucket: { ...GOOD_BUCKET, finding: DENIED }, objects: { ...GOOD_OBJECTS, ...ALL_DENIED } },
    })
    const [outcome] = await runChecks(
      STORE_CHECKS.filter(({ id }) => id === 'bucket'),
      shell,
    )
    expect(outcome?.remedy).toBe(
      "write the project's own keys: MLFLOW_AWS_ACCESS_KEY_ID=… and MLFLOW_AWS_SECRET_ACCESS_KEY=… in .env",
    )
  })
})

describe('a step that is refused names the action and where to allow it:', () => {
  it.each<[string, Answers, string, string, string]>([
    [
      'writing',
      { objects: { put: DENIED, multipart: { untried: 'put' } } },
      'put-object',
      'fail',
      'allow s3:PutObject on arn:aws:s3:::lab/mlflow/*',
    ],
    [
      'everything but reading',
      { objects: { ...ALL_DENIED, get: null } },
      'put-object',
      'fail',
      'allow s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload on arn:aws:s3:::lab/mlflow/*',
    ],
    ['reading', { objects: { get: DENIED } }, 'get-object', 'fail', 'allow s3:GetObject on arn:aws:s3:::lab/mlflow/*'],
    [
      'deleting',
      { objects: { delete: DENIED } },
      'delete-object',
      'warn',
      'allow s3:DeleteObject on arn:aws:s3:::lab/mlflow/*',
    ],
    [
      'aborting',
      { objects: { abort: DENIED } },
      'multipart-upload',
      'warn',
      'allow s3:AbortMultipartUpload on arn:aws:s3:::lab/mlflow/*',
    ],
    [
      'parts',
      { objects: { multipart: DENIED } },
      'multipart-upload',
      'fail',
      'allow s3:PutObject on arn:aws:s3:::lab/mlflow/*',
    ],
    [
      'a root that is the whole bucket',
      { env: `${KEYS}MLFLOW_ARTIFACT_ROOT=s3://lab\n`, objects: { get: DENIED } },
      'get-object',
      'fail',
      'allow s3:GetObject on arn:aws:s3:::lab/*',
    ],
    [
      'a region of China',
      { bucket: { region: 'cn-north-1' }, objects: { get: DENIED } },
      'get-object',
      'fail',
      'allow s3:GetObject on arn:aws-cn:s3:::lab/mlflow/*',
    ],
    [
      'the key of the encryption',
      {
        objects: {
          put: refused('AccessDenied', { action: 'kms:GenerateDataKey', resource: 'arn:aws:kms:eu-central-1:1:key/2' }),
          multipart: { untried: 'put' },
        },
      },
      'put-object',
      'fail',
      'allow kms:GenerateDataKey on arn:aws:kms:eu-central-1:1:key/2',
    ],
    [
      'a policy of the bucket',
      {
        objects: {
          put: refused('AccessDenied', { action: 's3:PutObject', deny: 'resource-based' }),
          multipart: { untried: 'put' },
        },
      },
      'put-object',
      'fail',
      "remove the Deny of s3:PutObject from the bucket's policy (aws s3api get-bucket-policy --bucket lab)",
    ],
    [
      'uploads without encryption',
      { objects: { needs: { ServerSideEncryption: 'aws:kms' } } },
      'put-object',
      'fail',
      'MLFLOW_S3_UPLOAD_EXTRA_ARGS=\'{"ServerSideEncryption": "aws:kms"}\' in .env',
    ],
    [
      'an argument that is wrong',
      {
        objects: { put: { kind: 'unusable', cause: 'upload argument', reason: 'Acl' }, multipart: { untried: 'put' } },
      },
      'put-object',
      'fail',
      'correct its name and its value',
    ],
    [
      'the object itself',
      { objects: { left: ['object'] } },
      'delete-object',
      'warn',
      'with-mlflow-env aws s3 rm s3://lab/mlflow/with-mlflow-env-doctor-can-be-deleted-1',
    ],
  ])('%s', async (_, answers, id, status, remedy) => {
    const { failed, warned } = await look(answers)
    expect([...failed, ...warned].map((outcome) => [outcome.check.id, outcome.status, outcome.remedy])).toEqual([
      [id, status, remedy],
    ])
  })

  it('a list, without a warning: runs log without it', async () => {
    const { failed, warned, skipped, outcomes } = await look({ bucket: { finding: DENIED } })
    expect({ failed, warned, skipped }).toEqual({ failed: [], warned: [], skipped: ['list-objects'] })
    expect(outcomes.find(({ status }) => status === 'skip')?.remedy).toBe('allow s3:ListBucket on arn:aws:s3:::lab')
  })
})

describe('what works and is a risk is a warning:', () => {
  it.each<[string, Answers, string, RegExp]>([
    [
      'a clock that is seven minutes off',
      { bucket: { skewS: -420 } },
      'store-clock',
      /^this machine's clock is 7 minutes ahead of the store's$/,
    ],
    [
      'requests that are redirected',
      { bucket: { region: 'us-east-1', redirected: 'eu-central-1' } },
      'bucket-region',
      /redirected first$/,
    ],
    ['a public bucket', { objects: { isPublic: true } }, 'public-access', /everyone can read artifacts without keys/],
    ['a public policy', { settings: { policy: { isPublic: true } } }, 'public-access', /policy makes it public/],
    [
      'no encryption on AWS',
      {
        objects: { encryption: null },
        settings: { encryption: { code: 'ServerSideEncryptionConfigurationNotFoundError' } },
      },
      'bucket-encryption',
      /does not encrypt/,
    ],
  ])('%s', async (_, answers, id, found) => {
    const { failed, warned } = await look(answers)
    expect(failed).toEqual([])
    expect(warned.map((outcome) => outcome.check.id)).toEqual([id])
    expect(warned[0]?.found).toMatch(found)
    expect(warned[0]?.remedy).not.toBe('')
  })

  it('a clock that is sixteen minutes off fails', async () => {
    expect((await look({ bucket: { skewS: 960 } })).failed.map(({ check }) => check.id)).toEqual(['store-clock'])
  })
})

describe('harmless neighbours have no warning:', () => {
  const CODES = {
    encryption: { code: 'NotImplemented' },
    block: { code: 'NotImplemented' },
    policy: { code: 'AccessDenied' },
  }
  it.each<[string, Answers]>([
    ['a store without such settings', { objects: { encryption: null }, settings: CODES, bucket: { isAws: false } }],
    [
      'a store that encrypts nothing',
      {
        objects: { encryption: null },
        bucket: { isAws: false },
        settings: { encryption: { code: 'ServerSideEncryptionConfigurationNotFoundError' } },
      },
    ],
    ['a bucket that keeps every version', { objects: { versions: 3 } }],
    ['a clock that is a minute off', { bucket: { skewS: 60 } }],
    ['a store without a date', { bucket: { skewS: null } }],
  ])('%s', async (_, answers) => {
    const { failed, warned } = await look(answers)
    expect([...failed, ...warned]).toEqual([])
  })
})

describe('an address that is not the one that is meant', () => {
  const MISSPELT = `${AWS}MLFLOW_S3_ENDPOINT=http://127.0.0.1:9000\n`
  const SILENT = { kind: 'unreachable', reason: 'no connection within 3 s' }

  it.each([SILENT, refused('InvalidAccessKeyId'), { kind: 'missing', reason: '' }])(
    'is a name of the endpoint that nobody reads: %o',
    async (finding) => {
      const { failed } = await look({ env: MISSPELT, bucket: { finding } })
      const found = expect.stringContaining('requests go to AWS, as MLFLOW_S3_ENDPOINT in .env:4 is not read')
      expect(failed).toMatchObject([
        { found, remedy: "rename it to MLFLOW_S3_ENDPOINT_URL (see the check 'variable-names')" },
      ])
    },
  )

  it.each([
    ['beside the right one', `${MISSPELT}MLFLOW_S3_ENDPOINT_URL=http://127.0.0.1:9001\n`],
    ['of something else', `${AWS}MLFLOW_S3_IGNORE_TSL=true\n`],
  ])('is not a misspelt name %s', async (_, env) => {
    const { failed } = await look({ env, bucket: { finding: SILENT } })
    expect(failed[0]?.found).not.toContain('requests go to AWS')
    expect((await look({ env: MISSPELT })).failed).toEqual([])
  })

  const at = (path: string) => `${AWS}MLFLOW_S3_ENDPOINT_URL=http://127.0.0.1:9000${path}\n`
  const MISSING = { kind: 'missing', reason: '' }
  it.each<[object, string]>([
    [MISSING, 'bucket'],
    [refused('SignatureDoesNotMatch'), 'store-keys'],
    [{ kind: 'unusable', cause: 'no store', reason: 'HTTP 404' }, 'store-answer'],
  ])('has a path: %o', async (finding, id) => {
    const { failed } = await look({ env: at('/api'), bucket: { isAws: false, finding } })
    expect(failed).toMatchObject([
      {
        check: { id },
        found: expect.stringContaining("the endpoint has the path '/api', which a store takes for the bucket"),
        remedy: expect.stringMatching(
          /^MLFLOW_S3_ENDPOINT_URL=http:\/\/127\.0\.0\.1:9000 in \.env:4, unless a gateway/,
        ),
      },
    ])
  })

  it.each<[string, Answers]>([
    ['none', { env: at('/'), bucket: { isAws: false, finding: MISSING } }],
    ['one, and nothing listens there', { env: at('/api'), bucket: { isAws: false, finding: SILENT } }],
    ['one, and the keys are not known', { env: at('/api'), bucket: { finding: refused('InvalidAccessKeyId') } }],
  ])('is not said to have a path if it has %s', async (_, answers) => {
    const { failed } = await look(answers)
    expect(failed).toHaveLength(1)
    expect(failed[0]?.found).not.toContain('the path')
  })
})

describe('a root that MLflow cuts', () => {
  it.each([
    ['?', 's3://lab/mlflow?team=a', 's3://lab/mlflow'],
    ['#', 's3://lab/run#1', 's3://lab/run'],
    ['#', 's3://my#lab/x', 's3://my'],
  ])('at %s is one failed check', async (character, root, rest) => {
    const context = doctorContext({ tree: { '.env': `${KEYS}MLFLOW_ARTIFACT_ROOT='${root}'\n` } })
    const outcomes = await runChecks(STORE_CHECKS, context)
    expect(outcomes.filter(({ status }) => status === 'fail')).toMatchObject([
      {
        check: { id: 'bucket' },
        found: `MLFLOW_ARTIFACT_ROOT has a '${character}', and MLflow drops it and what follows: artifacts go to ${rest}`,
        remedy: `write it without '${character}': MLFLOW_ARTIFACT_ROOT=${rest}… in .env:3`,
      },
    ])
    expect(outcomes.filter(({ cause }) => cause === 'bucket')).toHaveLength(STORE_CHECKS.length - 1)
  })
})

describe('the store is not asked', () => {
  it.each([
    [
      'names no root',
      `${KEYS}MLFLOW_TRACKING_URI=https://mlflow.example\n`,
      [],
      /^the project names no artifact root on S3$/,
    ],
    [
      'names a root elsewhere',
      `${KEYS}MLFLOW_ARTIFACT_ROOT=gs://lab/x\n`,
      [],
      /^MLFLOW_ARTIFACT_ROOT is gs:\/\/lab\/x, which is not on S3$/,
    ],
    ["keeps the shell's account", AWS, ['--keep-aws'], /--keep-aws/],
  ])('if a project %s', async (_, env, words, found) => {
    const context = doctorContext({ tree: { '.env': env }, words })
    for (const outcome of await runChecks(STORE_CHECKS, context)) {
      expect(outcome).toMatchObject({ status: 'skip', found: expect.stringMatching(found) })
    }
  })
})
