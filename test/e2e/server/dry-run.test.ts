// What `server --dry-run` shows: everything with where it came from, no secret, and nothing started for it.
import { existsSync, readdirSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { pythonBin } from '../../rig/paths.ts'
import { GLOBAL_KEYS, lines, PROJECT_KEYS, Project } from '../../rig/project.ts'

const PASSWORD = 'pass#word-5eCr3t'
const PATH = `${pythonBin}:/usr/bin:/bin`

let project: Project
afterEach(() => project.remove())

describe('server --dry-run', () => {
  it('shows every setting and its origin on stdout', async () => {
    const settings = {
      BACKEND_STORE_URI: `'postgresql://mlflow:${encodeURIComponent(PASSWORD)}@db.example:5432/mlflow?password=${PASSWORD}'`,
      DEFAULT_ARTIFACT_ROOT: 's3://lab-mlflow/artifacts',
      MLFLOW_SERVER_ALLOWED_HOSTS: 'mlflow.example',
    }
    project = new Project({ '.env': lines({ ...PROJECT_KEYS, ...settings }) })
    const words = ['server', '--port', '0', '--static-prefix=/mlflow', '--dry-run', '--', '--app-name', 'basic-auth']
    const env = { PATH, ...GLOBAL_KEYS, MLFLOW_WORKERS: '2', WITH_MLFLOW_ENV_GRACE: '8' }
    const { status, stdout, stderr } = await project.run(words, { env })
    expect([status, stderr]).toEqual([0, ''])
    for (const line of [
      'AWS Credentials: project-specific (MLFLOW_AWS_*) (from .env:1 and .env:2)',
      'Host: 127.0.0.1 (the default)',
      'Port: 0 (a free one) (from --port)',
      'Workers: 2 (from MLFLOW_WORKERS in the environment)',
      'Backend Store: postgresql://db.example:5432/mlflow?*** (from BACKEND_STORE_URI in .env:3)',
      'Artifacts: through the server to s3://lab-mlflow/artifacts, clients need no AWS credentials (from DEFAULT_ARTIFACT_ROOT in .env:4)',
      'Static Prefix: /mlflow (from --static-prefix)',
      'Wait: 120 s (the default)',
      'Grace: 8 s (from WITH_MLFLOW_ENV_GRACE in the environment)',
      '  MLFLOW_BACKEND_STORE_URI=postgresql://db.example:5432/mlflow?***',
      '  MLFLOW_ARTIFACTS_DESTINATION=s3://lab-mlflow/artifacts',
      '  MLFLOW_SERVER_ALLOWED_HOSTS in .env:5',
      "  DEFAULT_ARTIFACT_ROOT in .env:4: a deployment's name for a setting, passed on under MLflow's own",
      'Command: mlflow server --app-name …',
    ]) {
      expect(stdout).toContain(`  ${line}\n`)
    }
    for (const secret of [
      PASSWORD,
      encodeURIComponent(PASSWORD),
      ...Object.values(PROJECT_KEYS),
      ...Object.values(GLOBAL_KEYS),
    ]) {
      expect(stdout).not.toContain(secret)
    }
  })

  it('hides a password in an unexpected part of a setting', async () => {
    project = new Project()
    const env = { PATH, WITH_MLFLOW_ENV_PYTHON: `mysql://u:${PASSWORD}@db/x` }
    const words = ['server', '--dry-run', '--', '--registry-store-uri', `mysql://u:${PASSWORD}@db/r`]
    const { status, stdout, stderr } = await project.run(words, { env })
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: expect.stringMatching(/--registry-store-uri holds a password, [^\n]*\n$/),
    })
    expect(stderr).not.toContain(PASSWORD)
    expect(stdout).toContain('  Python: mysql://db/x (from WITH_MLFLOW_ENV_PYTHON in the environment)\n')
    expect(stdout).not.toContain(PASSWORD)
  })

  it('starts nothing and connects to nothing', async () => {
    project = new Project({ '.env': lines(PROJECT_KEYS) })
    const marker = project.path('python-was-started')
    const python = project.write('bin/python3', `#!/bin/sh\ntouch ${marker}\n`, 0o755)
    project.write('bin/mlflow', `#!${python}\n`, 0o755)
    const before = readdirSync(project.folder)
    const { status } = await project.run(['server', '--dry-run'], { env: { PATH: project.path('bin') } })
    expect([status, existsSync(marker), readdirSync(project.folder)]).toEqual([0, false, before])
  })

  it('works without Python, and shows all settings with --quiet too', async () => {
    project = new Project({ '.env': lines(PROJECT_KEYS) })
    const { status, stdout } = await project.run(['--quiet', 'server', '--dry-run'], { env: { PATH: '/nowhere' } })
    expect([status, stdout.includes('Backend Store: sqlite:///mlflow.db (the default)')]).toEqual([0, true])
  })

  it('warns about a password on its command line, with the variable to use, and about names that differ', async () => {
    project = new Project({
      '.env': lines({ ...PROJECT_KEYS, MLFLOW_ARTIFACT_ROOT: 's3://a', DEFAULT_ARTIFACT_ROOT: 's3://b' }),
    })
    const uri = `--backend-store-uri=postgresql://u:${PASSWORD}@h/d`
    const { status, stdout, stderr } = await project.run(['server', uri, '--dry-run'])
    expect(status).toBe(0)
    expect(stderr.split('\n')).toEqual([
      'with-mlflow-env: warning: MLFLOW_ARTIFACT_ROOT in .env:3 and DEFAULT_ARTIFACT_ROOT in .env:4 differ, and the first is used: remove one of them',
      'with-mlflow-env: warning: --backend-store-uri holds a password, and every user of this machine can read a command line: set MLFLOW_BACKEND_STORE_URI instead',
      '',
    ])
    expect(stdout + stderr).not.toContain(PASSWORD)
  })

  it('says that a scheme is not checked', async () => {
    project = new Project({ '.env': lines({ ...PROJECT_KEYS, DEFAULT_ARTIFACT_ROOT: 'oss://b/x' }) })
    const { status, stderr } = await project.run(['server', '--dry-run'])
    expect(status).toBe(0)
    expect(stderr).toMatch(
      /^with-mlflow-env: warning: DEFAULT_ARTIFACT_ROOT in \.env:3: MLflow has no scheme 'oss' .*\n$/,
    )
  })

  it('shows the account of the shell with --keep-aws, and refuses it with --strict', async () => {
    project = new Project()
    const env = GLOBAL_KEYS
    const kept = await project.run(['server', '--keep-aws', '--dry-run'], { env })
    expect([kept.status, kept.stdout]).toEqual([0, expect.stringContaining('left as they are (--keep-aws)')])
    expect((await project.run(['server', '--strict', '--dry-run'], { env })).status).toBe(125)
  })
})

