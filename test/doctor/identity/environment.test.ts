import { describe, expect, it } from 'vitest'
import { otherProfiles } from '../../../src/doctor/checks/identity/other-profiles.ts'
import { setAgain } from '../../../src/doctor/checks/identity/set-again.ts'
import { shellVariables } from '../../../src/doctor/checks/identity/shell-variables.ts'
import { checkProject, type DoctorSetup } from '../../rig/doctor.ts'

const KEYS =
  'MLFLOW_AWS_ACCESS_KEY_ID=AKIALABLABLABLAB1234\nMLFLOW_AWS_SECRET_ACCESS_KEY=labsecretlabsecretlabsecretlabsecret1234\n'
const withFiles = (tree: DoctorSetup['tree']): DoctorSetup => ({ tree: { '.env.mlflow': KEYS, ...tree } })

describe("the shell's variables", () => {
  it('are named if they are removed, and those that would have counted', async () => {
    const env = {
      AWS_PROFILE: 'glob',
      AWS_SESSION_TOKEN: 'tok-tok-tok',
      AWS_PAGER: '',
      AWS_ACCESS_KEY_ID: 'AKIAGLOBGLOBGLOBGLOB',
    }
    const outcome = await checkProject(shellVariables, { ...withFiles({}), env })
    expect(outcome).toMatchObject({ status: 'ok', remedy: '' })
    expect(outcome.found).toBe(
      "the command does not get AWS_ACCESS_KEY_ID (…GLOB), AWS_PROFILE ('glob') and AWS_SESSION_TOKEN of the shell; AWS_ACCESS_KEY_ID, AWS_PROFILE and AWS_SESSION_TOKEN would have counted instead of the project's",
    )
  })

  it('are none in a clean shell', async () => {
    expect(await checkProject(shellVariables, withFiles({}))).toMatchObject({
      status: 'ok',
      found: expect.stringMatching(/^nothing/),
    })
  })

  it('can be kept', async () => {
    const outcome = await checkProject(shellVariables, { ...withFiles({}), env: { AWS_S3_BUCKET: 'b' } })
    expect(outcome.found).toContain('(--keep AWS_S3_BUCKET keeps one)')
  })
})

describe('what is set again', () => {
  it.each<[string, DoctorSetup]>([
    ['nothing', withFiles({ 'train.py': 'import mlflow\n' })],
    ['a Makefile that sets nothing', withFiles({ Makefile: 'train:\n\tpython train.py\n' })],
    ['load_dotenv() of the same file', withFiles({ 'train.py': 'load_dotenv()\n', '.env': 'DEBUG=1\n' })],
  ])('is nothing: %s', async (_, setup) => {
    expect(await checkProject(setAgain, setup)).toMatchObject({ status: 'ok', remedy: '' })
  })

  it.each<[string, DoctorSetup, RegExp, string]>([
    [
      'the same file',
      withFiles({ '.env': 'AWS_PROFILE=glob\n' }),
      /AWS_PROFILE again/,
      "remove AWS_PROFILE from '.env'",
    ],
    [
      'a file next to a script that loads it',
      withFiles({ 'src/train.py': 'from dotenv import load_dotenv\n', 'src/.env': 'AWS_PROFILE=glob\n' }),
      /AWS_PROFILE again/,
      "remove AWS_PROFILE from 'src/.env'",
    ],
    [
      'a Makefile',
      withFiles({ Makefile: 'export AWS_PROFILE=glob\ntrain:\n\tpython x.py\n' }),
      /make sets AWS_PROFILE/,
      'move the lines',
    ],
    [
      'a start-up file',
      { ...withFiles({ rc: 'export AWS_PROFILE=glob\n' }), env: { BASH_ENV: 'rc' } },
      /BASH_ENV/,
      "remove AWS_PROFILE from 'rc'",
    ],
  ])('is warned of: %s', async (_, setup, found, remedy) => {
    const outcome = await checkProject(setAgain, setup)
    expect(outcome).toMatchObject({ status: 'warn', found: expect.stringMatching(found) })
    expect(outcome.remedy).toContain(remedy)
  })
})

describe('other profiles', () => {
  const script = (text: string) => withFiles({ 'src/copy.py': `import boto3\n${text}\n` })

  it.each([
    'boto3.client("s3")',
    '# boto3.Session(profile_name="lab")',
    'Report(profile_name="lab")',
    'boto3.Session(profile_name=NAME)',
  ])('are none: %s', async (text) => {
    expect(await checkProject(otherProfiles, script(text))).toMatchObject({ status: 'ok' })
  })

  it.each([
    'boto3.Session(profile_name="lab")',
    'boto3.Session(\n    region_name="x",\n    profile_name = \'lab\',\n)',
  ])('that a script names are warned of next to keys: %s', async (text) => {
    const outcome = await checkProject(otherProfiles, script(text))
    expect(outcome).toMatchObject({ status: 'warn', where: 'src/copy.py:2' })
    expect(outcome.remedy).toContain('--keep-aws-config')
  })

  it('are there for a project with a profile, and with --keep-aws-config', async () => {
    const text = 'import boto3\nboto3.Session(profile_name="lab")\n'
    const profile = { tree: { '.env': 'MLFLOW_AWS_PROFILE=p\n', 'x.py': text } }
    const kept = { ...withFiles({ 'x.py': text }), words: ['--keep-aws-config'] }
    for (const setup of [profile, kept])
      expect(await checkProject(otherProfiles, setup)).toMatchObject({ status: 'ok' })
  })
})
