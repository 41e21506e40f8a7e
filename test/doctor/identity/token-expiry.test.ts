import { describe, expect, it } from 'vitest'
import { tokenExpiry } from '../../../src/doctor/checks/identity/token-expiry.ts'
import { checkProject, type DoctorSetup } from '../../rig/doctor.ts'

const KEYS =
  'MLFLOW_AWS_ACCESS_KEY_ID=ASIALABLABLABLAB1234\nMLFLOW_AWS_SECRET_ACCESS_KEY=labsecretlabsecretlabsecretlabsecret1234\nMLFLOW_AWS_SESSION_TOKEN=tok-tok-tok-tok\n'
const PROFILE = {
  tree: { '.env': 'MLFLOW_AWS_PROFILE=lab\n', 'home/.aws/config': '[profile lab]\nsso_account_id = 1\n' },
}
const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
const NOTHING = { method: 'env', keySuffix: '1234', login: null, finding: null, notAsked: null, expires: null }
const look = (answer: object, setup: DoctorSetup = { tree: { '.env': KEYS } }) =>
  checkProject(tokenExpiry, { ...setup, answers: { session: { ...NOTHING, ...answer } } })
const withEnd = (end: string) => ({ tree: { '.env': `${KEYS}AWS_CREDENTIAL_EXPIRATION=${end}\n` } })
const OFFLINE = { method: null, notAsked: { method: 'sso', why: 'offline' }, finding: { kind: 'unusable' } }

describe('the end of credentials', () => {
  it.each<[string, object, DoctorSetup?]>([
    ['is not known', {}],
    ['is far', {}, withEnd(at(120))],
    ['is that of a role', { expires: at(55) }],
    ['is that of a login', { login: { expires: at(300), isRefreshable: false } }, PROFILE],
    ['is that of a login that boto3 renews', { login: { expires: at(-60), isRefreshable: true } }, PROFILE],
    ["is that of the shell's own keys", {}, { tree: { '.env': KEYS }, env: { AWS_CREDENTIAL_EXPIRATION: at(-60) } }],
  ])('is fine if it %s', async (_, answer, setup) => {
    expect(await look(answer, setup)).toMatchObject({ status: 'ok', remedy: '' })
  })

  it.each<[string, object, DoctorSetup, string, string]>([
    ['has come', {}, withEnd(at(-5)), 'fail', 'write new keys'],
    ['is near', {}, withEnd(at(5)), 'warn', 'write new keys'],
    [
      'of a login has come',
      { ...OFFLINE, login: { expires: at(-5), isRefreshable: false } },
      PROFILE,
      'fail',
      'aws sso login --profile lab',
    ],
    [
      'of a login is near',
      { login: { expires: at(5), isRefreshable: false } },
      PROFILE,
      'warn',
      'aws sso login --profile lab',
    ],
    [
      'is that of no login',
      { ...OFFLINE, login: { expires: null, isRefreshable: false } },
      PROFILE,
      'fail',
      'aws sso login --profile lab',
    ],
  ])('is reported if it %s', async (_, answer, setup, status, remedy) => {
    expect(await look(answer, setup)).toMatchObject({ status, remedy: expect.stringContaining(remedy) })
  })

  it('is left to the check of the session if boto3 has tried', async () => {
    const answer = { method: null, finding: { kind: 'unusable' }, login: { expires: null, isRefreshable: false } }
    expect(await look(answer, PROFILE)).toMatchObject({ status: 'skip' })
  })
})
