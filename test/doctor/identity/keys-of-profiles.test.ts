// What the doctor says if keys are refused that a profile, or the shell, brings along.
import { describe, expect, it } from 'vitest'
import { caller } from '../../../src/doctor/checks/identity/caller.ts'
import { credentials } from '../../../src/doctor/checks/identity/credentials.ts'
import { session } from '../../../src/doctor/checks/identity/session.ts'
import { checkProject, type DoctorSetup } from '../../rig/doctor.ts'

const PROFILE = { '.env': 'MLFLOW_AWS_PROFILE=lab\n' }
const FILE =
  '[other]\naws_access_key_id = AKIAOTHEROTHEROTHER1\n[lab]\naws_access_key_id = AKIALABLABLABLAB1234\naws_secret_access_key = s3cr3t\n'
const STATIC = { tree: { ...PROFILE, 'home/.aws/credentials': FILE } }
const config = (text: string) => ({ tree: { ...PROFILE, 'home/.aws/config': `# mine\n[profile lab]\n${text}\n` } })
const refuse = (reason: string, setup: DoctorSetup) =>
  checkProject(caller, { ...setup, answers: { caller: { finding: { kind: 'refused', reason } } } })

describe('keys of a profile that are refused', () => {
  it.each<[string, string, DoctorSetup, RegExp]>([
    [
      'are named with their file and line',
      'InvalidClientTokenId',
      STATIC,
      /^write keys that exist into the profile 'lab' in ~\/\.aws\/credentials:4: aws configure --profile lab, or MLFLOW_S3/,
    ],
    [
      'are named with the line of their secret',
      'SignatureDoesNotMatch',
      STATIC,
      /^copy the secret of the profile 'lab' again, whole, in ~\/\.aws\/credentials:5: aws configure --profile lab$/,
    ],
    ['have ended', 'ExpiredToken', STATIC, /^write three new values into the profile 'lab' in ~\/\.aws\/credentials:4/],
    [
      'come from SSO',
      'ExpiredToken',
      config('sso_start_url = https://x\nsso_account_id = 1'),
      /^log in again: aws sso login --profile lab$/,
    ],
    [
      'come from a program',
      'InvalidClientTokenId',
      config('credential_process = vault'),
      /^run it yourself.*~\/\.aws\/config:3$/,
    ],
    [
      'come from a role',
      'InvalidClientTokenId',
      config('role_arn = arn:x'),
      /^correct where the profile 'lab' in ~\/\.aws\/config:2 takes/,
    ],
  ])('%s', async (_, reason, setup, remedy) => {
    const outcome = await refuse(reason, setup)
    expect(outcome).toMatchObject({ status: 'fail', remedy: expect.stringMatching(remedy) })
    // Next to the profile they would be a second account.
    expect(outcome.remedy).not.toMatch(/MLFLOW_AWS_(?:ACCESS|SECRET|SESSION)/)
    expect(JSON.stringify(outcome)).not.toContain('s3cr3t')
  })

  it.each([
    ["o'brien", "[o'brien]", `'o'\\''brien'`],
    ['my lab', '[my lab]', "'my lab'"],
  ])('are found by any name, which a command quotes: %s', async (name, section, word) => {
    const text = `${section}\naws_access_key_id = AKIALABLABLABLAB1234\naws_secret_access_key = x\n`
    const tree = { '.env': `MLFLOW_AWS_PROFILE="${name}"\n`, 'home/.aws/credentials': text }
    expect((await refuse('SignatureDoesNotMatch', { tree })).remedy).toContain(`aws configure --profile ${word}`)
    expect(await checkProject(credentials, { tree })).toMatchObject({ status: 'ok' })
  })

  it.each(["[profile o\\'brien]", `[profile "o'brien"]`])(
    'are found in config as botocore finds them: %s',
    async (head) => {
      const tree = { '.env': `MLFLOW_AWS_PROFILE="o'brien"\n`, 'home/.aws/config': `${head}\ncredential_process = x\n` }
      expect(await checkProject(credentials, { tree })).toMatchObject({ status: 'ok' })
    },
  )

  it('are those of the documentation', async () => {
    const text = FILE.replace('AKIALABLABLABLAB1234', 'AKIAIOSFODNN7EXAMPLE')
    const outcome = await refuse('InvalidClientTokenId', { tree: { ...PROFILE, 'home/.aws/credentials': text } })
    expect(outcome.found).toContain("one of AWS's documentation")
  })
})

describe("keys of the shell, in the place of the file's,", () => {
  const KEYS =
    'MLFLOW_AWS_ACCESS_KEY_ID=AKIALABLABLABLAB1234\nMLFLOW_AWS_SECRET_ACCESS_KEY=labsecretlabsecretlabsecretlabsecret1234\n'
  const OLD = { MLFLOW_AWS_ACCESS_KEY_ID: 'AKIAOLDOLDOLDOLDOLD1', MLFLOW_AWS_SECRET_ACCESS_KEY: 'o'.repeat(40) }
  const UNSET = 'unset MLFLOW_AWS_ACCESS_KEY_ID MLFLOW_AWS_SECRET_ACCESS_KEY, or use --override'

  it.each(['InvalidClientTokenId', 'SignatureDoesNotMatch', 'ExpiredToken'])(
    'are unset if they are refused: %s',
    async (reason) => {
      const { remedy } = await refuse(reason, { tree: { '.env': KEYS }, env: OLD })
      expect(remedy).toContain(`${UNSET}, to use MLFLOW_AWS_ACCESS_KEY_ID in .env:1 instead; otherwise `)
    },
  )

  it('are unset if only the secret is older', async () => {
    const env = { ...OLD, MLFLOW_AWS_ACCESS_KEY_ID: 'AKIALABLABLABLAB1234' }
    const setup = { tree: { '.env': KEYS }, env }
    expect((await refuse('SignatureDoesNotMatch', setup)).remedy).toMatch(/^unset /)
    expect((await checkProject(credentials, setup)).remedy).toBe(UNSET)
  })

  it.each<[string, DoctorSetup]>([
    ['no file has others', { tree: { '.env': 'MLFLOW_TRACKING_URI=https://h\n' }, env: OLD }],
    ['the file counts', { tree: { '.env': KEYS }, env: OLD, words: ['--override'] }],
    ['the shell names none', { tree: { '.env': KEYS } }],
  ])('are not spoken of if %s', async (_, setup) => {
    expect((await refuse('InvalidClientTokenId', setup)).remedy).toMatch(/^write keys that exist/)
  })
})

it('without keys in the shell, --keep-aws is about the shell', async () => {
  const answer = { kind: 'session', settings: {}, startup: [], finding: { kind: 'none' } }
  const tree = { '.env': 'MLFLOW_ARTIFACT_ROOT=s3://bucket/x\n' }
  const look = (words: readonly string[]) => checkProject(session, { tree, words, answers: { session: answer } })
  const kept = await look(['--keep-aws'])
  expect(kept).toMatchObject({
    status: 'fail',
    remedy: expect.stringMatching(/^give the shell credentials of its own/),
  })
  expect(kept.remedy).not.toContain('init')
  expect((await look([])).remedy).toBe('with-mlflow-env init')
})
