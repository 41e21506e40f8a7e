// The small examples without what they need: each says so in one line, and prints no traceback.
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { openTestGate } from '../rig/gate.ts'
import { launcher, pythonBin, root } from '../rig/paths.ts'
import { collect, lines, PROJECT_KEYS, type Project, type Result } from '../rig/project.ts'
import { temporaryProject } from '../rig/temporary-project.ts'

const NOTHING = 'http://127.0.0.1:9'
const SYSTEM = `${dirname(process.execPath)}:/usr/bin:/bin`
let project: Project
/** With the launcher, and with Python's packages. */
let path: string

beforeEach(() => {
  project = temporaryProject({ '.env': lines({ ...PROJECT_KEYS, MLFLOW_TRACKING_URI: NOTHING }) })
  cpSync(join(root, 'examples'), project.folder, { recursive: true })
  mkdirSync(project.path('bin'))
  symlinkSync(launcher, project.path('bin', 'with-mlflow-env'))
  path = `${project.path('bin')}:${pythonBin}:${SYSTEM}`
})

/** Runs a command line in a folder with the examples. */
function run(line: string, env: Readonly<Record<string, string>> = {}): Promise<Result> {
  const whole = { PATH: path, HOME: project.home, MPLCONFIGDIR: join(root, '.build', 'matplotlib'), ...env }
  return collect(spawn('/bin/sh', ['-c', line], { cwd: project.folder, env: whole, stdio: ['ignore', 'pipe', 'pipe'] }))
}

async function expectLine(result: Promise<Result>, status: number, line: RegExp): Promise<void> {
  const { stderr, ...end } = await result
  expect({ ...end, lines: stderr.trimEnd().split('\n').length, stderr: stderr.trimEnd() }).toEqual({
    ...{ status, signal: null, stdout: '', lines: 1 },
    stderr: expect.stringMatching(line),
  })
}

describe('the Python examples', () => {
  it.each(['train.py', 'two_accounts.py', 'register_model.py'])('%s names a package that is missing', async (name) => {
    await expectLine(run(`python -S ${name}`), 1, /^the package \w+ is missing: pip install mlflow(?: boto3|$)/)
  })

  it.each(['train.py', 'register_model.py'])(
    '%s names the server that does not answer, without the password in its address',
    async (name) => {
      const env = { MLFLOW_TRACKING_URI: 'http://user:hush@127.0.0.1:9' }
      const line = /^no MLflow server answers at 127\.0\.0\.1:9 \(ConnectionError\): /
      await expectLine(run(`python ${name}`, env), 1, line)
    },
  )

  it('register_model.py says what it needs, and what the gate answered', async () => {
    const gate = await openTestGate(9)
    onTestFinished(() => gate.gate.close(0))
    const env = { MLFLOW_TRACKING_URI: gate.url, MLFLOW_TRACKING_TOKEN: 'wrong' }
    await Promise.all([
      expectLine(run('python register_model.py'), 1, /^no server is named: set MLFLOW_TRACKING_URI, and MLFLOW_/),
      expectLine(run('python register_model.py', env), 1, /^\w*Exception: .*A valid API key is needed: set it as /),
    ])
  })

  it('two_accounts.py says what it expects, and what the store answered', async () => {
    const command = 'python two_accounts.py'
    const local = await run(`${command} measurements.csv`)
    expect(local).toMatchObject({ status: 2, stderr: expect.stringMatching(/expected s3:\/\/bucket\/key\n$/) })
    const env = {
      ...{ AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_REGION: 'us-east-1' },
      ...{ AWS_ENDPOINT_URL: NOTHING, AWS_MAX_ATTEMPTS: '1' },
    }
    await expectLine(run(`${command} s3://bucket/x.csv`, env), 1, /^EndpointConnectionError: Could not connect to /)
  })

  it('health.py names what is no HTTP server, and a port that is none', async () => {
    const server = createServer()
    server.on('connection', (socket) => socket.end('220 mail\r\n'))
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    onTestFinished(() => void server.close())
    const port = `${(server.address() as AddressInfo).port}`
    const command = 'python deploy/health.py'
    await expectLine(run(command, { MLFLOW_PORT: port }), 1, /^http:\S+\/readyz: BadStatusLine: /)
    await expectLine(run(command, { MLFLOW_PORT: 'none' }), 1, /^http:\S+\/readyz: InvalidURL: /)
  })
})

describe('the other examples', () => {
  it('from-node.mjs names the package that is missing', async () => {
    await expectLine(run('node from-node.mjs true'), 125, /^Cannot find package 'with-mlflow-env'/)
  })

  it('from-node.mjs refuses what the launcher refuses, and names a program that is missing', async () => {
    mkdirSync(project.path('node_modules'))
    symlinkSync(root, project.path('node_modules', 'with-mlflow-env'))
    const missing = await run('node from-node.mjs no-such-program')
    expect(missing).toMatchObject({ status: 127, stderr: 'spawn no-such-program ENOENT\n' })
    project.write('.env', 'MLFLOW_AWS_ACCESS_KEY_ID=alone\n')
    await expectLine(run('node from-node.mjs true'), 125, /MLFLOW_AWS_SECRET_ACCESS_KEY/)
  })

  it('server.sh names the setting, the launcher or MLflow if it is missing', async () => {
    expect(await run('./server.sh')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(
        /MLFLOW_ARTIFACT_ROOT: is not set: put it into \.env, as in s3:\/\/my-bucket\/mlflow\n$/,
      ),
    })
    await expectLine(run('./server.sh', { PATH: SYSTEM }), 127, /with-mlflow-env: not found$/)
    const env = { PATH: `${project.path('bin')}:${SYSTEM}`, MLFLOW_ARTIFACT_ROOT: 's3://bucket/mlflow' }
    expect(await run('./server.sh', env)).toMatchObject({
      status: 127,
      stderr: expect.stringMatching(/mlflow: not found\n$/),
    })
  })

  it('train.sh ends with the first run that fails', async () => {
    const { status, stderr } = await run(
      'sed -i \'s/^import sys$/import sys; sys.exit("on purpose")/\' train.py; ./train.sh 1 2',
    )
    expect({ status, stderr: stderr.trimEnd() }).toEqual({ status: 1, stderr: 'on purpose' })
  })
})
