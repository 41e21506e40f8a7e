// The doctor and one real server that the launcher manages: behind a prefix, its artifacts on S3. What is broken is what a
// client has.
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { CHECKS } from '../../../src/doctor/checks/index.ts'
import { admit } from '../../../src/keys/admit.ts'
import { createKey } from '../../../src/keys/api-key.ts'
import { Cleanup } from '../../rig/cleanup.ts'
import { giveDatabase } from '../../rig/database.ts'
import { type DeveloperMachine, makeDeveloperMachine } from '../../rig/developer-machine.ts'
import { startForwardProxy } from '../../rig/forward-proxy.ts'
import { openTestGate } from '../../rig/gate.ts'
import { startHoldingRelay } from '../../rig/holding-relay.ts'
import { launcher, pythonBin } from '../../rig/paths.ts'
import { freePorts } from '../../rig/ports.ts'
import { startGroup } from '../../rig/process-group.ts'
import { lines, Project, type Result } from '../../rig/project.ts'
import { RunningProcess } from '../../rig/running-process.ts'
import { listObjects, putObject } from '../../rig/s3.ts'

const cleanup = new Cleanup()
let machine: DeveloperMachine
let url: string

beforeAll(async () => {
  machine = await makeDeveloperMachine(cleanup)
  giveDatabase(join(machine.project, 'mlflow.db'))
  const args = ['--', launcher, 'server', '--port', `${machine.port}`, '--workers', '1', '--static-prefix', '/lab']
  const group = await startGroup(cleanup, process.execPath, args, { env: machine.shell, cwd: machine.project })
  const ready = await group.waitFor(/ is ready at (\S+) /, 120_000)
  url = ready[1] ?? ''
})
afterAll(() => cleanup.run())

interface Check {
  readonly id: string
  readonly status: string
  readonly found: string
  readonly remedy: string
}

/** All checks but one: it has Python load MLflow, which takes longer than all the others, and is the same each time. */
const WITHOUT_IMPORT = CHECKS.flatMap(({ id }) => (id === 'mlflow' ? [] : id)).join()

const doctor = (project: Project, env: Readonly<Record<string, string>> = {}, only = WITHOUT_IMPORT) =>
  project.run(['doctor', '--json', '--only', only], { env: { ...clientEnvironment(), ...env } })

/** Somebody who has no account in the shell. */
const clientEnvironment = () => ({
  ...{ PATH: [pythonBin, '/usr/bin', '/bin'].join(':'), MLFLOW_TRACKING_URI: '' },
  ...{ AWS_EC2_METADATA_DISABLED: 'true', DO_NOT_TRACK: 'true' },
})

function read({ stdout, stderr }: Result): { readonly ok: boolean; readonly checks: readonly Check[] } {
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

/** A project that knows where the server is, and nothing else unless it is said. */
function client(settings: Readonly<Record<string, string>> = {}): Project {
  const project = new Project({
    '.env.mlflow': lines({ MLFLOW_TRACKING_URI: url, ...settings }),
    '.gitignore': '.env*\n',
  })
  onTestFinished(() => project.remove())
  return project
}

const troubles = (checks: readonly Check[]) => checks.filter(({ status }) => status === 'warn' || status === 'fail')

async function post(path: string, body: object): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${url}/api/2.0/mlflow/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Record<string, string>
}

/** The names of all objects of the server's bucket that a doctor has written. */
async function findLeft(): Promise<string[]> {
  const { objects } = await listObjects(machine.store, machine.store.mlflow, machine.store.mlflow.bucket)
  return Object.keys(objects).filter((key) => key.includes('doctor'))
}

describe('a project whose artifacts go through the server', () => {
  it('is healthy without any AWS keys or warning, and nothing is left on the server', async () => {
    const all = CHECKS.map(({ id }) => id).join()
    const { ok, checks } = read(await doctor(client(), {}, all))
    expect(troubles(checks)).toEqual([])
    expect(ok).toBe(true)
    const found = Object.fromEntries(checks.map((check) => [check.id, check.found]))
    expect(found['artifact-round-trip']).toBe('written, read and deleted')
    expect(found['artifact-mode']).toMatch(/^through the server/)
    expect(found['server-version']).toMatch(/^the server has MLflow 3\./)
    expect(await findLeft()).toEqual([])
  })

  it('is healthy with its own keys, root and endpoint, after the line that the doctor names for the prefix', async () => {
    const first = read(
      await doctor(client({ MLFLOW_TRACKING_URI: url.replace(/\/lab$/, '') }), { MLFLOW_STATIC_PREFIX: '/lab' }),
    )
    expect(troubles(first.checks)).toMatchObject([
      { id: 'server-prefix', remedy: `MLFLOW_TRACKING_URI=${url} in .env.mlflow:1` },
    ])
    const { endpoint, mlflow } = machine.store
    const keys = { MLFLOW_AWS_ACCESS_KEY_ID: mlflow.keyId, MLFLOW_AWS_SECRET_ACCESS_KEY: mlflow.secret }
    const store = { MLFLOW_S3_ENDPOINT_URL: endpoint, MLFLOW_ARTIFACT_ROOT: `s3://${mlflow.bucket}/lab` }
    const project = client({ ...keys, ...store, MLFLOW_AWS_DEFAULT_REGION: 'us-east-1' })
    project.bash('chmod 600 .env.mlflow')
    const result = await doctor(project)
    expect(troubles(read(result).checks)).toEqual([])
    expect(result.stdout).not.toContain(mlflow.secret)
    expect(await findLeft()).toEqual([])
  })
})

