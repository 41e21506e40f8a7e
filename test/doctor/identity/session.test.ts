import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { session } from '../../../src/doctor/checks/identity/session.ts'
import { type DoctorSetup, doctorContext, runOn } from '../../rig/doctor.ts'

const KEYS =
  'MLFLOW_AWS_ACCESS_KEY_ID=AKIALABLABLABLAB1234\nMLFLOW_AWS_SECRET_ACCESS_KEY=labsecretlabsecretlabsecretlabsecret1234\n'
const ENDPOINT = 'MLFLOW_S3_ENDPOINT_URL=http://minio:9000\n'
const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** What boto3 would find with the keys above. */
const FOUND = {
  kind: 'session',
  ...{ method: 'env', keySuffix: '1234', hasToken: false, expires: null, account: null, profile: null, login: null },
  ...{ region: 'us-east-1', endpoint: 'https://s3.us-east-1.amazonaws.com', notAsked: null, finding: null },
  settings: {},
  startup: [],
}
const NONE = { ...FOUND, method: null, keySuffix: null, region: null, endpoint: null }
function look(answer: object, setup: DoctorSetup = {}) {
  const context = doctorContext({ tree: { '.env': KEYS }, ...setup })
  const names = Object.keys(context.env).filter((name) => /^(?:AWS|MLFLOW)_/.test(name))
  const settings = Object.fromEntries(names.map((name) => [name, digest(context.env[name] ?? '')]))
  const { settings: changed, ...others } = { settings: {}, ...answer }
  return runOn(session, context, { session: { ...FOUND, ...others, settings: { ...settings, ...changed } } })
}
const HOME_CONFIG = { 'home/.aws/config': '[profile lab]\nregion = eu-west-1\nrole_arn = arn:aws:iam::1:role/x\n' }
const IN_PROFILE = { tree: { '.env': 'MLFLOW_AWS_PROFILE=lab\n', ...HOME_CONFIG } }
const OF_PROFILE = {
  method: 'assume-role',
  profile: 'lab',
  region: 'eu-west-1',
  endpoint: 'https://s3.eu-west-1.amazonaws.com',
}

describe("boto3's view", () => {
  it('is fine if it is what was resolved', async () => {
    expect(await look({})).toMatchObject({ status: 'ok', where: 'MLFLOW_AWS_ACCESS_KEY_ID in .env:1', remedy: '' })
    expect(await look({ ...OF_PROFILE, account: '123456789012' }, IN_PROFILE)).toMatchObject({
      status: 'ok',
      found: expect.stringContaining("an assumed role, profile 'lab', account 123456789012, region eu-west-1"),
    })
    const store = { tree: { '.env': KEYS + ENDPOINT } }
    expect(await look({ endpoint: 'http://minio:9000/' }, store)).toMatchObject({ status: 'ok' })
  })

  it.each<[string, object, DoctorSetup, RegExp]>([
    ['key', { keySuffix: 'GLOB' }, {}, /the key …GLOB, not …1234$/],
    ['token', { hasToken: true }, {}, /a session token that does not belong/],
    ['region', { region: 'eu-west-1' }, {}, /the region eu-west-1, not us-east-1/],
    ['endpoint', {}, { tree: { '.env': KEYS + ENDPOINT } }, /the endpoint https:.*, not http:\/\/minio:9000/],
    ['profile', { ...OF_PROFILE, profile: 'other' }, IN_PROFILE, /the profile 'other', not 'lab'/],
    [
      'key instead of the profile',
      { ...OF_PROFILE, method: 'env' },
      IN_PROFILE,
      /the key …1234, not the profile 'lab'/,
    ],
  ])('fails if boto3 has another %s', async (_, answer, setup, found) => {
    const outcome = await look(answer, setup)
    expect(outcome).toMatchObject({ status: 'fail', found: expect.stringMatching(found) })
    expect(outcome.remedy).toContain('pip install --upgrade boto3')
  })

  it('names the file that changes the variables while Python starts', async () => {
    const settings = { AWS_ACCESS_KEY_ID: digest('AKIAOTHEROTHEROTGLOB') }
    const outcome = await look({ keySuffix: 'GLOB', settings, startup: ['/site/sitecustomize.py'] })
    expect(outcome).toMatchObject({ status: 'fail', where: "'/site/sitecustomize.py'" })
    expect(outcome.found).toContain('because AWS_ACCESS_KEY_ID')
    expect(outcome.remedy).toBe("remove what sets it from '/site/sitecustomize.py'")
  })

  it('fails if another tracking server is set while Python starts', async () => {
    const outcome = await look({ settings: { MLFLOW_TRACKING_URI: digest('http://other') } })
    expect(outcome).toMatchObject({
      status: 'fail',
      found: expect.stringMatching(/^programs use another tracking server/),
    })
    expect(await look({ settings: { MLFLOW_OTHER: digest('x') } })).toMatchObject({ status: 'ok' })
  })

  it.each<[string, object, string]>([
    ['SSO', { profile: 'lab', setting: 'sso_session' }, 'aws sso login --profile lab'],
    ['a login', { profile: 'my lab', setting: 'login_session' }, "aws login --profile 'my lab'"],
    ['a missing profile', { profile: 'lab', setting: null }, 'aws configure --profile lab'],
    [
      'a program',
      { profile: 'lab', setting: 'credential_process', program: 'vault' },
      'run it yourself, and do what it asks for: the command of credential_process of [profile lab]',
    ],
    [
      'a program that is missing',
      { profile: 'lab', setting: 'credential_process', program: 'vault', isMissing: true },
      "install the program 'vault', or correct credential_process of [profile lab]",
    ],
    ['a role', { profile: 'lab', setting: 'role_arn' }, 'correct role_arn of [profile lab] in ~/.aws/config'],
    ['a container', { variable: 'AWS_CONTAINER_CREDENTIALS_FULL_URI' }, 'correct AWS_CONTAINER_CREDENTIALS_FULL_URI'],
  ])('names the cause if there are no credentials, and what mends it: %s', async (_, finding, remedy) => {
    const outcome = await look({ ...NONE, finding: { kind: 'unusable', reason: 'no', ...finding } }, IN_PROFILE)
    expect(outcome).toMatchObject({ status: 'fail', remedy: expect.stringContaining(remedy) })
  })

  it('says nothing of missing credentials if the project needs none', async () => {
    const missing = { ...NONE, finding: { kind: 'none' } }
    const proxied = { tree: { '.env': 'MLFLOW_TRACKING_URI=https://mlflow.example.com\n' } }
    expect(await look(missing, proxied)).toMatchObject({ status: 'skip' })
    const direct = { tree: { '.env': 'MLFLOW_ARTIFACT_ROOT=s3://bucket/x\n' } }
    expect(await look(missing, direct)).toMatchObject({ status: 'fail' })
  })

  it.each([
    ['offline', /because of --offline/],
    ['code', /needs a code of an MFA device/],
  ])('is skipped for what it does not ask (%s)', async (why, found) => {
    const outcome = await look({ ...NONE, notAsked: { method: 'sso', why }, finding: { kind: 'unusable' } }, IN_PROFILE)
    expect(outcome).toMatchObject({ status: 'skip', found: expect.stringMatching(found) })
  })
})