describe('server --help', () => {
  it('shows the options of the server and their variables on stdout', async () => {
    project = new Project()
    const { status, stdout, stderr } = await project.run(['server', '--help'])
    expect([status, stderr]).toEqual([0, ''])
    for (const word of [
      '--port',
      '--artifact-root',
      '--[no-]serve-artifacts',
      '--dry-run',
      'MLFLOW_BACKEND_STORE_URI',
    ]) {
      expect(stdout).toContain(word)
    }
  })

  it('warns once that the shell’s credentials are used for a store of the command line, also with --quiet', async () => {
    project = new Project({ '.env': lines({ MLFLOW_TRACKING_URI: 'http://127.0.0.1:5000' }) })
    const env = { PATH, ...GLOBAL_KEYS }
    const run = (...words: string[]) => project.run(['--quiet', ...words, 'server', '--dry-run'], { env })
    const root = ['--artifact-root', 's3://lab/x']
    const withRoot = await project.run(['--quiet', 'server', '--dry-run', ...root], { env })
    expect([withRoot.status, withRoot.stderr.match(/the shell's credentials are used/g)]).toEqual([
      0,
      expect.anything(),
    ])
    expect(withRoot.stderr).toMatch(/--artifact-root needs AWS credentials .* key …0002/)
    const agreed = await project.run(['--quiet', '--allow-fallback', 'server', '--dry-run', ...root], { env })
    for (const { status, stderr } of [agreed, await run()]) {
      expect(status).toBe(0)
      expect(stderr).not.toContain("the shell's credentials are used")
    }
  })
})
