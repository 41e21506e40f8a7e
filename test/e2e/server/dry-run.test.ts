// What `server --dry-run` shows and refuses: everything that a start would, with no secret and no file.
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { pythonBin, root } from '../../rig/paths.ts'
import { GLOBAL_KEYS, lines, PROJECT_KEYS, Project } from '../../rig/project.ts'

const PASSWORD = 'pass#word-5eCr3t'
/** Answers as a Python without MLflow. */
const NO_MLFLOW = `#!/bin/sh
echo 'with-mlflow-env:{"versions":{},"modules":[]}'
`
const PATH = `${pythonBin}:/usr/bin:/bin`

let project: Project
afterEach(() => project.remove())

describe('server --dry-run', () => {
  it('shows every setting and its origin on stdout', async () => {
    const settings = {
      BACKEND_STORE_URI: `'postgresql://mlflow:${encodeURIComponent(PASSWORD)}@db.example:5432/mlflow?password=${PASSWORD}'`,
      DEFAULT_ARTIFACT_ROOT: 's3://lab-mlflow/artifacts',
      MLFLOW_SERVER_ALLOWED_HOSTS: 'mlflow.example,127.0.0.1:*',
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
      'Artifacts: through the server to s3://lab-mlflow/artifacts, clients need no AWS credentials and no access to the store (from DEFAULT_ARTIFACT_ROOT in .env:4)',
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

  it('hides a password among the words for MLflow', async () => {
    project = new Project()
    const words = [
      'server',
      '--port',
      '0',
      '--dry-run',
      '--',
      '--registry-store-uri',
      `sqlite:///r.db?password=${PASSWORD}`,
    ]
    const { status, stdout, stderr } = await project.run(words, { env: { PATH } })
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: expect.stringMatching(/--registry-store-uri holds a password, [^\n]*\n$/),
    })
    expect(stderr + stdout).not.toContain(PASSWORD)
  })

  it('names the Python and the version of MLflow, and leaves no file', async () => {
    project = new Project({ '.env': lines(PROJECT_KEYS) })
    const before = readdirSync(project.folder)
    const words = ['--quiet', 'server', '--port', '0', '--dry-run']
    const { status, stdout } = await project.run(words, { env: { PATH } })
    expect([status, readdirSync(project.folder)]).toEqual([0, before])
    expect(stdout).toMatch(/^ {2}Python: \/.*\.python\/bin\/python/m)
    expect(stdout).toMatch(/^ {2}MLflow: 3\.\d+\.\d+$/m)
    expect(stdout).toContain('  Backend Store: sqlite:///mlflow.db (the default)\n')
    expect(stdout).toContain(`  Database File: ${project.path('mlflow.db')}, which the start will create\n`)
  })

  it('refuses what a start refuses, with the same line and nothing else', async () => {
    project = new Project({ '.env': lines(PROJECT_KEYS), 'text.db': 'no database' })
    const busy = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => busy.once('listening', resolve))
    const { port } = busy.address() as { port: number }
    const [without, python] = [project.write('bin/python3', NO_MLFLOW, 0o755), '--python']
    for (const [words, says] of [
      [['--port', String(port)], /^with-mlflow-env: error: --port: port \d+ is in use by /],
      [['--host', '192.0.2.7'], /^with-mlflow-env: error: --host: '192\.0\.2\.7' is not an address of this machine/],
      [['--backend-store-uri', 'sqlite:///text.db'], /'text\.db' is not a SQLite database/],
      [['--artifact-root', 'oss://b/x'], /neither MLflow nor an installed plugin knows the scheme 'oss'/],
      [['--', '--uvicorn-opts', '--ssl-certfile none.pem'], /there is no file 'none\.pem'/],
      [[python, without], /found no MLflow/],
    ] as const) {
      const free = says.source.includes('port') ? [] : ['--port', '0']
      const start = ['server', ...free]
      const dry = await project.run([...start, '--dry-run', ...words], { env: { PATH } })
      expect(dry).toEqual({ status: 125, signal: null, stdout: '', stderr: expect.stringMatching(says) })
      expect(dry.stderr).toMatch(/^[^\n]+\n$/)
      expect(await project.run([...start, ...words], { env: { PATH } })).toEqual(dry)
    }
    busy.close()
  })

  it('warns about a password on its command line, with the variable to use, and about names that differ', async () => {
    project = new Project({
      '.env': lines({ ...PROJECT_KEYS, MLFLOW_ARTIFACT_ROOT: 's3://a', DEFAULT_ARTIFACT_ROOT: 's3://b' }),
    })
    const uri = `--backend-store-uri=postgresql://u:${PASSWORD}@h/d`
    const { status, stdout, stderr } = await project.run(['server', '--port', '0', uri, '--dry-run'], { env: { PATH } })
    expect(status).toBe(0)
    expect(stderr.split('\n')).toEqual([
      'with-mlflow-env: warning: MLFLOW_ARTIFACT_ROOT in .env:3 and DEFAULT_ARTIFACT_ROOT in .env:4 differ, and the first is used: remove one of them',
      'with-mlflow-env: warning: --backend-store-uri holds a password, and every user of this machine can read a command line: set MLFLOW_BACKEND_STORE_URI instead',
      '',
    ])
    expect(stdout + stderr).not.toContain(PASSWORD)
  })

  it('shows the account of the shell with --keep-aws, and refuses it with --strict', async () => {
    project = new Project()
    const env = { PATH, ...GLOBAL_KEYS }
    const kept = await project.run(['server', '--port', '0', '--keep-aws', '--dry-run'], { env })
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

describe('config --help', () => {
  it('shows the help of config, before the word and after it, without reading any file', async () => {
    project = new Project({ '.env': 'MLFLOW_AWS_ACCESS_KEY_ID=half' })
    for (const words of [
      ['config', '--help'],
      ['--help', 'config'],
      ['config', '--json', '-h'],
    ]) {
      const { status, stdout, stderr } = await project.run(words)
      expect([status, stderr]).toEqual([0, ''])
      expect(stdout).toMatch(/^Usage: with-mlflow-env \[options\] config \[options\]\n/)
      expect(stdout).toContain('--json')
    }
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    for (const words of [['-V'], ['config', '-V'], ['--version']]) {
      expect(await project.run(words)).toMatchObject({ status: 0, stdout: `${version}\n` })
    }
  })
})
