// Two accounts, one store, one MLflow server: the main job on real parts, and every example on the way. What is true
// is asked of the store itself, as the account in question.
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Cleanup } from '../rig/cleanup.ts'
import { giveDatabase } from '../rig/database.ts'
import { type DeveloperMachine, makeDeveloperMachine } from '../rig/developer-machine.ts'
import { getRun, listThroughServer, type Server, startServer } from '../rig/mlflow-server.ts'
import { root } from '../rig/paths.ts'
import { getObject, listObjects, putObject } from '../rig/s3.ts'
import { type Result, Shell } from '../rig/shell.ts'

const cleanup = new Cleanup()
const png = Buffer.from('89504e470d0a1a0a', 'hex')
let place: DeveloperMachine
let server: Server
let shell: Shell
let environmentBefore: Buffer
const outputs: string[] = []

async function type(line: string): Promise<Result> {
  const result = await shell.run(line)
  outputs.push(result.output)
  return result
}

async function storedAs(name: 'global' | 'mlflow', bucket: string) {
  return listObjects(place.store, place.store[name], bucket)
}

/** The names of what lies under a prefix of mlflow-bucket, asked as the mlflow account. */
async function namesUnder(prefix: string): Promise<string[]> {
  const { objects } = await storedAs('mlflow', 'mlflow-bucket')
  return Object.keys(objects).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []))
}

function idOf(what: 'run' | 'model', { output }: Result): string {
  const found = (what === 'run' ? /^run: (\w+)$/m : /^model: models:\/(m-\w+)$/m).exec(output)?.[1]
  if (found === undefined) throw new Error(`no ${what} in:\n${output}`)
  return found
}

beforeAll(async () => {
  place = await makeDeveloperMachine(cleanup)
  shell = await Shell.open(cleanup, place)
  environmentBefore = await shell.environment()
  // One server for two ways. It holds the mlflow account for what goes through it, and gives new experiments an
  // s3:// location, so that clients need that account themselves.
  giveDatabase(join(place.project, 'mlflow.db'))
  const options = ['--port', `${place.port}`, '--workers', '1', '--backend-store-uri', 'sqlite:///mlflow.db']
  const direct = ['--default-artifact-root', 's3://mlflow-bucket/direct']
  server = await startServer(cleanup, place.port, ['sh', 'server.sh', ...options, ...direct], {
    env: place.shell,
    cwd: place.project,
  })
})

afterAll(() => cleanup.run())

describe('without the launcher,', () => {
  it('train.py is refused by the store, because the shell has another account', async () => {
    const { status, output } = await type(`MLFLOW_TRACKING_URI=${server.url} python train.py`)
    expect(status).toBe(1)
    expect(output).toMatch(/^S3UploadFailedError: .*\(AccessDenied\) when calling the PutObject operation/m)
    expect(output).not.toContain('Traceback')
    expect((await getRun(server.url, idOf('run', { status, output }))).status).toBe('FAILED')
    expect(await storedAs('mlflow', 'mlflow-bucket')).toEqual({ status: 200, code: 'OK', objects: {} })
  })
})

