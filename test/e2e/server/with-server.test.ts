// A private server for one command: two accounts in one process, and nothing left of either.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { awsKeys } from '../../rig/account.ts'
import { Cleanup } from '../../rig/cleanup.ts'
import { commandOf, ManagedServer, serverEnv } from '../../rig/managed-server.ts'
import { launcher, root } from '../../rig/paths.ts'
import { childrenOf, lives } from '../../rig/process-info.ts'
import { collect, lines, Project } from '../../rig/project.ts'
import { listObjects, putObject } from '../../rig/s3.ts'
import { type Store, startStore } from '../../rig/store.ts'

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

function begin(command: readonly string[], env: Readonly<Record<string, string>> = {}): ManagedServer {
  running = new ManagedServer(project, ['--with-server', ...command], {
    ...awsKeys(store.global),
    ...{ AWS_ENDPOINT_URL_S3: store.endpoint, AWS_DEFAULT_REGION: 'us-east-1' },
    ...env,
  })
  return running
}

const servers = (of: ManagedServer) => of.family().filter(({ command }) => / -m (?:mlflow|uvicorn) /.test(command))

const TRAIN = `
import boto3, mlflow
from botocore.exceptions import ClientError
s3 = boto3.client("s3")
data = s3.get_object(Bucket="main-bucket", Key="data.csv")["Body"].read().decode()
with mlflow.start_run():
    mlflow.log_text(data.upper(), "result.csv")
    print("stored at", mlflow.get_artifact_uri())
try:
    s3.put_object(Bucket="mlflow-bucket", Key="x", Body=b"x")
except ClientError as error:
    print("directly:", error.response["Error"]["Code"])
raise SystemExit(7)
`

it('a command with --with-server reads data from one account and logs artifacts to another', async () => {
  await putObject(store, store.global, store.global.bucket, 'data.csv', 'a,b')
  const server = begin(['python', '-c', TRAIN])
  const { status, stdout, stderr } = await server.ended
  expect({ status, stderr }).toEqual({
    status: 7,
    stderr: expect.stringMatching(/^ {2}AWS Credentials: left as they are \(--with-server\)$/m),
  })
  expect(stderr).toMatch(
    /^ {2}Private Server: MLflow \S+, AWS credentials project-specific \(MLFLOW_AWS_\*\); artifacts proxied to s3:\/\/mlflow-bucket\/runs, clients need no AWS credentials$/m,
  )
  expect(stdout).toMatch(/^stored at mlflow-artifacts:\//m)
  expect(stdout).toMatch(/^directly: AccessDenied$/m)
  expect(Object.keys((await listObjects(store, store.mlflow, store.mlflow.bucket)).objects)).toEqual([
    expect.stringMatching(/^runs\/0\/\w+\/artifacts\/result\.csv$/),
  ])
  // And the other way round: the server's account has no part in the data.
  expect(await listObjects(store, store.mlflow, store.global.bucket)).toMatchObject({ code: 'AccessDenied' })
  expect(existsSync(project.path('mlflow.db'))).toBe(true)
  const kept = `Runs are in ${project.path('mlflow.db')}, artifacts in s3://mlflow-bucket/runs`
  expect(stderr.endsWith(`\n${kept}; to see them: with-mlflow-env server\n`)).toBe(true)
  expect(server.family()).toEqual([])
})

it('--with-server runs the example, and reads an env file that is a pipe once for the server and the command', async () => {
  const { keyId, secret, bucket } = store.mlflow
  const file = `MLFLOW_AWS_ACCESS_KEY_ID=${keyId}
MLFLOW_AWS_SECRET_ACCESS_KEY=${secret}
MLFLOW_S3_ENDPOINT_URL=${store.endpoint}
MLFLOW_ARTIFACT_ROOT=s3://${bucket}/pipe
FROM_PIPE=here
`
  await putObject(store, store.global, store.global.bucket, 'values.csv', '1\n2\n6\n')
  const example = join(root, 'examples', 'two_accounts.py')
  const script =
    'exec "$0" --with-server --env-file <(printf %s "$FILE") sh -c \'echo "$FROM_PIPE"; exec python "$@"\' sh "$@"'
  const env = { ...project.environment(), ...serverEnv(), ...awsKeys(store.global), FILE: file }
  const words = ['-c', script, launcher, example, `s3://${store.global.bucket}/values.csv`]
  const shell = spawn('bash', words, {
    cwd: project.folder,
    env: { ...env, AWS_ENDPOINT_URL_S3: store.endpoint, AWS_DEFAULT_REGION: 'us-east-1' },
    stdio: 'pipe',
  })
  const { status, stdout, stderr } = await collect(shell)
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/^ {2}Private Server: .*pipe/m) })
  expect(stdout).toMatch(/^here\n(?:.*\n)*artifacts: mlflow-artifacts:\//)
  const { objects } = await listObjects(store, store.mlflow, store.mlflow.bucket)
  expect(Object.keys(objects)).toContainEqual(expect.stringMatching(/^pipe\/1\/\w+\/artifacts\/summary\.txt$/))
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

it('--with-server reports a server that has ended, stops its processes and lets the command continue, and ends it if the launcher is killed then', async () => {
  const ask = 'python ask.py || echo nobody there'
  const script = `trap "" TERM; echo started; until [ -e go ]; do sleep 0.1; done; ${ask}; sleep 600 & wait; sleep 600`
  project.write('ask.py', 'import os, urllib.request as r; r.urlopen(os.environ["MLFLOW_TRACKING_URI"] + "/health")')
  const server = begin(['sh', '-c', script])
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

it('--with-server runs the command if the check of the bucket is turned off, and ends it and the server on SIGTERM', async () => {
  const env = { MLFLOW_ARTIFACT_ROOT: 's3://main-bucket/x', WITH_MLFLOW_ENV_BUCKET_CHECK: 'false' }
  const server = begin(['sh', '-c', 'echo started; exec sleep 600'], env)
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
