// However a server is ended, nothing of it is left, and the status says how it came about.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { giveDatabase } from '../../rig/database.ts'
import { commandOf, ManagedServer, WITHOUT_JOBS } from '../../rig/managed-server.ts'
import { launcher } from '../../rig/paths.ts'
import { childrenOf, lives } from '../../rig/process-info.ts'
import { Project } from '../../rig/project.ts'

/** Has a session of its own, as MLflow's jobs do, no parent, and does not hear. */
const DAEMONIZING_CHILD = `
import subprocess, sys
if "uvicorn" in sys.orig_argv:
    subprocess.Popen(["sh", "-c", "(trap '' TERM; sleep 607 & wait; sleep 607) &"], start_new_session=True)
`
/** As the first process of many containers: it gets everybody's orphans, and waits for none. */
const NON_REAPING_INIT = `
import ctypes, signal, subprocess, sys
PR_SET_CHILD_SUBREAPER = 36
ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
subprocess.Popen(sys.argv[1:])
signal.pause()
`
const project = new Project({ 'daemonizing/sitecustomize.py': DAEMONIZING_CHILD })
let server: ManagedServer

async function ready(words: readonly string[] = [], env: Readonly<Record<string, string>> = WITHOUT_JOBS) {
  server = new ManagedServer(project, ['server', '--port', '0', ...words], env)
  await server.url()
}

const commands = () =>
  server
    .family()
    .map(({ command }) => command)
    .join('\n')

async function started(env: Readonly<Record<string, string>> = WITHOUT_JOBS) {
  server = new ManagedServer(project, ['server', '--port', '0'], env)
  await expect.poll(commands, { timeout: 60_000 }).toMatch(/-m mlflow server/)
}

beforeAll(() => giveDatabase(project.path('mlflow.db')))
afterEach(() => server.close())
afterAll(() => project.remove())

describe('a server that is ready', () => {
  it('ends at once with 130 on a second Ctrl-C', async () => {
    // One that does not react would be waited for as long as the grace period says: longer than this test may take.
    await ready(['--grace', '600'])
    process.kill(server.member(/uvicorn/), 'SIGSTOP')
    server.launcher.kill('SIGINT')
    await server.shows(/press Ctrl-C again to kill it at once/)
    server.launcher.kill('SIGINT')
    const { status, signal, stderr } = await server.ended
    expect({ status, signal }).toEqual({ status: 130, signal: null })
    expect(stderr).toMatch(/\nMLflow stopped \(SIGINT; killed at once, \d+\.\d s\)\n$/)
    expect(server.family()).toEqual([])
  })

  it('is killed after the grace period if its processes ignore SIGTERM, including those that have left its group', async () => {
    await ready(['--grace', '1'], { ...WITHOUT_JOBS, PYTHONPATH: project.path('daemonizing') })
    expect(server.member(/sleep 607/)).toBeGreaterThan(0)
    for (const { pid } of server.family()) process.kill(pid, 'SIGSTOP')
    server.launcher.kill('SIGHUP')
    expect(await server.ended).toMatchObject({ status: 0, signal: null })
    expect(server.family()).toEqual([])
  })

  it('ends within 10 s after the launcher was killed, and with it those who would have ended the workers and the jobs, although its parent never reaps zombies', async () => {
    const inner = [process.execPath, launcher, 'server', '--port', '0']
    server = new ManagedServer(project, ['python', '-c', NON_REAPING_INIT, ...inner], { MLFLOW_WORKERS: '2' })
    await server.url()
    const killed = server.member(/^\S+ \S+ server --port/)
    const [watchdog = 0] = childrenOf(killed).filter((pid) => commandOf(pid).includes('watchdog.sh '))
    const left = () => server.members(/ -m (?:mlflow|uvicorn)|multiprocessing\.|huey_consumer/)
    await expect.poll(() => server.members(/huey_consumer/).length, { timeout: 60_000 }).toBeGreaterThan(4)
    expect(server.members(/multiprocessing\.spawn /)).toHaveLength(2)
    expect(lives(watchdog)).toBe(true)
    const others = left()
    const ending = [killed, ...server.members(/ -m (?:mlflow|uvicorn)/)]
    // Some end at once when their parent does.
    expect(others.filter((pid) => !ending.includes(pid)).length).toBeGreaterThan(6)
    for (const pid of ending) process.kill(pid, 'SIGKILL')
    await expect.poll(left, { timeout: 10_000 }).toEqual([])
    // It would stay until the grace period was over.
    await expect.poll(() => lives(watchdog), { timeout: 4_000 }).toBe(false)
  })
})

describe('a server that is not ready yet', () => {
  it('ends with 128+n for SIGTERM', async () => {
    await started()
    server.launcher.kill('SIGTERM')
    expect(await server.ended).toMatchObject({ status: 143, signal: null })
    expect(server.family()).toEqual([])
  })

  it('ends if the launcher is killed', async () => {
    await started()
    server.launcher.kill('SIGKILL')
    expect(await server.isGone(10_000)).toBe(true)
  })

  it('is killed within 10 s after the launcher was killed if it ignores SIGTERM, including processes that have left its group', async () => {
    await started({ ...WITHOUT_JOBS, PYTHONPATH: project.path('daemonizing') })
    await expect.poll(commands, { timeout: 60_000 }).toMatch(/^sleep 607/m)
    process.kill(server.member(/ -m uvicorn /), 'SIGSTOP')
    server.launcher.kill('SIGKILL')
    expect(await server.isGone(10_000)).toBe(true)
  })
})
