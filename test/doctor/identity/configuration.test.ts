import { describe, expect, it } from 'vitest'
import { configuration } from '../../../src/doctor/checks/identity/configuration.ts'
import { checkProject, type DoctorSetup, doctorContext, runOn } from '../../rig/doctor.ts'

const ID = 'MLFLOW_AWS_ACCESS_KEY_ID=AKIALABLABLABLAB1234\n'
const SECRET = 'MLFLOW_AWS_SECRET_ACCESS_KEY=labsecretlabsecretlabsecretlabsecret1234\n'
const inFile = (text: string): DoctorSetup => ({ tree: { '.env': text } })

describe('what would refuse a run', () => {
  it.each<[string, DoctorSetup, RegExp, string]>([
    [
      'half a set',
      inFile(ID),
      /SECRET_ACCESS_KEY is missing/,
      'write MLFLOW_AWS_SECRET_ACCESS_KEY=… in .env, next to MLFLOW_AWS_ACCESS_KEY_ID',
    ],
    ['the other half', inFile(SECRET), /ACCESS_KEY_ID is missing/, 'write MLFLOW_AWS_ACCESS_KEY_ID=… in .env, next to'],
    [
      'no token',
      inFile(ID.replace('AKIA', 'ASIA') + SECRET),
      /temporary key/,
      'write MLFLOW_AWS_SESSION_TOKEN=… in .env',
    ],
    [
      'a misspelt name',
      inFile(ID.replace('ACCESS', 'ACESS') + SECRET),
      /ACESS/,
      'rename MLFLOW_AWS_ACESS_KEY_ID in .env:1 to MLFLOW_AWS_ACCESS_KEY_ID',
    ],
    [
      'a placeholder',
      inFile(`${ID}MLFLOW_AWS_SECRET_ACCESS_KEY=changeme\n`),
      /placeholder/,
      'MLFLOW_AWS_SECRET_ACCESS_KEY=… in .env:2',
    ],
    [
      'a zone',
      inFile(`${ID}${SECRET}MLFLOW_AWS_DEFAULT_REGION=eu-central-1a\n`),
      /zone/,
      'MLFLOW_AWS_DEFAULT_REGION=eu-central-1 in .env:3',
    ],
    [
      'keys and a profile',
      inFile(`${ID}${SECRET}MLFLOW_AWS_PROFILE=p\n`),
      /two accounts/,
      'remove MLFLOW_AWS_PROFILE in .env:3',
    ],
    [
      'empty values',
      inFile('MLFLOW_AWS_ACCESS_KEY_ID=\nMLFLOW_AWS_SECRET_ACCESS_KEY=\n'),
      /are empty/,
      'MLFLOW_AWS_ACCESS_KEY_ID=… in .env',
    ],
    [
      'a hidden file',
      { tree: { '.env': ID + SECRET, 'a/.env': 'A=1\n' }, cwd: 'a' },
      /is nearer/,
      "move MLFLOW_AWS_ACCESS_KEY_ID and what belongs to it from ../.env to '.env'",
    ],
    [
      'one empty value',
      inFile(`${ID}MLFLOW_AWS_SECRET_ACCESS_KEY=\n`),
      /is empty in \.env:2/,
      'MLFLOW_AWS_SECRET_ACCESS_KEY=… in .env:2',
    ],
    [
      'a reference to what is not set',
      inFile(`${ID}MLFLOW_AWS_SECRET_ACCESS_KEY=\${MY_SECRET}\n`),
      /is missing .*\(\.env:2 refers to MY_SECRET, which is not set\)/,
      'in .env:2, write the value itself, or set MY_SECRET in a line above or in the environment',
    ],
    [
      'no keys in a strict project',
      { words: ['--strict'] },
      /^no project credentials, and --strict refuses/,
      'with-mlflow-env init',
    ],
    [
      'keys in another file of a strict project',
      { tree: { '.env.local': ID + SECRET }, words: ['--strict'] },
      /--strict refuses/,
      'cp -p .env.local .env.mlflow',
    ],
    [
      'swapped keys',
      inFile(
        `${ID.replace('AKIALABLABLABLAB1234', 'aB3'.repeat(14).slice(0, 40))}MLFLOW_AWS_SECRET_ACCESS_KEY=AKIALABLABLABLAB1234\n`,
      ),
      /access key id/,
      'swap the values of MLFLOW_AWS_ACCESS_KEY_ID in .env:1 and',
    ],
    ['two options', { words: ['--strict', '--keep-aws'] }, /contradict/, 'leave one of them out'],
  ])('is a failure with what mends it: %s', async (_, setup, found, remedy) => {
    const outcome = await checkProject(configuration, setup)
    expect(outcome).toMatchObject({ status: 'fail', found: expect.stringMatching(found) })
    expect(outcome.remedy).toContain(remedy)
  })

  it('is named all at once', async () => {
    const lines = [
      'MLFLOW_AWS_ACCESS_KEY_ID=<id>',
      'MLFLOW_AWS_SECRET_ACCESS_KEY=your-secret-access-key',
      'MLFLOW_AWS_DEFAULT_REGION=eu_central_1',
      'MLFLOW_S3_ENDPOINT_URL=localhost:9000',
      'MLFLOW_ARTIFACT_ROOT: s3://bucket/x',
      "MLFLOW_TRACKING_URI='http://host",
      'WITH_MLFLOW_ENV_STRICT=maybe',
    ]
    const context = doctorContext(inFile(`${lines.join('\n')}\n`))
    const outcome = await runOn(configuration, context)
    expect(outcome.status).toBe('fail')
    for (const line of [1, 2, 3, 4, 5, 6, 7]) expect(`${outcome.found} ${outcome.where}`).toContain(`.env:${line}`)
    const refusals = context.run.configuration === null ? context.run.refusals : []
    expect(refusals).toHaveLength(lines.length)
  })

  it.each<[string, DoctorSetup]>([
    ['a bad secret', inFile(`${ID}MLFLOW_AWS_SECRET_ACCESS_KEY: x\n`)],
    ['a profile in quotes', inFile(`MLFLOW_AWS_PROFILE="'lab'"\n`)],
    [
      'swapped keys',
      inFile(
        `MLFLOW_AWS_ACCESS_KEY_ID=${'aB3'.repeat(14).slice(0, 40)}\nMLFLOW_AWS_SECRET_ACCESS_KEY=AKIALABLABLABLAB1234\n`,
      ),
    ],
    ['strict without keys', { tree: { '.env': 'MLFLOW_TRACKING_URI=http://h\n' }, words: ['--strict'] }],
    [
      'keys that are empty in the environment',
      { env: { MLFLOW_AWS_ACCESS_KEY_ID: '', MLFLOW_AWS_SECRET_ACCESS_KEY: '' } },
    ],
  ])('is one thing if it is one: %s', async (_, setup) => {
    const { run } = doctorContext(setup)
    expect(run.configuration === null && run.refusals.map(({ code }) => code)).toHaveLength(1)
  })
})

it('a healthy project would start', async () => {
  expect(await checkProject(configuration, inFile(ID + SECRET))).toMatchObject({ status: 'ok', remedy: '' })
})
