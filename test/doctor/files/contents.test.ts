import { describe, expect, it } from 'vitest'
import { envFileLines } from '../../../src/doctor/checks/files/env-file-lines.ts'
import { placeholders } from '../../../src/doctor/checks/files/placeholders.ts'
import { variableNames } from '../../../src/doctor/checks/files/variable-names.ts'
import { configuration } from '../../../src/doctor/checks/identity/configuration.ts'
import { checkProject, doctorContext, runOn } from '../../rig/doctor.ts'

const KEYS =
  'MLFLOW_AWS_ACCESS_KEY_ID=AKIALABLABLABLAB1234\nMLFLOW_AWS_SECRET_ACCESS_KEY=labsecretlabsecretlabsecretlabsecret1234\n'
const withLine = (line: string) => ({ tree: { '.env': `${KEYS}${line}\n` } })

describe('the lines of a file', () => {
  it.each(['A=1', '# a comment', "A='x # y'", 'export B=2', 'A=http://h/x#y%23'.replace('#y', '')])(
    'are taken in the same way by every reader: %s',
    async (line) => {
      expect(await checkProject(envFileLines, withLine(line))).toMatchObject({ status: 'ok' })
    },
  )

  it.each([
    ["A='open", 'python-dotenv cannot parse this line'],
    ['A=http://h/#top', "some readers cut an unquoted value at '#'"],
    ['A=`x`', 'Python keeps the backticks'],
    ['B: 2', 'python-dotenv cannot parse this line'],
    ['set B=2', 'python-dotenv cannot parse this line'],
    ['MLFLOW_EXPERIMENT_NAME=${NOT_SET}', 'MLFLOW_EXPERIMENT_NAME in .env:3 refers to NOT_SET, which is not set'],
    ["MLFLOW_TRACKING_PASSWORD='x${y}z'", 'refers to a variable, which is not set'],
    ['MLFLOW_EXPERIMENT_NAME=${MLFLOW_RUN}\nMLFLOW_RUN=1', 'refers to MLFLOW_RUN, which is not set'],
  ])('are warned of with their place: %s', async (line, found) => {
    const outcome = await checkProject(envFileLines, withLine(line))
    expect(outcome).toMatchObject({ status: 'warn', found: expect.stringContaining(found), where: '.env:3' })
    expect(outcome.remedy).toMatch(/^in \.env:3, /)
  })

  it.each(['set B=2', 'setenv B 2', 'set -x B "2"', 'SET "B=2"', 'declare -x B=2'])(
    'of other shells are written without their command: %s',
    async (line) => {
      const { remedy } = await checkProject(envFileLines, withLine(line))
      expect(remedy).toBe("in .env:3, write NAME=value, without a command such as 'set' before it")
    },
  )

  it('that give a name two values are named both', async () => {
    expect(await checkProject(envFileLines, withLine('MLFLOW_RUN_NAME=a\nMLFLOW_RUN_NAME=b'))).toMatchObject({
      status: 'warn',
      found: 'MLFLOW_RUN_NAME has one value in line 3 and another in line 4, which counts',
      where: '.env:4',
      remedy: 'remove line 3 or line 4 of .env',
    })
  })

  it.each([
    'MLFLOW_RUN_NAME=a\nMLFLOW_RUN_NAME=a',
    'MLFLOW_RUN_NAME=a\nMLFLOW_RUN_NAME=${MLFLOW_RUN_NAME}b',
    'APP=a\nAPP=b',
    'NAME=x\nMLFLOW_RUN_NAME=${NAME}',
    'MLFLOW_RUN_NAME=${NAME:-x}',
    'MLFLOW_RUN_NAME=${HOME_OF_TEST}',
    'APP=${NOT_SET}',
  ])('that are meant so are silent: %j', async (text) => {
    const outcome = await checkProject(envFileLines, { ...withLine(text), env: { HOME_OF_TEST: 'x' } })
    expect(outcome).toMatchObject({ status: 'ok' })
  })

  it('are warned of also if another line refuses the run', async () => {
    const context = doctorContext(withLine("MLFLOW_TRACKING_URI: x\nA='open"))
    expect(await runOn(envFileLines, context)).toMatchObject({ status: 'warn', where: '.env:4' })
    expect(await runOn(configuration, context)).toMatchObject({
      status: 'fail',
      found: expect.stringMatching(/^\.env:3/),
    })
  })

  it('are none without a file', async () => {
    expect(await checkProject(envFileLines)).toMatchObject({ status: 'skip' })
  })
})

describe('names', () => {
  it.each([
    ['MLFLOW_TRACKING_URL=http://h', 'rename MLFLOW_TRACKING_URL in .env:3 to MLFLOW_TRACKING_URI'],
    ['MLFLOW_AWS_REGION=eu-central-1', 'rename MLFLOW_AWS_REGION in .env:3 to MLFLOW_AWS_DEFAULT_REGION'],
    ['MLFLOW_AWS_NONSENSE=1', 'remove MLFLOW_AWS_NONSENSE in .env:3'],
  ])('that are nearly right are warned of: %s', async (line, remedy) => {
    expect(await checkProject(variableNames, withLine(line))).toMatchObject({ status: 'warn', where: '.env:3', remedy })
  })

  it.each(['MLFLOW_EXPERIMENT_NAME=x', 'AWS_STORAGE_BUCKET_NAME=b', 'OTHER=1'])(
    'that are right are fine: %s',
    async (line) => {
      expect(await checkProject(variableNames, withLine(line))).toMatchObject({ status: 'ok' })
    },
  )
})

describe('placeholders', () => {
  it.each([
    'MLFLOW_TRACKING_PASSWORD=<your password>',
    'MLFLOW_TRACKING_TOKEN=xxxx',
    'MLFLOW_EXPERIMENT_NAME=changeme',
  ])('are warned of: %s', async (line) => {
    const outcome = await checkProject(placeholders, withLine(line))
    expect(outcome).toMatchObject({
      status: 'warn',
      where: '.env:3',
      remedy: expect.stringContaining('write the real value'),
    })
  })

  it.each(['NEXT_PUBLIC_TEXT=<b>', 'MLFLOW_TRACKING_TOKEN=', 'A=todo'])('are none: %s', async (line) => {
    expect(await checkProject(placeholders, withLine(line))).toMatchObject({ status: 'ok' })
  })

  const EXAMPLES = `MLFLOW_AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\nMLFLOW_AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n`

  it("are the keys of AWS's documentation, but not next to a store that takes any", async () => {
    const used = await checkProject(placeholders, { tree: { '.env': EXAMPLES } })
    expect(used).toMatchObject({ status: 'fail', where: '.env:1; .env:2', found: expect.stringContaining('AWS') })
    const unused = { tree: { '.env': EXAMPLES.replaceAll('MLFLOW_', '').replace('OSFODNN7', '44QH8DHB') } }
    expect(await checkProject(placeholders, unused)).toMatchObject({ status: 'fail' })
    const local = { tree: { '.env': `${EXAMPLES}MLFLOW_S3_ENDPOINT_URL=http://localhost:9000\n` } }
    expect(await checkProject(placeholders, local)).toMatchObject({ status: 'ok' })
  })

  it('that refuse a run are reported once', async () => {
    const context = doctorContext({
      tree: { '.env': 'MLFLOW_AWS_ACCESS_KEY_ID=<id>\nMLFLOW_AWS_SECRET_ACCESS_KEY=<secret>\n' },
    })
    expect(await runOn(placeholders, context)).toMatchObject({ status: 'ok' })
    expect(await runOn(configuration, context)).toMatchObject({ status: 'fail', where: '.env:1; .env:2' })
  })
})
