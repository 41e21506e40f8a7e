// What the doctor writes into a bucket is gone afterwards, whatever ends it: the built launcher, real Python and boto3, and
// a store that holds an answer in the middle.
import { delimiter } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { STORE_CHECKS } from '../../src/doctor/checks/store/index.ts'
import { type ObjectStore, type ObjectStoreRules, startObjectStore } from '../rig/object-store.ts'
import { launcher, pythonBin } from '../rig/paths.ts'
import { childrenOf, endProcess } from '../rig/process-info.ts'
import { lines, PROJECT_KEYS, Project } from '../rig/project.ts'
import { RunningProcess } from '../rig/running-process.ts'
import { Terminal } from '../rig/terminal.ts'

const PATH = [pythonBin, process.env.PATH].join(delimiter)

/** The others ask servers that are not there. */
const OF_STORE = ['--only', STORE_CHECKS.map(({ id }) => id).join(',')]

function projectOf({ endpoint }: ObjectStore): Project {
  const settings = { MLFLOW_S3_ENDPOINT_URL: endpoint, MLFLOW_ARTIFACT_ROOT: 's3://b/lab' }
  const project = new Project({ '.env': lines({ ...PROJECT_KEYS, ...settings }) })
  onTestFinished(() => project.remove())
  return project
}

async function startHeld(rules: ObjectStoreRules) {
  const store = await startObjectStore(rules)
  const running = new RunningProcess(projectOf(store).start(['doctor', '--json', ...OF_STORE], { env: { PATH } }))
  onTestFinished(() => void running.kill('SIGKILL'))
  await Promise.race([store.held, running.ended.then(({ stdout }) => expect.unreachable(stdout))])
  return { store, running }
}

interface Report {
  readonly checks: readonly {
    readonly id: string
    readonly status: string
    readonly found: string
    readonly remedy: string
  }[]
}

async function report(store: ObjectStore) {
  const { stdout, stderr } = await projectOf(store).run(['doctor', '--json', ...OF_STORE], { env: { PATH } })
  expect(stderr).toBe('')
  const { checks } = JSON.parse(stdout) as Report
  return (id: string) => checks.find((check) => check.id === id)
}

describe('the object is gone if the doctor is ended', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'by %s, and the launcher ends with it afterwards',
    async (signal) => {
      const { store, running } = await startHeld({ hold: 'PutObject' })
      expect(store.objects.size).toBe(1)
      running.kill(signal)
      store.release()
      expect(await running.ended).toMatchObject({ status: null, signal, stderr: '' })
      expect(store.objects.size).toBe(0)
    },
  )

  it('by SIGKILL, which the launcher does not see', async () => {
    const { store, running } = await startHeld({ hold: 'PutObject' })
    running.kill('SIGKILL')
    store.release()
    await running.exited
    await store.empty()
  })

  it('by two signals, of which the second one ends the launcher at once', async () => {
    const { store, running } = await startHeld({ hold: 'PutObject' })
    // Two at the same time would be one.
    const timer = setInterval(() => running.kill('SIGINT'), 50)
    expect(await running.exited).toMatchObject({ signal: 'SIGINT' })
    clearInterval(timer)
    store.release()
    await store.empty()
  })

  it('by the end of its terminal', async () => {
    const store = await startObjectStore({ hold: 'PutObject' })
    const terminal = new Terminal(projectOf(store), ['env', `PATH=${PATH}`, process.execPath, launcher, 'doctor'])
    await store.held
    terminal.close()
    store.release()
    await store.empty()
  })

  it.each(['UploadPart', 'CompleteMultipartUpload', 'GetObject', 'DeleteObject', 'DeleteObject 2'])(
    'in the middle of %s',
    async (hold) => {
      const { store, running } = await startHeld({ hold })
      running.kill('SIGTERM')
      store.release()
      expect(await running.exited).toMatchObject({ signal: 'SIGTERM' })
      expect({ objects: store.objects.size, uploads: store.uploads.size }).toEqual({ objects: 0, uploads: 0 })
    },
  )

  it('and the store never answers', async () => {
    const interrupt = async (hold: string) => {
      const { store, running } = await startHeld({ hold })
      running.kill('SIGTERM')
      expect(await running.exited).toMatchObject({ signal: 'SIGTERM' })
      return { hold, objects: store.objects.size, uploads: store.uploads.size }
    }
    // Side by side: each waits for seconds.
    const operations = ['PutObject', 'CreateMultipartUpload']
    const empty = operations.map((hold) => ({ hold, objects: 0, uploads: 0 }))
    expect(await Promise.all(operations.map(interrupt))).toEqual(empty)
  })
})

/** The first one only looks whether it is allowed. */
function refuseLater() {
  let count = 0
  return ({ name }: { name: string }) =>
    name === 'DeleteObject' && ++count > 1 && { status: 500, code: 'InternalError' }
}