describe('a server behind a gate', () => {
  let gate: Awaited<ReturnType<typeof openTestGate>>
  const keys = { read: createKey(), write: createKey(), expired: createKey() }
  const records = Object.entries(keys).map(([name, { id, hash }]) => {
    const scope = name === 'read' ? ('read' as const) : ('write' as const)
    const expiresAt = name === 'expired' ? new Date(0) : null
    const times = { createdAt: new Date(0), revokedAt: null, lastUsedAt: null, expiresAt }
    return [id, { id, hash, scope, service: 'platform', note: null, ...times }] as const
  })
  const open = (port: number) =>
    openTestGate(port, {
      upstream: { kind: 'tcp', host: '127.0.0.1', port, prefix: '/lab' },
      keys: { admit: (presented, service) => admit(presented, new Map(records), service, new Date()) },
    })
  beforeAll(async () => {
    gate = await open(machine.port)
  })
  afterAll(() => gate.gate.close(0))
  const token = (name: keyof typeof keys) => ({ MLFLOW_TRACKING_TOKEN: keys[name].key.reveal() })
  const behind = async (
    settings: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string>> = {},
    at = gate,
  ) => {
    const project = client({ MLFLOW_TRACKING_URI: at.url, ...settings })
    project.bash('chmod 600 .env.mlflow')
    const result = await doctor(project, env)
    for (const { key } of Object.values(keys)) expect(result.stdout).not.toContain(key.reveal().slice(5))
    return read(result).checks
  }

  it('is healthy with a key that may log', async () => {
    const checks = await behind(token('write'))
    expect(troubles(checks)).toEqual([])
    const found = Object.fromEntries(checks.map((check) => [check.id, `${check.status} ${check.found}`]))
    expect(found['server-gate']).toBe('ok a gate asks for API keys, and MLflow behind it answers')
    expect(found['server-key']).toBe('ok the gate lets MLFLOW_TRACKING_TOKEN in .env.mlflow:2 in')
    expect(found['key-scope']).toBe("ok the scope is 'write', for the service 'platform'")
    expect(found['key-form']).toMatch(/^ok/)
    expect(found['artifact-round-trip']).toBe('ok written, read and deleted')
  })

  it('has one trouble with a key that may look only, before a run fails', async () => {
    expect(troubles(await behind(token('read')))).toMatchObject([{ id: 'key-scope', status: 'fail' }])
  })

  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['none', {}, /there is none/],
    [
      'one that has expired',
      token('expired'),
      /refuses MLFLOW_TRACKING_TOKEN in \.env\.mlflow:2: it is mistyped, expired/,
    ],
    [
      'the login of somebody',
      { ...token('write'), MLFLOW_TRACKING_USERNAME: 'me', MLFLOW_TRACKING_PASSWORD: 'pw' },
      /takes the place of/,
    ],
  ])('has one trouble with a wrong key: %s', async (_, settings, found) => {
    const checks = troubles(await behind(settings))
    expect(checks).toMatchObject([{ id: 'server-key', status: 'fail', found: expect.stringMatching(found) }])
  })

  it('has one trouble with a good key that another login takes the place of', async () => {
    const project = client({ MLFLOW_TRACKING_URI: gate.url, ...token('write') })
    project.bash('chmod 600 .env.mlflow; printf "machine 127.0.0.1 login a password b\\n" > netrc')
    const checks = read(await doctor(project, { NETRC: join(project.folder, 'netrc') })).checks
    expect(troubles(checks)).toMatchObject([
      { id: 'server-key', found: expect.stringContaining("netrc', which takes") },
    ])
  })

  it('is told from its gate when it is gone', async () => {
    const [port = 0] = await freePorts(1)
    const lonely = await open(port)
    onTestFinished(() => lonely.gate.close(0))
    for (const settings of [token('write'), {}]) {
      const failing = troubles(await behind(settings, {}, lonely)).map(({ id }) => id)
      expect(failing).toContain('server-gate')
      expect(failing).toHaveLength('MLFLOW_TRACKING_TOKEN' in settings ? 1 : 2)
    }
  })

  it('is found under the prefix of its gate', async () => {
    const [found] = troubles(await behind({ MLFLOW_TRACKING_URI: gate.origin, ...token('write') }))
    expect(found).toMatchObject({ id: 'server-prefix', remedy: `MLFLOW_TRACKING_URI=${gate.url} in .env.mlflow:1` })
  })
})

