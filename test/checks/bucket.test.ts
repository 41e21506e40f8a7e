import { describe, expect, it } from 'vitest'
import { bucket } from '../../src/checks/bucket.ts'
import type { RunningFinding } from '../../src/checks/check.ts'
import { runCheck, runningContext } from '../rig/check-context.ts'
import type { Setup } from '../rig/server-settings.ts'

const PROXIED = { words: ['--artifact-root', 's3://b/x/y'] }
const DIRECT = { words: ['--default-artifact-root', 's3://b/x/y'] }
const check = (setup: Setup, response?: Readonly<Record<string, unknown>>) =>
  runCheck(bucket, runningContext(setup), response ? [response] : [])

describe('the bucket check', () => {
  it.each<[Setup, readonly string[]]>([
    [PROXIED, ['b', 'x/y', '120']],
    [DIRECT, ['b', 'x/y', '120']],
    [{ words: ['--artifact-root', 'S3://b', '--ready-timeout', '7'] }, ['b', '', '7']],
    [
      { words: ['--artifact-root', 's3://arn:aws:s3:eu-central-1:1:accesspoint/x'] },
      ['arn:aws:s3:eu-central-1:1:accesspoint', 'x', '120'],
    ],
  ])('asks for the bucket and the prefix, for as long as the start may take: %j', (setup, args) => {
    expect(check(setup).probes).toEqual([{ script: 'check_bucket.py', args, subject: 'the bucket' }])
  })

  it.each<[Setup]>([
    [{}],
    [{ words: ['--artifact-root', 'gs://b'] }],
    [{ words: [...PROXIED.words, '--no-bucket-check'] }],
  ])('asks nothing if there is no bucket, or if nobody wants it: %j', (setup) => {
    expect(check(setup).probes).toEqual([])
  })

  it.each([
    ['bucket-missing', { kind: 'missing' }],
    ['bucket-access-denied', { kind: 'refused', reason: 'AccessDenied' }],
    ['bucket-elsewhere', { kind: 'elsewhere', region: 'eu-west-1', used: 'us-east-1', works: false }],
    ['store-unusable', { kind: 'unusable', cause: 'no store', reason: 'HTTP 404', proxy: null }],
  ])('stops the server for %s, but only warns if clients reach it directly', (code, response) => {
    const [proxied] = check(PROXIED, response).findings
    expect(proxied).toMatchObject({ effect: 'stop', diagnostic: { code, severity: 'error' } })
    const [direct] = check(DIRECT, response).findings
    expect(direct).toMatchObject({ effect: 'warning', diagnostic: { code, severity: 'warning' } })
  })

  it('warns if the store does not answer, and says when it does', () => {
    const unreachable = { kind: 'unreachable', reason: 'Connection refused', proxy: 'HTTP_PROXY' }
    const responses = [{ ...unreachable, isLast: false }, { kind: 'answers' }, { ...unreachable, isLast: true }]
    const { findings } = runCheck(bucket, runningContext(PROXIED), responses)
    expect(findings.map(({ effect }) => effect)).toEqual(['warning', 'warning', 'warning'])
    expect(messages(findings)).toEqual([
      "--artifact-root: the store of the bucket 'b' does not answer yet (Connection refused, through the proxy that HTTP_PROXY names): artifacts fail until it does; trying again; if the proxy does not lead to the store, add the store's host to NO_PROXY",
      "the store of the bucket 'b' answers now",
      "--artifact-root: the store of the bucket 'b' never answered (Connection refused, through the proxy that HTTP_PROXY names): artifacts fail until it does; if the proxy does not lead to the store, add the store's host to NO_PROXY; 'with-mlflow-env doctor' looks for the reason",
    ])
    expect(check(PROXIED, { kind: 'answers' }).findings).toEqual([])
  })

  it('names the option that goes on without it, if the account is not allowed to list', () => {
    const [found] = check(PROXIED, { kind: 'refused', reason: 'AccessDenied' }).findings
    expect(found).toMatchObject({ diagnostic: { message: expect.stringContaining('--no-bucket-check') } })
    expect(found).not.toMatchObject({ diagnostic: { message: expect.stringContaining('EXPECTED_BUCKET_OWNER') } })
    const owner = { ...PROXIED, env: { MLFLOW_S3_EXPECTED_BUCKET_OWNER: '123456789012' } }
    const [other] = check(owner, { kind: 'refused', reason: 'AccessDenied' }).findings
    expect(other).toMatchObject({ diagnostic: { message: expect.stringContaining('EXPECTED_BUCKET_OWNER') } })
  })

  it('stops for a bucket of another region if clients get presigned URLs, and warns if requests are redirected', () => {
    const elsewhere = { kind: 'elsewhere', region: 'eu-west-1', used: 'us-east-1', works: true }
    const presigned = { words: [...PROXIED.words, '--presigned'] }
    expect(check(presigned, elsewhere).findings).toMatchObject([{ effect: 'stop' }])
    const through = { words: [...PROXIED.words, '--no-presigned'] }
    const { findings } = check(through, elsewhere)
    expect(findings).toMatchObject([{ effect: 'warning' }])
    expect(messages(findings)).toEqual([
      "--artifact-root: the bucket 'b' is in the region eu-west-1, but requests are signed for us-east-1, so each of them is redirected first: set MLFLOW_AWS_DEFAULT_REGION=eu-west-1",
    ])
    expect(messages(check(through, { ...elsewhere, used: 'none', works: false }).findings)).toEqual([
      expect.stringContaining('but no region is set, so the store refuses them: '),
    ])
  })

  it.each([
    ['self-signed certificate', 'AWS_CA_BUNDLE'],
    ['certificate has expired', 'renew it'],
    ["hostname 'a' doesn't match 'b'", 'as its certificate does'],
    ["IP address mismatch, certificate is not valid for '127.0.0.1'", 'as its certificate does'],
  ])('says what to do about a certificate: %s', (reason, remedy) => {
    const [message] = messages(check(PROXIED, { kind: 'unusable', cause: 'certificate', reason }).findings)
    expect(message).toContain(remedy)
    expect(message).toContain('MLFLOW_S3_IGNORE_TLS')
  })

  it('shows the path of a file, and not a token that was taken for one', () => {
    const file = (path: string) =>
      messages(check(PROXIED, { kind: 'unusable', cause: 'file', reason: 'no', variable: 'X', file: path }).findings)
    expect(file('/var/run/secrets/token')).toEqual([
      expect.stringContaining("the file '/var/run/secrets/token' that X"),
    ])
    expect(file('eyJhbGciOi/J9.eyJzdWIi')).toEqual([expect.stringContaining('the file (a text of 22 characters)')])
  })
})

