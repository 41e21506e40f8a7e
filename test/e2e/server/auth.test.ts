// `server --auth` with the real MLflow: one server for all checks, with two workers, a prefix and MLflow's jobs. What each
// signal and each failure does is in test/server/gated.process.test.ts.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatKeyFile } from '../../../src/keys/file-text.ts'
import { makeKey } from '../../rig/api-keys.ts'
import { giveDatabase } from '../../rig/database.ts'
import { ManagedServer } from '../../rig/managed-server.ts'
import { pythonBin } from '../../rig/paths.ts'
import { Project } from '../../rig/project.ts'

const project = new Project()
const write = makeKey()
const read = makeKey({ scope: 'read' })
let server: ManagedServer
let url: string

const STORE = project.path('keys.json')
/** Where the launcher has its runtime folder. */
// The path of a socket has to be short.
const runtime = mkdtempSync(join(tmpdir(), 'run-'))

beforeAll(async () => {
  await giveDatabase(project.path('mlflow.db'))
  writeFileSync(STORE, formatKeyFile([write.record, read.record]), { mode: 0o600 })
  const words = ['server', '--auth', '--port', '0', '--workers', '2', '--static-prefix', '/mlflow', '--keys', STORE]
  // A list of hosts that leaves out what the gate addresses MLflow as.
  const env = { XDG_RUNTIME_DIR: runtime, MLFLOW_SERVER_ALLOWED_HOSTS: 'mlflow.internal' }
  server = new ManagedServer(project, words, env)
  url = await server.url()
})
afterAll(async () => {
  await server.close()
  rmSync(runtime, { recursive: true })
  project.remove()
})

const get = (path: string, key?: string) =>
  fetch(url + path, { headers: key === undefined ? {} : { authorization: `Bearer ${key}` } })

/** All ports that processes listen on. */
function portsOf(pids: readonly number[]): string[] {
  const lines = ['tcp', 'tcp6'].flatMap((name) => readFileSync(`/proc/net/${name}`, 'utf8').trim().split('\n').slice(1))
  const rows = lines.map((line) => line.trim().split(/\s+/))
  const listening = new Map(rows.flatMap((row) => (row[3] === '0A' ? [[`socket:[${row[9]}]`, row[1] ?? '']] : [])))
  return pids.flatMap((pid) => readdirSync(`/proc/${pid}/fd`).flatMap((fd) => listening.get(linkOf(pid, fd)) ?? []))
}

function linkOf(pid: number, fd: string): string {
  try {
    return readlinkSync(`/proc/${pid}/fd/${fd}`)
  } catch {
    return ''
  }
}

function environmentOf(pid: number): Record<string, string> {
  const entries = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  return Object.fromEntries(entries.map((entry) => [entry.split('=')[0], entry.slice(entry.indexOf('=') + 1)]))
}

describe('server --auth', () => {
  it('says that it is ready at the address of the gate, and lets in keys of its service only', async () => {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mlflow$/)
    expect((await get('/health')).status).toBe(401)
    expect((await get('/health', makeKey().key)).status).toBe(401)
    expect((await get('/', read.key)).status).toBe(200)
    const create = { method: 'POST', headers: { authorization: `Bearer ${read.key}` }, body: '{"name":"x"}' }
    expect((await fetch(`${url}/api/2.0/mlflow/experiments/create`, create)).status).toBe(403)
  })

  it('takes runs and artifacts of a client with its key, although the list of hosts names others', () => {
    const script = `import mlflow
with mlflow.start_run() as run:
    mlflow.log_text("a" * 100_000, "notes/a.txt")
print(len(mlflow.artifacts.load_text(run.info.artifact_uri + "/notes/a.txt")))`
    const env = { ...project.environment(), MLFLOW_TRACKING_URI: url, MLFLOW_TRACKING_TOKEN: write.key }
    expect(execFileSync(`${pythonBin}/python`, ['-c', script], { env, encoding: 'utf8' })).toMatch(/^100000$/m)
  })

  it('has MLflow on no port, and on a socket that nobody else can reach', () => {
    expect(portsOf(server.family().map(({ pid }) => pid))).toEqual([])
    expect(portsOf([server.launcher.pid ?? 0])).toHaveLength(1)
    const [folder = ''] = readdirSync(`${runtime}/with-mlflow-env`).filter((name) => name.startsWith('mlflow-'))
    const path = `${runtime}/with-mlflow-env/${folder}`
    expect(statSync(path).mode & 0o777).toBe(0o700)
    expect(statSync(`${path}/mlflow.sock`).isSocket()).toBe(true)
  })

  it('writes a line of JSON for each request on stdout, with the id of the key and no secret', async () => {
    const [line = ''] = await server.shows(/^\{"time".*"route":"\/api\/2\.0\/mlflow\/runs\/create".*$/m)
    expect(JSON.parse(line)).toMatchObject({ key: write.record.id, service: 'platform', method: 'POST', status: 200 })
    expect(server.shown).not.toMatch(/wmle_/)
  })

  it("lets in MLflow's own jobs by a login that nobody else has", async () => {
    const env = environmentOf(server.member(/huey_consumer/))
    const { MLFLOW_TRACKING_URI: uri, MLFLOW_TRACKING_USERNAME: user, MLFLOW_TRACKING_PASSWORD: password = '' } = env
    expect(`${uri}/mlflow`).toBe(url)
    const login = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
    expect((await fetch(`${uri}/mlflow/version`, { headers: { authorization: login } })).status).toBe(200)
    expect(server.family().filter(({ command }) => command.includes(password))).toEqual([])
    expect(server.shown).not.toContain(password)
  })

  it('keeps its port, and another one is told which process has it', async () => {
    const { port } = new URL(url)
    const other = new ManagedServer(project, ['server', '--auth', '--port', port, '--keys', STORE])
    const { status, stderr } = await other.ended
    const { pid } = server.launcher
    expect({ status, stderr }).toEqual({ status: 125, stderr: expect.stringContaining(`in use by node (pid ${pid})`) })
  })

  it('ends with 0 on SIGTERM, and leaves no process and no folder', async () => {
    server.launcher.kill('SIGTERM')
    const { status, stderr } = await server.ended
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/^MLflow stopped \(SIGTERM; /m) })
    expect(server.family()).toEqual([])
    expect(readdirSync(runtime)).toEqual([])
  })
})
