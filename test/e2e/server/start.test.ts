// The server comes up with the project's account, says so once it answers, and shows no secret; and it goes on and ends
// without some of its processes.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { giveDatabase } from '../../rig/database.ts'
import { ManagedServer } from '../../rig/managed-server.ts'
import { freePorts } from '../../rig/ports.ts'
import { lives } from '../../rig/process-info.ts'
import { GLOBAL_KEYS, lines, PROJECT_KEYS, Project } from '../../rig/project.ts'
import { goesOn, replaced } from '../../rig/survival.ts'

/** The processes of MLflow's jobs, by what their command lines say. */
const RUNNER = / -m mlflow\.server\.jobs\._job_runner/
const CONSUMER = /huey_consumer/
const WORKER = /multiprocessing\.spawn /
/** Python's own, which looks after what the workers share. */
const TRACKER = /multiprocessing\.resource_tracker /

describe("a server with all of MLflow's processes", () => {
  let project: Project
  let server: ManagedServer
  let port: number | undefined
  let url = ''

  beforeAll(async () => {
    project = new Project({ '.env': lines(PROJECT_KEYS) })
    giveDatabase(project.path('mlflow.db'))
    ;[port] = await freePorts(1)
    const words = ['server', '--port', String(port), '--workers', '2', '--static-prefix', '/mlflow']
    mkdirSync(project.path('tmp'))
    // Python's directory for temporary files, and not the launcher's, which has its note in another one.
    server = new ManagedServer(project, words, { ...GLOBAL_KEYS, TEMP: project.path('tmp') })
    url = await server.url()
  })
  afterAll(async () => {
    await server.close()
    project.remove()
  })

  it('answers under its prefix at the address of its ready line', async () => {
    expect(server.shown).toMatch(
      /^MLflow \d+\.\d+\.\d+ is ready at \S+ \(2 workers, \d+\.\d s; artifacts in \.\/mlartifacts of this machine, through the server\)$/m,
    )
    expect(url).toBe(`http://127.0.0.1:${port}/mlflow`)
    expect(await (await fetch(`${url}/health`)).text()).toBe('OK')
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(404)
  })

  it("runs every process with the project's account", async () => {
    await expect.poll(() => server.members(CONSUMER).length, { timeout: 60_000 }).toBeGreaterThan(0)
    for (const { pid } of server.family()) {
      const environ = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
      expect(environ).toContain(`AWS_ACCESS_KEY_ID=${PROJECT_KEYS.MLFLOW_AWS_ACCESS_KEY_ID}`)
      expect(environ.filter((line) => /^MLFLOW_AWS_|GLOBAL/.test(line))).toEqual([])
    }
  })

  it('has no secret in an argument list', () => {
    const watchdog = server.watchdog()
    expect(watchdog).not.toBeNull()
    const commands = [
      ...server.family().map(({ command }) => command),
      readFileSync(`/proc/${watchdog}/cmdline`, 'utf8'),
    ]
    expect(commands.length).toBeGreaterThan(5)
    for (const command of commands) expect(command).not.toMatch(/5eCr3t|AKIA|sqlite:/)
    expect(readFileSync(`/proc/${watchdog}/environ`, 'utf8')).toMatch(/^PATH=[^\0]*\0(?:PWD=[^\0]*\0)?$/)
    expect(server.shown).not.toMatch(/5eCr3t/)
  })

  it('keeps its port, and another server is told which process has it', async () => {
    const { status, stderr } = await new ManagedServer(project, ['server', '--port', String(port)]).ended
    const [, holder] =
      /^with-mlflow-env: error: --port: port \d+ is in use by \S+ \(pid (\d+)\): .*\n$/.exec(stderr) ?? []
    expect({ status, pids: server.family().map(({ pid }) => pid) }).toEqual({
      status: 125,
      pids: expect.arrayContaining([Number(holder)]),
    })
  })

  it('is found by the commands of its project', async () => {
    const env = { MLFLOW_TRACKING_URI: '' }
    const { stdout } = await project.run(['config', '--json'], { env })
    expect(JSON.parse(stdout).trackingUri).toEqual({ value: url, from: { kind: 'server' } })
    const { stdout: seen, stderr } = await project.run(['printenv', 'MLFLOW_TRACKING_URI'], { env })
    expect(seen).toBe(`${url}\n`)
    expect(stderr).toContain(`  Tracking URI: ${url} (from this project's server)\n`)
    expect(stderr).not.toMatch(/nothing listens/)
  })

  it('is not taken for its own by another project with the same port, without a warning', async () => {
    const other = new Project({ '.env': `${lines(PROJECT_KEYS)}MLFLOW_PORT=${port}\n` })
    const { stderr } = await other.run(['--quiet', 'true'], { env: { MLFLOW_TRACKING_URI: '' } })
    expect(stderr).toMatch(/^with-mlflow-env: warning: \S+ \(MLFLOW_PORT in \.env:3\) is the server of another project/)
    expect(stderr).toContain(project.folder)
    const named = { MLFLOW_TRACKING_URI: url }
    expect((await other.run(['--quiet', 'true'], { env: named })).stderr).toBe('')
    other.remove()
  })

  it('continues if its watchdog or any of the processes is killed that answer no requests', async () => {
    // The first process of the jobs that opens the database leaves this, for the end to remove.
    await expect
      .poll(() => readdirSync(project.path('tmp')), { timeout: 60_000 })
      .toEqual([expect.stringMatching(/^db_init_lock-/)])
    const watchdog = server.watchdog()
    process.kill(watchdog ?? 0, 'SIGKILL')
    await expect.poll(() => server.watchdog(), { timeout: 5_000 }).not.toBe(watchdog)
    await expect.poll(() => server.watchdog(), { timeout: 5_000 }).not.toBeNull()
    // One for each job, and one for the periodic tasks.
    await expect.poll(() => server.members(CONSUMER).length, { timeout: 60_000 }).toBeGreaterThan(4)
    const [consumer = 0, ...consumers] = server.members(CONSUMER)
    for (const pid of [consumer, ...server.members(TRACKER)]) process.kill(pid, 'SIGKILL')
    await replaced(server, CONSUMER, [consumer], consumers.length + 1)
    await goesOn(server, url)
    const runners = server.members(RUNNER)
    expect(runners).toHaveLength(1)
    for (const pid of runners) process.kill(pid, 'SIGKILL')
    await expect.poll(() => runners.filter(lives), { timeout: 5_000 }).toEqual([])
    await goesOn(server, url)
  })

  it('ends with all its processes and with 0 on SIGTERM while its workers and those who would have ended its jobs are missing', async () => {
    const environ = server.members(CONSUMER).map((pid) => readFileSync(`/proc/${pid}/environ`, 'utf8'))[0] ?? ''
    const [, storage = ''] = /\0_MLFLOW_HUEY_STORAGE_PATH=(\/[^\0]+)\0/.exec(environ) ?? []
    writeFileSync(join(storage, 'as-of-a-queue'), '')
    expect(readdirSync(project.path('tmp'))).toEqual([expect.stringMatching(/^db_init_lock-/)])
    for (const pid of server.members(WORKER)) process.kill(pid, 'SIGKILL')
    server.launcher.kill('SIGTERM')
    const { status, signal, stderr } = await server.ended
    expect({ status, signal }).toEqual({ status: 0, signal: null })
    expect(stderr).toMatch(/\nMLflow stopped \(SIGTERM; \d+\.\d s\)\n$/)
    expect(server.family()).toEqual([])
    expect(existsSync(storage)).toBe(false)
    expect(readdirSync(project.path('tmp'))).toEqual([])
    const { stdout } = await project.run(['config', '--json'], { env: { MLFLOW_TRACKING_URI: '' } })
    expect(JSON.parse(stdout).trackingUri.from).toEqual({ kind: 'default' })
  })
})