describe('a setting that leads to no credentials', () => {
  it.each([
    [
      { variable: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', reason: "Unsupported host 'example.com'" },
      "because of AWS_CONTAINER_CREDENTIALS_FULL_URI (Unsupported host 'example.com'): correct this setting",
    ],
    [
      { profile: 'lab', setting: 'sso_session', reason: 'expired' },
      "because of sso_session of the profile 'lab' (expired): log in with 'aws sso login', or correct this setting",
    ],
    [
      { profile: 'lab', reason: 'half', proxy: 'HTTPS_PROXY' },
      "because of the profile 'lab' (half, through the proxy that HTTPS_PROXY names): correct this setting",
    ],
  ])('is named in the message, with what to do: %j', (response, end) => {
    const [message] = messages(check(PROXIED, { kind: 'unusable', cause: 'credentials', ...response }).findings)
    expect(message).toBe(`--artifact-root: boto3 gets no credentials for the bucket 'b' ${end}`)
  })

  it('is named if the service that it leads to does not answer', () => {
    const unreachable = { kind: 'unreachable', isOfCredentials: true, variable: 'AWS_ENDPOINT_URL_STS', reason: 'no' }
    const responses = [
      { ...unreachable, isLast: false },
      { ...unreachable, isLast: true },
    ]
    const { findings } = runCheck(bucket, runningContext(PROXIED), responses)
    expect(findings.map(({ effect }) => effect)).toEqual(['warning', 'warning'])
    expect(messages(findings)).toEqual([
      "--artifact-root: the service for the credentials that AWS_ENDPOINT_URL_STS leads to does not answer yet (no): there are none for the bucket 'b' until it does; trying again",
      "--artifact-root: the service for the credentials that AWS_ENDPOINT_URL_STS leads to never answered (no): there are none for the bucket 'b' until it does",
    ])
  })
})

function messages(findings: readonly RunningFinding[]): string[] {
  return findings.flatMap((finding) => ('diagnostic' in finding ? finding.diagnostic.message : []))
}
