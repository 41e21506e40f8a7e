import { describe, expect, it } from 'vitest'
import { bucket } from '../../src/checks/bucket.ts'
import { runCheck, runningContext } from '../rig/check-context.ts'
import type { Setup } from '../rig/server-settings.ts'

const PROXIED = { words: ['--artifact-root', 's3://b/x/y'] }
const DIRECT = { words: ['--default-artifact-root', 's3://b/x/y'] }
const check = (setup: Setup, response?: Readonly<Record<string, unknown>>) =>
  runCheck(bucket, runningContext(setup), response ? [response] : [])

describe('the bucket check', () => {
  it.each<[Setup, readonly string[]]>([
    [PROXIED, ['b', 'x/y']],
    [DIRECT, ['b', 'x/y']],
    [{ words: ['--artifact-root', 'S3://b'] }, ['b', '']],
    [
      { words: ['--artifact-root', 's3://arn:aws:s3:eu-central-1:1:accesspoint/x'] },
      ['arn:aws:s3:eu-central-1:1:accesspoint', 'x'],
    ],
  ])('asks for the bucket and the prefix: %j', (setup, args) => {
    expect(check(setup).probes).toEqual([{ script: 'check_bucket.py', args }])
  })

  it.each<[Setup]>([
    [{}],
    [{ words: ['--artifact-root', 'gs://b'] }],
    [{ words: [...PROXIED.words, '--no-bucket-check'] }],
  ])('asks nothing if there is no bucket, or if nobody wants it: %j', (setup) => {
    expect(check(setup).probes).toEqual([])
  })

  it.each([
    ['missing', 'NoSuchBucket', 'bucket-missing'],
    ['refused', 'AccessDenied', 'bucket-access-denied'],
  ])('stops the server if the bucket is %s, but only warns if clients reach it directly', (kind, reason, code) => {
    const [proxied] = check(PROXIED, { kind, reason }).findings
    expect(proxied).toMatchObject({ effect: 'stop', diagnostic: { code, severity: 'error' } })
    const [direct] = check(DIRECT, { kind, reason }).findings
    expect(direct).toMatchObject({ effect: 'warning', diagnostic: { code, severity: 'warning' } })
  })

  it('warns if the store does not answer', () => {
    expect(check(PROXIED, { kind: 'unreachable', reason: 'ConnectTimeoutError' }).findings).toMatchObject([
      { effect: 'warning', diagnostic: { code: 'bucket-unreachable', data: { reason: 'ConnectTimeoutError' } } },
    ])
  })

  it('names the option that goes on without it, if the account is not allowed to list', () => {
    const [found] = check(PROXIED, { kind: 'refused', reason: 'AccessDenied' }).findings
    expect(found).toMatchObject({ diagnostic: { message: expect.stringContaining('--no-bucket-check') } })
  })
})