describe('a client that is set up wrongly', () => {
  /** The one check that fails, or warns. */
  async function trouble(settings: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
    const project = client(settings)
    project.bash('chmod 600 .env.mlflow')
    const found = troubles(read(await doctor(project, env)).checks)
    expect(found).toHaveLength(1)
    return found[0]
  }

  it('names an experiment that is not there', async () => {
    expect(await trouble({ MLFLOW_EXPERIMENT_ID: '4711' })).toMatchObject({ id: 'experiment-location', status: 'fail' })
  })

  it('names an experiment that is deleted, and is healthy after the command that the doctor names', async () => {
    const { experiment_id: id = '' } = await post('experiments/create', { name: 'deleted one' })
    await post('experiments/delete', { experiment_id: id })
    const settings = { MLFLOW_EXPERIMENT_NAME: "'deleted one'" }
    const found = await trouble(settings)
    expect(found).toMatchObject({ id: 'experiment-location', status: 'fail' })
    expect(found?.remedy).toContain(`mlflow experiments restore --experiment-id ${id}`)
    await post('experiments/restore', { experiment_id: id })
    expect(troubles(read(await doctor(client(settings))).checks)).toEqual([])
  })

  it('uses an experiment whose artifacts bypass the server, without an account', async () => {
    await post('experiments/create', { name: 'old', artifact_location: `s3://${machine.store.mlflow.bucket}/old` })
    const found = await trouble({ MLFLOW_EXPERIMENT_NAME: 'old' })
    expect(found).toMatchObject({ id: 'experiment-location', status: 'fail' })
    expect(found?.found).toMatch(
      /'old' bypasses the server: clients reach s3:\/\/mlflow-bucket themselves, and this project has no credentials/,
    )
  })

  it('has two logins', async () => {
    const both = {
      MLFLOW_TRACKING_TOKEN: 't0ken-t0ken',
      MLFLOW_TRACKING_USERNAME: 'me',
      MLFLOW_TRACKING_PASSWORD: 'hunter2',
    }
    expect(await trouble(both)).toMatchObject({ id: 'server-login', status: 'warn' })
  })

  it('expects TLS', async () => {
    const found = await trouble({ MLFLOW_TRACKING_URI: url.replace('http:', 'https:') })
    expect(found).toMatchObject({
      id: 'server-answer',
      status: 'fail',
      remedy: `MLFLOW_TRACKING_URI=${url} in .env.mlflow:1`,
    })
  })

  it('uses a name that the server does not accept', async () => {
    const { url: http_proxy } = await startForwardProxy(cleanup, url)
    const found = await trouble({ MLFLOW_TRACKING_URI: url.replace('127.0.0.1', 'ml.example.org') }, { http_proxy })
    expect(found).toMatchObject({ id: 'server-host', status: 'fail' })
    expect(found?.remedy).toContain(`127.0.0.1:*,ml.example.org:${machine.port}'`)
  })

  it('asks through a proxy that does not reach the server', async () => {
    const proxied = read(await doctor(client(), { HTTP_PROXY: 'http://me:hunter2@127.0.0.1:9' })).checks
    expect(troubles(proxied).map(({ id, status }) => ({ id, status }))).toEqual([{ id: 'proxy', status: 'fail' }])
    expect(JSON.stringify(proxied)).not.toContain('hunter2')
  })
})

it('an object that a doctor leaves is found, and the server deletes it', async () => {
  const { store } = machine
  await putObject(store, store.mlflow, store.mlflow.bucket, 'doctor-of-the-test', 'x')
  expect(await findLeft()).toEqual(['doctor-of-the-test'])
  await fetch(`${url}/api/2.0/mlflow-artifacts/artifacts/doctor-of-the-test`, { method: 'DELETE' })
  expect(await findLeft()).toEqual([])
})

describe('nothing is left on the server if the doctor is ended', () => {
  async function startHeld(method: string) {
    const relay = await startHoldingRelay(url, method)
    const project = client({ MLFLOW_TRACKING_URI: relay.url })
    const running = new RunningProcess(
      project.start(['doctor', '--json', '--only', WITHOUT_IMPORT], { env: clientEnvironment() }),
    )
    onTestFinished(() => void running.kill('SIGKILL'))
    await Promise.race([relay.held, running.ended.then(({ stdout }) => expect.unreachable(stdout))])
    return { relay, running }
  }

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('by %s, in the middle of the upload', async (signal) => {
    const { relay, running } = await startHeld('PUT')
    running.kill(signal)
    relay.release()
    expect(await running.exited).toEqual({ status: null, signal })
    expect(await findLeft()).toEqual([])
  })

  it('by SIGKILL, which the launcher does not see', async () => {
    const { relay, running } = await startHeld('PUT')
    running.kill('SIGKILL')
    await running.exited
    relay.release()
    // Its Python has no output any more by which one could see it end. The first DELETE only asks whether it is allowed.
    const isDeleted = () => /PUT.*DELETE/.test(relay.answered.join())
    for (const deadline = performance.now() + 20_000; performance.now() < deadline && !isDeleted(); ) await delay(20)
    expect(relay.answered.join()).toMatch(/PUT.*DELETE/)
    expect(await findLeft()).toEqual([])
  })
})
