// Who can use the private server of one command.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { giveDatabase } from '../../rig/database.ts'
import { ManagedServer } from '../../rig/managed-server.ts'
import { NOBODY } from '../../rig/other-user.ts'
import { Project } from '../../rig/project.ts'

const project = new Project()
// The path of a socket has to be short.
const runtime = mkdtempSync(join(tmpdir(), 'run-'))
let server: ManagedServer
let uri: string
let token: string

beforeAll(async () => {
  await giveDatabase(project.path('mlflow.db'))
  // Logins for other servers, which would beat the key.
  mkdirSync(join(project.home, '.mlflow'))
  writeFileSync(join(project.home, '.netrc'), 'machine 127.0.0.1 login other password other\n')
  const login = '[mlflow]\nmlflow_tracking_username = other\nmlflow_tracking_password = other\n'
  writeFileSync(join(project.home, '.mlflow', 'credentials'), login)
  const env = { XDG_RUNTIME_DIR: runtime, MLFLOW_TRACKING_USERNAME: 'other', MLFLOW_TRACKING_PASSWORD: 'other' }
  const ask = `import mlflow
experiment = mlflow.create_experiment("mine")
mlflow.delete_experiment(experiment)
print("experiments:", len(mlflow.search_experiments()))`
  const script = `trap "" TERM; python -c '${ask}'; env; echo started; sleep 600 & wait; sleep 600`
  server = new ManagedServer(project, ['--with-server', 'sh', '-c', script], env)
  await server.shows(/^started$/m)
  const [, address = ''] = await server.shows(/^MLFLOW_TRACKING_URI=(.*)$/m)
  const [, key = ''] = await server.shows(/^MLFLOW_TRACKING_TOKEN=(.*)$/m)
  uri = address
  token = key
})
afterAll(async () => {
  await server.close()
  rmSync(runtime, { recursive: true })
  project.remove()
})

const sockets = () => readdirSync(join(runtime, 'with-mlflow-env'))

describe('a private server', () => {
  it('lets its command do everything, whatever logins its user has for other servers', () => {
    expect(server.shown).toMatch(/^experiments: 1$/m)
  })

  it('lets in nothing without the key, which neither MLflow nor a command line has', async () => {
    expect((await fetch(`${uri}/health`)).status).toBe(401)
    expect((await fetch(`${uri}/health`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200)
    const family = server.family()
    const withKey = family.filter(({ pid }) => readFileSync(`/proc/${pid}/environ`, 'latin1').includes(token))
    expect(withKey.map(({ command }) => command.split(' ')[0]).sort()).toEqual(['sh', 'sleep'])
    expect(family.filter(({ command }) => command.includes(token))).toEqual([])
  })

  it.runIf(process.getuid?.() === 0)('keeps other users of the machine out', () => {
    const socket = join(runtime, 'with-mlflow-env', sockets()[0] ?? '', 'mlflow.sock')
    const ask = `
      const { get } = require('node:http')
      const tell = (...to) => new Promise((done) => get(...to, (r) => done(r.resume().statusCode)).on('error', (e) => done(e.code)))
      tell('${uri}/health').then(async (status) => console.log(status, await tell({ socketPath: '${socket}' })))`
    const words = ['--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups', process.execPath, '-e', ask]
    expect(execFileSync('setpriv', words, { encoding: 'utf8', cwd: '/' })).toBe('401 EACCES\n')
  })

  it('leaves no process and no socket if the launcher is killed', async () => {
    server.launcher.kill('SIGKILL')
    expect(await server.isGone(10_000)).toBe(true)
    await expect.poll(sockets, { timeout: 10_000 }).toEqual([])
  })
})
