// A private server for one command: two accounts in one process, and nothing left of either.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { MlflowConfig } from '../../../src/index.ts'
import { awsKeys } from '../../rig/account.ts'
import { Cleanup } from '../../rig/cleanup.ts'
import { commandOf, ManagedServer } from '../../rig/managed-server.ts'
import { launcher, pythonBin, root } from '../../rig/paths.ts'
import { childrenOf, lives } from '../../rig/process-info.ts'
import { lines, Project, type Result } from '../../rig/project.ts'
import { getObject, listObjects, putObject } from '../../rig/s3.ts'
import { type Store, startStore } from '../../rig/store.ts'
import { clientScript } from '../integration/client-script.ts'
import { CLIENTS, type Client, IMPATIENT } from '../integration/clients.ts'
import { expectRun } from '../integration/stories.ts'

const project = new Project()
const cleanup = new Cleanup()
let store: Store
let running: ManagedServer | undefined

beforeAll(async () => {
  await cleanup.add(() => project.remove())
  store = await startStore(cleanup, project.folder)
  const { keyId, secret, bucket } = store.mlflow
  project.write(
    '.env',
    lines({
      ...{ MLFLOW_AWS_ACCESS_KEY_ID: keyId, MLFLOW_AWS_SECRET_ACCESS_KEY: secret },
      ...{ MLFLOW_ARTIFACT_ROOT: `s3://${bucket}/runs`, MLFLOW_S3_ENDPOINT_URL: store.endpoint },
    }),
  )
})
afterEach(() => running?.close())
afterAll(() => cleanup.run())

/** @param how what starts the launcher */
function begin(
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
  how: Pick<Project, 'folder' | 'start'> = project,
): ManagedServer {
  running = new ManagedServer(how, ['--with-server', ...command], {
    ...awsKeys(store.global),
    ...{ AWS_ENDPOINT_URL_S3: store.endpoint, AWS_DEFAULT_REGION: 'us-east-1' },
    ...env,
  })
  return running
}

const servers = (of: ManagedServer) => of.family().filter(({ command }) => / -m (?:mlflow|uvicorn) /.test(command))

/** What a project has for the server that it uses elsewhere; nothing is at these addresses. */
const OF_DEPLOYMENT = {
  MLFLOW_SERVER_ALLOWED_HOSTS: 'mlflow.example',
  MLFLOW_UVICORN_OPTS: '--ssl-keyfile /gone/key.pem --ssl-certfile /gone/certificate.pem',
  MLFLOW_RUN_ID: '0123456789abcdef0123456789abcdef',
  MLFLOW_EXPERIMENT_ID: '99',
  MLFLOW_REGISTRY_URI: 'http://127.0.0.1:9',
  MLFLOW_WORKSPACE: 'team',
  // boto3 does not read it, and the launcher itself has nothing to do with it.
  ALL_PROXY: 'http://127.0.0.1:9',
}

/** Keeps the environments that the launcher, its command and its server were started with. */
const RECORD_ENVIRONMENTS = `
cat /proc/$PPID/environ >launcher.env
cat /proc/$$/environ >command.env
for process in /proc/[0-9]*; do
  grep -qs "^PPid:[[:space:]]*$PPID$" $process/status &&
    tr '\\0' ' ' <$process/cmdline | grep -q '^[^ ]* -m mlflow server ' && cat $process/environ >server.env
done
`

const WRITE_DIRECTLY = `
import boto3
from botocore.exceptions import ClientError
try:
    boto3.client("s3").put_object(Bucket="mlflow-bucket", Key="x", Body=b"x")
except ClientError as error:
    print("directly:", error.response["Error"]["Code"])
raise SystemExit(7)
`

function environmentIn(file: string): Readonly<Record<string, string>> {
  const strings = readFileSync(project.path(file), 'utf8')
    .split('\0')
    .filter((string) => string !== '')
  return Object.fromEntries(strings.map((string) => [/^[^=]*/.exec(string)?.[0], string.replace(/^[^=]*=/, '')]))
}

/** How an environment differs from the launcher's own, but for the mark by which the launcher finds its processes. */
function differences(file: string): { readonly set: string[]; readonly unset: string[] } {
  const [parent, child] = [environmentIn('launcher.env'), environmentIn(file)]
  const isSet = (name: string) => child[name] !== parent[name] && name !== '_WITH_MLFLOW_ENV_SERVER'
  return {
    set: Object.keys(child).filter(isSet).sort(),
    unset: Object.keys(parent)
      .filter((name) => !Object.hasOwn(child, name))
      .sort(),
  }
}

