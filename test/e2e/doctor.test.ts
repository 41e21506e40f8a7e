// The doctor as people run it: the built launcher, real Python and boto3, no server.
import { delimiter } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { pythonBin } from '../rig/paths.ts'
import { lines, PROJECT_KEYS, Project } from '../rig/project.ts'

let project: Project
afterEach(() => project.remove())
const PATH = [pythonBin, process.env.PATH].join(delimiter)
const doctor = (...words: string[]) => project.run(['doctor', ...words], { env: { PATH } })

describe('doctor', () => {
  it('prints one object with --json, and nothing else', async () => {
    project = new Project({ '.env': lines(PROJECT_KEYS) })
    const { stdout, stderr, status } = await doctor('--offline', '--json', '--only', 'boto3-session,python')
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    const { version, ok, checks } = JSON.parse(stdout)
    expect({ version, ok }).toEqual({ version: 1, ok: true })
    expect(checks).toEqual(
      ['boto3-session', 'python'].map((id) => ({
        ...{ id, title: expect.any(String), status: 'ok', found: expect.any(String), where: expect.any(String) },
        ...{ remedy: '', ms: expect.any(Number) },
      })),
    )
    expect(stdout).not.toContain(PROJECT_KEYS.MLFLOW_AWS_SECRET_ACCESS_KEY)
  })

  it('says with status 1 what would refuse a run, and makes the other checks', async () => {
    project = new Project({ '.env': lines({ ...PROJECT_KEYS, MLFLOW_AWS_SECRET_ACCESS_KEY: '<your secret>' }) })
    const { stdout, status } = await doctor('--offline', '--only', 'configuration,python,boto3-session')
    expect(status).toBe(1)
    expect(stdout).toContain(
      "fail  Configuration: MLFLOW_AWS_SECRET_ACCESS_KEY in .env:2 still has the template's placeholder",
    )
    expect(stdout).toContain('-> write the real value: MLFLOW_AWS_SECRET_ACCESS_KEY=… in .env:2')
    expect(stdout).toMatch(/ok {4}Python: /)
    expect(stdout).toMatch(/skip {2}boto3's view: not asked, because a run would be refused/)
  })

  it('fails for a check that cannot be made because another one fails', async () => {
    project = new Project({ '.env': lines({ ...PROJECT_KEYS, MLFLOW_AWS_SECRET_ACCESS_KEY: '<your secret>' }) })
    const refused = await doctor('--only', 'put-object')
    expect(refused).toMatchObject({
      status: 1,
      stdout: expect.stringContaining("fail  Write: not known, because of 'co"),
    })
    project.remove()
    project = new Project({ '.env': lines({ MLFLOW_ARTIFACT_ROOT: 's3://lab/x' }) })
    const lost = await doctor('--only', 'put-object')
    expect(lost).toMatchObject({ status: 1, stdout: expect.stringContaining('-> with-mlflow-env init') })
    project.remove()
    project = new Project({ '.env': lines(PROJECT_KEYS) })
    const harmless = await doctor('--only', 'put-object')
    expect(harmless).toMatchObject({ status: 0, stdout: expect.stringContaining('0 failed, 1 skipped') })
  })

  it('lists the checks if one is unknown', async () => {
    project = new Project()
    const { stderr, status } = await doctor('--only', 'buckets')
    expect(status).toBe(125)
    expect(stderr).toMatch(
      /^with-mlflow-env: error: --only: expected a check \(did you mean bucket\?\): .*\bbucket\b.*, found 'buckets'\n$/,
    )
  })
})
