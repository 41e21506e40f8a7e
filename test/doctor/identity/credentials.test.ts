import { describe, expect, it } from 'vitest'
import { credentials } from '../../../src/doctor/checks/identity/credentials.ts'
import { checkProject, type DoctorSetup } from '../../rig/doctor.ts'

const KEYS =
  'MLFLOW_AWS_ACCESS_KEY_ID=AKIALABLABLABLAB1234\nMLFLOW_AWS_SECRET_ACCESS_KEY=labsecretlabsecretlabsecretlabsecret1234\n'
const SHELL = {
  AWS_ACCESS_KEY_ID: 'AKIAGLOBGLOBGLOBGLOB',
  AWS_SECRET_ACCESS_KEY: 'globsecretglobsecretglobsecretglobsecret',
}
const CONFIG = '[profile lab]\nregion = eu-west-1\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = base\n'
const ROOT = 'MLFLOW_ARTIFACT_ROOT=s3://bucket/x\n'

describe('credentials', () => {
  it.each<[string, DoctorSetup, RegExp]>([
    ["the project's keys", { tree: { '.env': KEYS }, env: SHELL }, /^project-specific \(MLFLOW_AWS_\*\), key …1234$/],
    ['a profile', { tree: { '.env': 'MLFLOW_AWS_PROFILE=lab\n', 'home/.aws/config': CONFIG } }, /profile lab/],
    [
      "the shell's, and a server's address",
      { tree: { '.env': 'MLFLOW_TRACKING_URI=https://h\n' }, env: SHELL },
      /global/,
    ],
    ['none, and a server', { tree: { '.env': 'MLFLOW_TRACKING_URI=https://h\n' } }, /ambient/],
    [
      'keys of the environment',
      { env: { MLFLOW_AWS_ACCESS_KEY_ID: 'AKIALABLABLABLAB1234', MLFLOW_AWS_SECRET_ACCESS_KEY: 'x'.repeat(40) } },
      /1234/,
    ],
    [
      'those that were agreed to',
      { tree: { '.env': `${ROOT}WITH_MLFLOW_ENV_ALLOW_FALLBACK=1\n` }, env: SHELL },
      /agrees/,
    ],
    [
      'those that are kept',
      { tree: { '.env': 'MLFLOW_TRACKING_URI=https://h\n' }, env: SHELL, words: ['--keep-aws'] },
      /--keep-aws/,
    ],
    [
      "AWS's names in the file",
      { tree: { '.env': 'AWS_ACCESS_KEY_ID=AKIALABLABLABLAB1234\nAWS_SECRET_ACCESS_KEY=x1y2\n' } },
      /global/,
    ],
  ])('are fine: %s', async (_, setup, found) => {
    expect(await checkProject(credentials, setup)).toMatchObject({
      status: 'ok',
      found: expect.stringMatching(found),
      remedy: '',
    })
  })

  it.each<[string, DoctorSetup, string, RegExp, RegExp]>([
    [
      "the shell's for a store",
      { tree: { '.env': ROOT }, env: SHELL },
      'warn',
      /MLFLOW_ARTIFACT_ROOT in \.env:1 needs.*…GLOB/,
      /with-mlflow-env init/,
    ],
    [
      "the shell's for an endpoint",
      { tree: { '.env': 'MLFLOW_S3_ENDPOINT_URL=http://minio:9000\n' }, env: SHELL },
      'warn',
      /MLFLOW_S3_ENDPOINT_URL/,
      /init/,
    ],
    [
      'a missing profile',
      { tree: { '.env': 'MLFLOW_AWS_PROFILE=lab\n' } },
      'fail',
      /no profile 'lab'/,
      /^aws configure --profile lab, or correct MLFLOW_AWS_PROFILE in \.env:1$/,
    ],
    [
      'a section without its word',
      { tree: { '.env': 'MLFLOW_AWS_PROFILE=lab\n', 'home/.aws/config': '[lab]\nregion=x\n' } },
      'fail',
      /\[profile lab\]/,
      /^write \[profile lab\] instead of \[lab\]/,
    ],
    [
      'half a set for a store',
      {
        tree: { '.env': `${ROOT}WITH_MLFLOW_ENV_ALLOW_FALLBACK=1\n` },
        env: { AWS_ACCESS_KEY_ID: 'AKIAGLOBGLOBGLOBGLOB' },
      },
      'fail',
      /AWS_SECRET_ACCESS_KEY is missing/,
      /set both or neither/,
    ],
    [
      'half a set that nobody needs',
      { tree: { '.env': 'MLFLOW_TRACKING_URI=https://h\n' }, env: { AWS_ACCESS_KEY_ID: 'AKIAGLOBGLOBGLOBGLOB' } },
      'warn',
      /is missing/,
      /./,
    ],
    [
      "a file's keys that lose",
      { tree: { '.env': 'AWS_ACCESS_KEY_ID=AKIALABLABLABLAB1234\nAWS_SECRET_ACCESS_KEY=x1y2\n' }, env: SHELL },
      'warn',
      /is not used/,
      /MLFLOW_AWS_ACCESS_KEY_ID/,
    ],
    [
      'an old terminal',
      {
        tree: { '.env': KEYS },
        env: { MLFLOW_AWS_ACCESS_KEY_ID: 'AKIAOLDOLDOLDOLDOLD1', MLFLOW_AWS_SECRET_ACCESS_KEY: 'o'.repeat(40) },
      },
      'warn',
      /is used and not/,
      /^unset MLFLOW_AWS_ACCESS_KEY_ID MLFLOW_AWS_SECRET_ACCESS_KEY, or use --override$/,
    ],
    [
      "a file's keys that lose for a store",
      { tree: { '.env': `AWS_ACCESS_KEY_ID=AKIALABLABLABLAB1234\nAWS_SECRET_ACCESS_KEY=x1y2\n${ROOT}` }, env: SHELL },
      'warn',
      /…GLOB.*; AWS_ACCESS_KEY_ID in \.env:1 is not used/,
      /rename it to MLFLOW_AWS_ACCESS_KEY_ID/,
    ],
    [
      'keys in another file',
      { tree: { '.env': ROOT, '.env.local': KEYS }, env: SHELL },
      'warn',
      /is in '\.env\.local'/,
      /^cp -p \.env\.local \.env\.mlflow$/,
    ],
  ])('are not what was meant: %s', async (_, setup, status, found, remedy) => {
    const outcome = await checkProject(credentials, setup)
    expect(outcome).toMatchObject({
      status,
      found: expect.stringMatching(found),
      remedy: expect.stringMatching(remedy),
    })
    expect(JSON.stringify(outcome)).not.toMatch(/globsecret|labsecret/)
  })

  it('are not known if a run would be refused', async () => {
    expect(await checkProject(credentials, { tree: { '.env': 'MLFLOW_AWS_ACCESS_KEY_ID=x\n' } })).toMatchObject({
      status: 'skip',
    })
  })
})