function namesOf({ set = [], unset = [] }: Partial<MlflowConfig['environment']> = {}) {
  return { set: set.map(({ name }) => name).sort(), unset: unset.map(({ name }) => name).sort() }
}

describe('a command with --with-server', () => {
  const [client] = CLIENTS as readonly [Client, ...Client[]]
  let server: ManagedServer
  let result: Result
  /** What `config --json` says about the same run. */
  let config: MlflowConfig

  beforeAll(async () => {
    const { keyId, secret, bucket } = store.mlflow
    await putObject(store, store.global, store.global.bucket, 'values.csv', '1\n2\n6\n')
    const FILE = lines({
      ...{ MLFLOW_AWS_ACCESS_KEY_ID: keyId, MLFLOW_AWS_SECRET_ACCESS_KEY: secret },
      ...{ MLFLOW_ARTIFACT_ROOT: `s3://${bucket}/pipe`, MLFLOW_S3_ENDPOINT_URL: store.endpoint, FROM_PIPE: 'here' },
    })
    const through = 'launcher=$0; shift; exec "$launcher" --with-server --env-file <(printf %s "$FILE") "$@"'
    const start: Project['start'] = (words, { env = {}, cwd } = {}) =>
      spawn('bash', ['-c', through, launcher, ...words], { cwd, env: project.environment(env), stdio: 'pipe' })
    // The first `python` has MLflow's client only, and an older one.
    const words = `${RECORD_ENVIRONMENTS}
      echo "$FROM_PIPE"
      echo "of another: [$MLFLOW_RUN_ID$MLFLOW_EXPERIMENT_ID$MLFLOW_REGISTRY_URI$MLFLOW_WORKSPACE], $NO_PROXY"
      python '${clientScript('client.py')}'
      "$WITH_MLFLOW_ENV_PYTHON" '${join(root, 'examples', 'two_accounts.py')}' s3://${store.global.bucket}/values.csv
      exec "$WITH_MLFLOW_ENV_PYTHON" -c '${WRITE_DIRECTLY}'`
    const PATH = `${client.bin}:${process.env.PATH}`
    const env = { PATH, WITH_MLFLOW_ENV_PYTHON: join(pythonBin, 'python'), ...IMPATIENT, ...OF_DEPLOYMENT, FILE }
    const how = { folder: project.folder, start }
    config = JSON.parse((await begin(['config', '--json'], env, how).ended).stdout)
    server = begin(['sh', '-c', words], env, how)
    result = await server.ended
  }, 300_000)

  it('reads data from one account and logs artifacts to another, as the example does', async () => {
    const { status, stdout, stderr } = result
    expect({ status, stderr }).toEqual({
      status: 7,
      stderr: expect.stringMatching(/^ {2}AWS Credentials: left as they are \(--with-server\)$/m),
    })
    expect(stderr).toMatch(
      /^ {2}Private Server: MLflow \S+, AWS credentials project-specific \(MLFLOW_AWS_\*\); artifacts proxied to s3:\/\/mlflow-bucket\/pipe, clients need no AWS credentials and no access to the store$/m,
    )
    const [, artifacts] = /^run: \w+\nartifacts: mlflow-artifacts:\/(\S+)$/m.exec(stdout) ?? []
    const { content } = await getObject(store, store.mlflow, 'mlflow-bucket', `pipe/${artifacts}/summary.txt`)
    expect(content.toString()).toBe('3 values from main-bucket\n')
    expect(stdout).toMatch(/^directly: AccessDenied$/m)
    // And the other way round: the server's account has no part in the data.
    expect(await listObjects(store, store.mlflow, store.global.bucket)).toMatchObject({ code: 'AccessDenied' })
  })

  it('has the environment that config --json shows, and so has its server', () => {
    expect(differences('command.env')).toEqual(namesOf(config.environment))
    expect(differences('server.env')).toEqual(namesOf(config.privateServer?.environment))
    const [uri, described] = [environmentIn('command.env').MLFLOW_TRACKING_URI ?? '', config.trackingUri.value]
    expect(uri.replace(/\d+$/, '0')).toBe(described)
    const block = `Storage Type: ${config.storageType}, [^\\n]*\\n {2}AWS Credentials: left as they are \\(--with-server\\)\\n`
    expect(config.credentials.description).toBe('left as they are (--with-server)')
    expect(result.stderr).toMatch(new RegExp(block.replace('(Remote)', '\\(Remote\\)')))
    expect(result.stderr).toContain(`AWS credentials ${config.privateServer?.credentials.description}; artifacts`)
  })

  it('has a server and a command without what belongs to the deployed server and its proxy', () => {
    expect(result.stdout).toMatch(/^of another: \[\], 127\.0\.0\.1$/m)
  })

  it('reads an env file that is a pipe once, for the server and the command', async () => {
    expect(result.stdout).toMatch(/^here\n/)
    const { objects } = await listObjects(store, store.mlflow, store.mlflow.bucket)
    expect(Object.keys(objects).sort()).toEqual([
      expect.stringMatching(/^pipe\/1\/\w+\/artifacts\/model\/weights\.bin$/),
      expect.stringMatching(/^pipe\/2\/\w+\/artifacts\/summary\.txt$/),
    ])
  })

  it(`can use MLflow client ${client.version}`, async () => {
    const answer = JSON.parse(/^\{.*\}$/m.exec(result.stdout)?.[0] ?? '{}')
    await expectRun(answer, client, store)
    expect(answer.server).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  it('leaves a database, the artifacts and a line that says how to see them, but no process', () => {
    expect(existsSync(project.path('mlflow.db'))).toBe(true)
    const kept = `Runs are in ${project.path('mlflow.db')}, artifacts in s3://mlflow-bucket/pipe`
    expect(result.stderr.endsWith(`\n${kept}; to see them: with-mlflow-env server\n`)).toBe(true)
    expect(server.family()).toEqual([])
  })
})

it('--with-server is refused before the server starts if the command is missing', async () => {
  const { status, stderr } = await begin(['no-such-command']).ended
  expect({ status, stderr }).toEqual({
    status: 127,
    stderr: "with-mlflow-env: error: 'no-such-command': command not found on PATH\n",
  })
})

it('--with-server does not run the command if the server cannot work', async () => {
  const { status, stdout, stderr } = await begin(['echo', 'ran'], { MLFLOW_ARTIFACT_ROOT: 's3://main-bucket/x' }).ended
  expect({ status, stdout }).toEqual({ status: 125, stdout: '' })
  expect(stderr).toMatch(
    /^with-mlflow-env: error: MLFLOW_ARTIFACT_ROOT in the environment: the store denies this account access /m,
  )
  expect(running?.family()).toEqual([])
})

it('--with-server runs the command if the check of the bucket is turned off, reports a server that has ended, stops its processes and lets the command continue, and ends it if the launcher is killed then', async () => {
  const ask = 'python ask.py || echo nobody there'
  const script = `trap "" TERM; echo started; until [ -e go ]; do sleep 0.1; done; ${ask}; sleep 600 & wait; sleep 600`
  project.write('ask.py', 'import os, urllib.request as r; r.urlopen(os.environ["MLFLOW_TRACKING_URI"] + "/health")')
  // The bucket belongs to another account, and the command runs all the same.
  const env = { MLFLOW_ARTIFACT_ROOT: 's3://main-bucket/x', WITH_MLFLOW_ENV_BUCKET_CHECK: 'false' }
  const server = begin(['sh', '-c', script], env)
  await server.shows(/^started$/m)
  process.kill(server.member(/ -m mlflow server/), 'SIGKILL')
  await server.shows(/private server, MLflow \S+, exited before the command/)
  await expect.poll(() => servers(server), { timeout: 20_000 }).toEqual([])
  const [watchdog = 0] = childrenOf(server.launcher.pid ?? 0).filter((pid) => commandOf(pid).includes('watchdog.sh '))
  expect(lives(watchdog)).toBe(true)
  project.write('go', '')
  await server.shows(/^nobody there$/m)
  server.launcher.kill('SIGKILL')
  expect(await server.isGone(10_000)).toBe(true)
})

it('--with-server ends the command and the server on SIGTERM', async () => {
  const server = begin(['sh', '-c', 'echo started; exec sleep 600'])
  await server.shows(/^started$/m)
  server.launcher.kill('SIGTERM')
  expect(await server.ended).toMatchObject({ status: null, signal: 'SIGTERM' })
  expect(server.family()).toEqual([])
})

it('--with-server leaves no server and no command if the launcher is killed', async () => {
  const server = begin(['sh', '-c', 'trap "" TERM; echo started; sleep 600 & wait; sleep 600'])
  await server.shows(/^started$/m)
  server.launcher.kill('SIGKILL')
  expect(await server.isGone(10_000)).toBe(true)
})
