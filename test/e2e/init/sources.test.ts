// Where `init` takes settings from if nobody can be asked, and what it says of an environment that wins over the file.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'dotenv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { valueText } from '../../../src/commands/init/plan/value-text.ts'
import { pythonBin } from '../../rig/paths.ts'
import { collect, lines, PROJECT_KEYS } from '../../rig/project.ts'
import { temporaryProject } from '../../rig/temporary-project.ts'
import { temporaryTree } from '../../rig/temporary-tree.ts'

const { MLFLOW_AWS_ACCESS_KEY_ID: ID, MLFLOW_AWS_SECRET_ACCESS_KEY: SECRET } = PROJECT_KEYS
const STORE = ['init', '--bucket', 'b2b']
const EXPORTED = `export AWS_ACCESS_KEY_ID=${ID}\nexport AWS_SECRET_ACCESS_KEY=${SECRET}\n`
const readFile = (path: string) => parse(readFileSync(path))

describe('init without a terminal', () => {
  it('takes keys from standard input, a pipe or a file', async () => {
    const project = temporaryProject()
    const { stdout, stderr, status } = await project.run(STORE, { input: EXPORTED })
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    expect(stdout).not.toContain(SECRET)
    expect(readFile(project.path('.env.mlflow'))).toEqual({ ...PROJECT_KEYS, MLFLOW_ARTIFACT_ROOT: 's3://b2b' })
    const other = temporaryProject({ keys: EXPORTED })
    other.bash('"$0" init --tracking-uri http://h:5000 < keys 2>/dev/null')
    expect(readFile(other.path('.env.mlflow'))).toEqual({ ...PROJECT_KEYS, MLFLOW_TRACKING_URI: 'http://h:5000' })
  })

  it('says where keys can come from if there are none, and writes nothing', async () => {
    const project = temporaryProject()
    expect(await project.run(STORE)).toEqual({
      ...{ status: 125, signal: null, stdout: '' },
      stderr: expect.stringMatching(
        /^with-mlflow-env: error: found no credentials for the project: .*--profile.*standard input\n$/,
      ),
    })
    expect(await project.run(['init'])).toMatchObject({
      status: 125,
      stderr: expect.stringContaining('nothing to write'),
    })
    expect(existsSync(project.path('.env.mlflow'))).toBe(false)
  })

  it('does not wait for a standard input that stays open, if it needs no keys', async () => {
    const project = temporaryProject()
    const whole = await collect(project.start(STORE, { env: PROJECT_KEYS }))
    expect(whole).toMatchObject({ status: 0, stderr: '' })
    const server = await collect(project.start(['init', '--tracking-uri', 'http://h:5000', '--yes']))
    expect(server.status).toBe(0)
    const fresh = temporaryProject()
    const without = await collect(fresh.start(['init', '--tracking-uri', 'http://h:5000']))
    expect(without).toMatchObject({ status: 0, stderr: expect.stringContaining('note: standard input had nothing') })
    const closed = temporaryProject()
    closed.bash('"$0" init --tracking-uri http://h:5000 <&- 2>/dev/null')
    expect(readFile(closed.path('.env.mlflow'))).toEqual({ MLFLOW_TRACKING_URI: 'http://h:5000' })
  })

  it('takes over keys of .env with --yes only, and leaves that file alone', async () => {
    const env = `AWS_ACCESS_KEY_ID=${ID}\nAWS_SECRET_ACCESS_KEY=${SECRET}\nAWS_REGION=eu-west-1\nAWS_ENDPOINT_URL=http://127.0.0.1:9000\n`
    const project = temporaryProject({ '.env': env })
    const refused = await project.run(STORE)
    expect(refused).toMatchObject({ status: 125, stdout: '' })
    expect(refused.stderr).toContain('--yes takes over AWS_ACCESS_KEY_ID in .env:1')
    const { stdout, status } = await project.run([...STORE, '--yes'])
    expect(status).toBe(0)
    expect(stdout).toMatch(
      /^Took over AWS_ACCESS_KEY_ID \(\.env:1\), AWS_SECRET_ACCESS_KEY \(\.env:2\).* If none does, remove them\.$/m,
    )
    expect(readFile(project.path('.env.mlflow'))).toEqual({
      ...PROJECT_KEYS,
      MLFLOW_AWS_DEFAULT_REGION: 'eu-west-1',
      MLFLOW_S3_ENDPOINT_URL: 'http://127.0.0.1:9000',
      MLFLOW_ARTIFACT_ROOT: 's3://b2b',
    })
    expect(readFileSync(project.path('.env'), 'utf8')).toBe(env)
    expect((await project.run(['init', '--yes'])).stdout).toContain('has all of this already')
  })

  it('fills in a copy of the template, and repeats nothing that .env says', async () => {
    const template = readFileSync(new URL('../../../.env.mlflow.example', import.meta.url), 'utf8')
    const project = temporaryProject({ '.env.mlflow': template, '.env': 'MLFLOW_AWS_DEFAULT_REGION=eu-west-1\n' })
    const words = [...STORE, '--region', 'eu-west-1', '--yes']
    expect(await project.run(words, { env: PROJECT_KEYS })).toMatchObject({ status: 0 })
    expect(readFileSync(project.path('.env.mlflow'), 'utf8')).toBe(
      `${template.replace('your-access-key-id', ID).replace('your-secret-access-key', SECRET)}MLFLOW_ARTIFACT_ROOT=s3://b2b\n`,
    )
    expect(statSync(project.path('.env.mlflow')).mode & 0o777).toBe(0o600)
  })

  it('writes nothing that .env says already', async () => {
    const project = temporaryProject({ '.env': lines({ ...PROJECT_KEYS, MLFLOW_ARTIFACT_ROOT: 's3://b2b' }) })
    const { stdout, status } = await project.run(STORE)
    const said = '.env has all of this already, so .env.mlflow was not written\n'
    expect({ stdout, status }).toEqual({ status: 0, stdout: said })
    expect(existsSync(project.path('.env.mlflow'))).toBe(false)
  })

  it('names an endpoint that only the environment has', async () => {
    const project = temporaryProject()
    const env = { ...PROJECT_KEYS, MLFLOW_S3_ENDPOINT_URL: 'http://127.0.0.1:9' }
    const { stderr } = await project.run(STORE, { env })
    expect(stderr).toMatch(
      /warning: MLFLOW_S3_ENDPOINT_URL in the environment names the store and '\.env\.mlflow' does not/,
    )
    const named = await temporaryProject().run([...STORE, '--endpoint', 'http://127.0.0.1:9'], { env })
    expect(named.stderr).toBe('')
  })

  it('names what the environment has that wins over the file, and other users who may read it', async () => {
    const project = temporaryProject({ '.env.mlflow': lines(PROJECT_KEYS) })
    const stale = { MLFLOW_AWS_ACCESS_KEY_ID: 'AKIAPROJECTPROJECT99' }
    const refused = await project.run(['init'], { env: { ...stale, MLFLOW_AWS_SECRET_ACCESS_KEY: 's'.repeat(40) } })
    expect(refused.stderr).toMatch(
      /MLFLOW_AWS_ACCESS_KEY_ID \(…CT01 → …CT99\) and MLFLOW_AWS_SECRET_ACCESS_KEY would change/,
    )
    const profile = temporaryProject({ '.env.mlflow': 'MLFLOW_AWS_PROFILE=lab\nMLFLOW_TRACKING_URI=http://h:5000\n' })
    const { stderr, status } = await profile.run(['init'], { env: { ...stale, WITH_MLFLOW_ENV_NO_ENV_FILE: '1' } })
    expect(status).toBe(0)
    expect(stderr).toMatch(/warning: WITH_MLFLOW_ENV_NO_ENV_FILE in the environment makes runs read other files/)
    expect(stderr).toMatch(
      /warning: MLFLOW_AWS_ACCESS_KEY_ID and MLFLOW_TRACKING_URI in the environment differ from '\.env\.mlflow' and will be used/,
    )
    expect(stderr).toMatch(/warning: other users may read '\.env\.mlflow' \(mode 644\): run 'chmod 600 \.env\.mlflow'/)
    expect((await profile.run(['init', '--override'], { env: stale })).stderr).not.toContain('MLFLOW_AWS_ACCESS_KEY_ID')
  })
})

describe('values as init writes them', () => {
  it('are read back the same by python-dotenv', () => {
    const signs = fc.string({
      unit: fc.constantFrom(...'\'"`\\#$ {}()=!&;|%+/:@abAB09äλ'),
      minLength: 1,
      maxLength: 30,
    })
    const values = fc.sample(signs, 400).filter((value) => valueText(value, parse) !== null)
    expect(values.length).toBeGreaterThan(200)
    const path = join(temporaryTree(), 'x.env')
    writeFileSync(path, values.map((value, at) => `MLFLOW_${at}=${valueText(value, parse)}\n`).join(''))
    const script = 'import json, sys; from dotenv import dotenv_values; print(json.dumps(dotenv_values(sys.argv[1])))'
    const read = JSON.parse(execFileSync(join(pythonBin, 'python'), ['-c', script, path], { encoding: 'utf8' }))
    expect(read).toEqual(Object.fromEntries(values.map((value, at) => [`MLFLOW_${at}`, value])))
  })
})
