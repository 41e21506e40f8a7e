// Several workers, whichever process is killed: the server goes on or ends with a status, and nothing of it is left.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { giveDatabase } from '../../rig/database.ts'
import { ManagedServer, WITHOUT_JOBS } from '../../rig/managed-server.ts'
import { lives } from '../../rig/process-info.ts'
import { Project } from '../../rig/project.ts'

/** The processes of the tree, by what their command lines say. */
const FIRST = / -m mlflow server/
const UVICORN = / -m uvicorn /
const WORKER = /multiprocessing\.spawn /
const TRACKER = /multiprocessing\.resource_tracker /
const RUNNER = / -m mlflow\.server\.jobs\._job_runner/
const CONSUMER = /huey_consumer/

const project = new Project()
let server: ManagedServer

async function ready(
  workers: number,
  words: readonly string[] = [],
  env: Readonly<Record<string, string>> = WITHOUT_JOBS,
) {
  server = new ManagedServer(project, ['server', '--port', '0', '--workers', String(workers), ...words], env)
  return server.url()
}

/** One of each job's, and that of the periodic tasks. */
async function readyWithJobs() {
  const url = await ready(2, [], {})
  await expect.poll(() => pids(CONSUMER).length, { timeout: 60_000 }).toBeGreaterThan(4)
  return url
}

function pids(pattern: RegExp): number[] {
  return server.family().flatMap(({ pid, command }) => (pattern.test(command) ? pid : []))
}

function send(signal: NodeJS.Signals, ...to: readonly number[]): void {
  for (const pid of to) process.kill(pid, signal)
}

/** Waits until others stand in the place of those that were killed. */
async function replaced(pattern: RegExp, killed: readonly number[], count: number): Promise<void> {
  const others = () => pids(pattern).filter((pid) => !killed.includes(pid)).length
  await expect.poll(others, { timeout: 30_000 }).toBe(count)
  await expect.poll(() => killed.filter(lives), { timeout: 30_000 }).toEqual([])
}

/** The launcher stays and has nothing to say, and the server answers. */
async function goesOn(url: string): Promise<void> {
  expect(await (await fetch(`${url}/health`)).text()).toBe('OK')
  expect([server.launcher.exitCode, server.launcher.signalCode]).toEqual([null, null])
  expect(server.shown).not.toMatch(/^with-mlflow-env: (?!note: )/m)
}

async function endsWith(status: number): Promise<string> {
  const { stderr, ...end } = await server.ended
  expect(end).toMatchObject({ status, signal: null })
  expect(server.family()).toEqual([])
  return stderr
}

beforeAll(() => giveDatabase(project.path('mlflow.db')))
afterEach(() => server.close())
afterAll(() => project.remove())

describe('a server with several workers', () => {
  it('replaces all of them if one is killed and the other one hangs, and ends with 0 on SIGTERM', async () => {
    const url = await ready(2)
    const [killed = 0, hung = 0] = pids(WORKER)
    send('SIGKILL', killed)
    send('SIGSTOP', hung)
    await replaced(WORKER, [killed, hung], 2)
    await goesOn(url)
    server.launcher.kill('SIGTERM')
    await endsWith(0)
  })

  it("ends with all its workers if MLflow's first process is killed", async () => {
    await ready(2)
    send('SIGKILL', ...pids(FIRST))
    expect(await endsWith(137)).toMatch(/^with-mlflow-env: error: MLflow \S+ exited unexpectedly, by SIGKILL$/m)
  })
})

describe("a server with two workers and all of MLflow's processes", () => {
  it('continues if any of the other processes is killed, and ends with 0 while they are missing', async () => {
    const url = await readyWithJobs()
    const [consumer = 0, ...consumers] = pids(CONSUMER)
    send('SIGKILL', consumer, ...pids(TRACKER))
    await replaced(CONSUMER, [consumer], consumers.length + 1)
    await goesOn(url)
    const runners = pids(RUNNER)
    expect(runners).toHaveLength(1)
    send('SIGKILL', ...runners)
    await expect.poll(() => runners.filter(lives), { timeout: 5_000 }).toEqual([])
    await goesOn(url)
    send('SIGKILL', ...pids(WORKER))
    server.launcher.kill('SIGTERM')
    await endsWith(0)
  })

  it('ends within 10 s after the launcher was killed, and with it those who would have ended the workers and the jobs', async () => {
    await ready(2, [], {})
    await expect.poll(() => [pids(WORKER).length, pids(CONSUMER).length > 4], { timeout: 60_000 }).toEqual([2, true])
    const watchdog = server.watchdog() ?? 0
    expect(lives(watchdog)).toBe(true)
    send('SIGKILL', server.launcher.pid ?? 0, ...[FIRST, UVICORN, RUNNER].flatMap(pids))
    expect(await server.isGone(10_000)).toBe(true)
    await expect.poll(() => lives(watchdog), { timeout: 5_000 }).toBe(false)
  })
})