describe('with the launcher,', () => {
  let trained: Result

  it("train.sh makes one run for each argument, and train.py in it uploads with the project's account", async () => {
    trained = await type('sh train.sh 0.1 10')
    expect(trained.status).toBe(0)
    const runs = [...trained.output.matchAll(/^run: (\w+)$/gm)].map(([, id]) => id ?? '')
    expect(runs).toHaveLength(2)
    const [experiment] = /^artifacts: s3:\/\/mlflow-bucket\/(direct\/\w+)\//m.exec(trained.output)?.slice(1) ?? []
    for (const run of runs) {
      const { metrics, status } = await getRun(server.url, run)
      expect(status).toBe('FINISHED')
      expect(metrics.accuracy).toBeGreaterThan(0.8)
      expect(await namesUnder(`${experiment}/${run}/artifacts/`)).toEqual(['confusion.json', 'confusion.png'])
    }
    const model = idOf('model', trained)
    expect(await namesUnder(`${experiment}/models/${model}/artifacts/`)).toContain('MLmodel')
    const plot = `${experiment}/${runs[0]}/artifacts/confusion.png`
    const { content } = await getObject(place.store, place.store.mlflow, 'mlflow-bucket', plot)
    expect(content.subarray(0, png.length)).toEqual(png)
    const refused = await getObject(place.store, place.store.global, 'mlflow-bucket', plot)
    expect(refused).toMatchObject({ status: 403, code: 'AccessDenied' })
  })

  it("the server lists artifacts with the project's account", async () => {
    const { status, text } = await listThroughServer(server.url, idOf('run', trained))
    expect(status).toBe(200)
    expect(text).toContain('confusion.png')
  })

  it('the summary is on stderr and stdout has the output of the command only', async () => {
    const { status, output } = await type('with-mlflow-env printf "only this" 2>block.txt')
    expect({ status, output }).toEqual({ status: 0, output: 'only this' })
    const block = (await type('cat block.txt')).output
    expect(block).toContain('MLflow Configuration:')
    expect(block).toContain(`Tracking URI: ${server.url}`)
    expect(block).toContain('AWS Credentials: project-specific (MLFLOW_AWS_*)')
  })

  it('server.sh stores artifacts for a client without AWS credentials', async () => {
    const body = JSON.stringify({ name: 'proxied', artifact_location: 'mlflow-artifacts:/proxied' })
    const made = await fetch(`${server.url}/api/2.0/mlflow/experiments/create`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect(made.status).toBe(200)
    const log = 'import mlflow; mlflow.set_experiment("proxied"); mlflow.log_text("proxied", "note.txt")'
    const result = await type(`MLFLOW_TRACKING_URI=${server.url} python -c '${log}'`)
    expect(result.status).toBe(0)
    expect(await namesUnder('proxied/')).toEqual([expect.stringMatching(/^\w+\/artifacts\/note\.txt$/)])
  })

  it('from-node.mjs prints the configuration and starts a command with it', async () => {
    const put = 'import boto3; boto3.client("s3").put_object(Bucket="mlflow-bucket", Key="from-node/x", Body=b"x")'
    const result = await type(`node '${join(root, 'examples', 'from-node.mjs')}' python -c '${put}'`)
    expect(result.status).toBe(0)
    expect(result.output).toContain(`"accessKeyIdSuffix": "${place.store.mlflow.keyId.slice(-4)}"`)
    expect(await namesUnder('from-node/')).toEqual(['x'])
  })
})

describe('the shell', () => {
  it("keeps working with the global account while a command runs with the project's account", async () => {
    const put = `
import boto3, sys
boto3.client("s3").put_object(Bucket=sys.argv[1], Key="report.txt", Body=sys.argv[1].encode())`
    // The command inside the launcher waits in the middle, until the shell's own job is done.
    const inside = 'echo > started; read -r _ < reported; python put.py mlflow-bucket'
    const { status, output } = await type(`
      echo '${put}' > put.py
      mkfifo started reported
      with-mlflow-env --quiet sh -c '${inside}' &
      read -r _ < started
      python put.py main-bucket && echo > reported
      wait $!`)
    expect({ status, output }).toEqual({ status: 0, output: '' })
    for (const account of [place.store.global, place.store.mlflow]) {
      const { content } = await getObject(place.store, account, account.bucket, 'report.txt')
      expect(content.toString()).toBe(account.bucket)
    }
  })

  it('has the same environment as before, byte for byte', async () => {
    expect(environmentBefore.toString()).toContain(`AWS_ACCESS_KEY_ID=${place.store.global.keyId}\0`)
    expect(Buffer.compare(await shell.environment(), environmentBefore)).toBe(0)
  })
})

describe('the store', () => {
  it('keeps the two accounts apart', async () => {
    const { global, mlflow } = place.store
    expect(await storedAs('global', 'mlflow-bucket')).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(await storedAs('mlflow', 'main-bucket')).toMatchObject({ status: 403, code: 'AccessDenied' })
    const write = await putObject(place.store, global, 'mlflow-bucket', 'stray.txt', 'stray')
    expect(write).toEqual({ status: 403, code: 'AccessDenied' })
    const wrong = await listObjects(place.store, { ...mlflow, secret: global.secret }, 'mlflow-bucket')
    expect(wrong).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' })
    const unknown = await listObjects(place.store, { ...mlflow, keyId: 'AKIAAAAAAAAAAAAAAAAA' }, 'mlflow-bucket')
    expect(unknown).toMatchObject({ status: 403, code: 'InvalidAccessKeyId' })
  })
})

it('no output of the demo story contains a secret', () => {
  const everything = [...outputs, server.group.output()].join('\n')
  expect(everything).toContain('Application startup complete')
  for (const { secret } of [place.store.global, place.store.mlflow]) expect(everything).not.toContain(secret)
})