describe('what is left is named, with the command that removes it', () => {
  it.each(['PutObject', 'UploadPart', 'GetObject'])('if Python is killed in the middle of %s', async (hold) => {
    const { store, running } = await startHeld({ hold })
    for (const pid of childrenOf(running.pid)) endProcess(pid)
    const { status, stdout, stderr } = await running.ended
    const [key = ''] = [...store.objects.keys()].filter((name) => name.startsWith('lab/'))
    const failed = (JSON.parse(stdout) as Report).checks.filter(({ found }) => found.includes('ended early'))
    expect(failed.filter((check) => check.status === 'fail')).toMatchObject([
      {
        id: 'delete-object',
        found: expect.stringContaining(`(SIGKILL); the doctor's own object is left: s3://b/${key}`),
        remedy: expect.stringContaining(`with-mlflow-env aws s3 rm s3://b/${key} --endpoint-url ${store.endpoint}`),
      },
    ])
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
  })

  it('if the doctor is interrupted, and the store deletes nothing', async () => {
    const { store, running } = await startHeld({ hold: 'PutObject', refuse: refuseLater() })
    running.kill('SIGTERM')
    store.release()
    const { signal, stderr } = await running.ended
    expect(signal).toBe('SIGTERM')
    const [key] = store.objects.keys()
    expect(stderr).toContain(
      `warning: the doctor's own object is left: s3://b/${key}: to remove it, with-mlflow-env aws s3 rm`,
    )
  })

  it('if the check that names it was not chosen', async () => {
    const store = await startObjectStore({ refuse: refuseLater() })
    const { stderr } = await projectOf(store).run(['doctor', '--only', 'put-object'], { env: { PATH } })
    expect(stderr).toMatch(/^with-mlflow-env: warning: the doctor's own object is left: s3:\/\/b\/lab\/with/)
  })
})

describe('nothing is left in a bucket', () => {
  it('that keeps every version', async () => {
    const store = await startObjectStore({ keepsVersions: true })
    const of = await report(store)
    expect(of('delete-object')).toMatchObject({ status: 'ok', found: 'artifacts can be deleted' })
    expect({ objects: store.objects.size, versions: store.versions.size }).toEqual({ objects: 0, versions: 0 })
  })

  it('that keeps every version of an account that may not delete versions, but what it keeps of everything', async () => {
    const refuse = ({ name }: { name: string }) => name === 'DeleteVersion' && { status: 403, code: 'AccessDenied' }
    const store = await startObjectStore({ keepsVersions: true, refuse })
    const of = await report(store)
    expect(of('delete-object')).toMatchObject({ status: 'ok', found: expect.stringContaining('keeps') })
    expect(store.objects.size).toBe(0)
  })

  it.each([[['DeleteObject']], [['DeleteObject', 'AbortMultipartUpload']]])(
    'in which an account may write and not %j',
    async (denied) => {
      const refuse = ({ name }: { name: string }) => denied.includes(name) && { status: 403, code: 'AccessDenied' }
      const store = await startObjectStore({ refuse })
      const of = await report(store)
      expect(of('put-object')).toMatchObject({ status: 'ok' })
      expect(of('get-object')).toMatchObject({ status: 'ok' })
      expect(of('delete-object')).toMatchObject({
        status: 'warn',
        remedy: 'allow s3:DeleteObject on arn:aws:s3:::b/lab/*',
      })
      expect({ objects: store.objects.size, uploads: store.uploads.size }).toEqual({ objects: 0, uploads: 0 })
    },
  )
})

it('nothing is asked with the account of the shell if a run leaves it to the command', async () => {
  const store = await startObjectStore()
  const keys = { AWS_ACCESS_KEY_ID: 'AKIAGLOBALGLOBAL0002', AWS_SECRET_ACCESS_KEY: 'global-Secret/5eCr3t' }
  const { stdout } = await projectOf(store).run(['--keep-aws', 'doctor', '--only', 'bucket'], {
    env: { PATH, ...keys },
  })
  expect(stdout).toMatch(/skip {2}Bucket: .*--keep-aws/)
  expect(store.asked).toEqual([])
})

describe('a policy that asks for an upload argument', () => {
  it('is told by what it takes', async () => {
    const refuse = ({ name, headers }: { name: string; headers: Record<string, unknown> }) =>
      /^(?:PutObject|Create)/.test(name) &&
      headers['x-amz-server-side-encryption'] !== 'aws:kms' && { status: 403, code: 'AccessDenied' }
    const store = await startObjectStore({ refuse })
    const of = await report(store)
    expect(of('put-object')).toMatchObject({
      status: 'fail',
      remedy: 'MLFLOW_S3_UPLOAD_EXTRA_ARGS=\'{"ServerSideEncryption": "aws:kms"}\' in .env',
    })
    expect(of('multipart-upload')).toMatchObject({ status: 'ok' })
    expect(store.objects.size).toBe(0)
  })

  it('is told by the text of the refusal if it is about a key of KMS', async () => {
    const key = 'arn:aws:kms:eu-central-1:1:key/2'
    const message = `User: arn:aws:iam::1:user/x is not authorized to perform: kms:GenerateDataKey on resource: ${key} because no identity-based policy allows it`
    const refuse = ({ name }: { name: string }) =>
      name === 'PutObject' && { status: 403, code: 'AccessDenied', message }
    const of = await report(await startObjectStore({ refuse }))
    expect(of('put-object')).toMatchObject({ status: 'fail', remedy: `allow kms:GenerateDataKey on ${key}` })
  })
})
