// `init` as people run it without a terminal: the built launcher, real git, real readers of the file.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'dotenv'
import { describe, expect, it } from 'vitest'
import { pythonBin } from '../../rig/paths.ts'
import { PROJECT_KEYS, type Project } from '../../rig/project.ts'
import { temporaryProject } from '../../rig/temporary-project.ts'

const SECRET = PROJECT_KEYS.MLFLOW_AWS_SECRET_ACCESS_KEY
const STORE = ['--bucket', 'my-bucket', '--prefix', 'mlflow', '--region', 'eu-central-1']

/** A project in a real repository. */
function repository(files: Readonly<Record<string, string>> = {}): Project {
  const project = temporaryProject(files)
  git(project, 'init', '--quiet')
  return project
}

function git(project: Project, ...words: string[]): string {
  const identity = {
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@b',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@b',
  }
  const env = { ...project.environment(), ...identity }
  return execFileSync('git', words, { cwd: project.folder, env, encoding: 'utf8' })
}

const read = (project: Project, name = '.env.mlflow') => readFileSync(project.path(name), 'utf8')

describe('init without a terminal', () => {
  it('writes keys of the environment into a file that only its owner can read, and git ignores', async () => {
    const project = repository()
    const { stdout, stderr, status } = await project.run(['init', ...STORE], { env: PROJECT_KEYS })
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    expect(stdout).toContain('Wrote .env.mlflow, which only you can read: MLFLOW_AWS_ACCESS_KEY_ID (…CT01), ')
    expect(stdout).toContain("Added '.env.mlflow' to .gitignore\ngit ignores .env.mlflow\n")
    expect(stdout).toMatch(/Next:\n {2}with-mlflow-env doctor /)
    expect(stdout).not.toContain(SECRET)
    expect(statSync(project.path('.env.mlflow')).mode & 0o777).toBe(0o600)
    const values = {
      ...PROJECT_KEYS,
      MLFLOW_AWS_DEFAULT_REGION: 'eu-central-1',
      MLFLOW_ARTIFACT_ROOT: 's3://my-bucket/mlflow',
    }
    expect(parse(read(project))).toEqual(values)
    const script = 'import json, sys; from dotenv import dotenv_values; print(json.dumps(dotenv_values(sys.argv[1])))'
    const python = execFileSync(join(pythonBin, 'python'), ['-c', script, project.path('.env.mlflow')])
    expect(JSON.parse(String(python))).toEqual(values)
    expect(read(project, '.gitignore')).toBe('.env.mlflow\n')
    expect(git(project, 'status', '--short')).toBe('?? .env.mlflow.example\n?? .gitignore\n')
    expect(parse(read(project, '.env.mlflow.example'))).toEqual({
      ...values,
      MLFLOW_AWS_ACCESS_KEY_ID: 'your-access-key-id',
      MLFLOW_AWS_SECRET_ACCESS_KEY: 'your-secret-access-key',
    })
    const child = await project.child()
    expect(child).toMatchObject({ AWS_SECRET_ACCESS_KEY: SECRET, AWS_REGION: 'eu-central-1' })
  })

  it('changes nothing the second time, and says so', async () => {
    const project = repository()
    const names = ['.env.mlflow', '.env.mlflow.example', '.gitignore']
    await project.run(['init', ...STORE], { env: PROJECT_KEYS })
    const before = names.map((name) => [read(project, name), statSync(project.path(name), { bigint: true }).mtimeNs])
    const { stdout, status } = await project.run(['init', ...STORE], { env: PROJECT_KEYS })
    expect({ stdout, status }).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\.env\.mlflow has all of this already/),
    })
    expect(names.map((name) => [read(project, name), statSync(project.path(name), { bigint: true }).mtimeNs])).toEqual(
      before,
    )
  })

  it('changes an existing file only with --yes, and keeps the rest of it to the byte', async () => {
    const text = '# mine\r\nexport MLFLOW_AWS_DEFAULT_REGION="us-east-1" # home\r\nOTHER=1\r\nMLFLOW_AWS_PROFILE=lab'
    const project = repository({ '.env.mlflow': text, '.gitignore': 'node_modules\r\n*.log' })
    mkdirSync(join(project.home, '.aws'))
    writeFileSync(join(project.home, '.aws', 'config'), '[profile lab]\naws_access_key_id = a\n')
    const words = ['init', '--region', 'eu-west-1', '--bucket', 'b2b']
    const refused = await project.run(words)
    expect(refused).toMatchObject({ status: 125, stdout: '' })
    expect(refused.stderr).toMatch(
      /exists, and MLFLOW_AWS_DEFAULT_REGION and MLFLOW_ARTIFACT_ROOT would change: --yes /,
    )
    expect(read(project)).toBe(text)
    expect(await project.run([...words, '--yes'])).toMatchObject({ status: 0 })
    expect(read(project)).toBe(`${text.replace('"us-east-1"', 'eu-west-1')}\r\nMLFLOW_ARTIFACT_ROOT=s3://b2b\r\n`)
    expect(read(project, '.gitignore')).toBe('node_modules\r\n*.log\r\n.env.mlflow\r\n')
  })

  it('writes nothing if a value cannot be right', async () => {
    const project = repository()
    const { stderr, status } = await project.run(['init', ...STORE, '--profile', 'lab'])
    expect(status).toBe(125)
    expect(stderr).toMatch(/^with-mlflow-env: error: --profile: there is no profile 'lab' in .*\n$/)
    expect(existsSync(project.path('.env.mlflow'))).toBe(false)
    expect(existsSync(project.path('.gitignore'))).toBe(false)
  })
})
