// `server --launch exec`: the launcher becomes MLflow, and nothing of it stays; with each Node that can do so.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { giveDatabase } from '../../rig/database.ts'
import { ManagedServer, WITHOUT_JOBS } from '../../rig/managed-server.ts'
import { NODES, type TestedNode } from '../../rig/nodes.ts'
import { launcher } from '../../rig/paths.ts'
import { GLOBAL_KEYS, lines, PROJECT_KEYS, Project } from '../../rig/project.ts'

/** SQLite has no password; this is looked for in its place. */
const DATABASE = { MLFLOW_BACKEND_STORE_URI: 'sqlite:///p4ssw0rd.db' }
const REFUSED =
  /^with-mlflow-env: error: (.*): 'exec' is not possible here: it needs Node 22\.15, 23\.11, 24 or newer; .*\n$/

/** What the kernel knows of a process: the words that it was started with, or the variables. */
function strings(pid: number, file: 'cmdline' | 'environ'): string[] {
  return readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0').slice(0, -1)
}

/** The sockets that it has open, without its standard streams. */
function sockets(pid: number): string[] {
  const folder = `/proc/${pid}/fd`
  return readdirSync(folder).filter((fd) => Number(fd) > 2 && readlinkSync(`${folder}/${fd}`).startsWith('socket:'))
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await (await fetch(`${url}/health`)).text()) === 'OK'
  } catch {
    return false
  }
}

const title = ({ name, version, absent }: TestedNode) => `${name} ${absent ? `(${absent})` : version}`
const able = NODES.filter(({ modes }) => modes.includes('exec')).map((node) => [title(node), node] as const)
const unable = NODES.filter(({ modes }) => !modes.includes('exec')).map((node) => [title(node), node] as const)

function becomes(_title: string, node: TestedNode): void {
  let project: Project
  let server: ManagedServer
  let pid = 0
  let port = ''

  beforeAll(() => {
    project = new Project({ '.env': lines({ ...PROJECT_KEYS, ...DATABASE }) }, node)
    for (const name of ['p4ssw0rd.db', 'mlflow.db']) giveDatabase(project.path(name))
    const words = ['server', '--launch', 'exec', '--port', '0', '--static-prefix', '/mlflow']
    server = new ManagedServer(project, words, { ...WITHOUT_JOBS, ...GLOBAL_KEYS, AWS_PROFILE: 'global' })
    pid = server.launcher.pid ?? 0
  })
  afterAll(async () => {
    await server.close()
    project.remove()
  })

  const trackingUri = async () => {
    const { stdout } = await project.run(['config', '--json'], { env: { MLFLOW_TRACKING_URI: '' } })
    return JSON.parse(stdout).trackingUri
  }

  it('server --launch exec becomes MLflow in the same process', async () => {
    const words = () => strings(pid, 'cmdline').slice(1)
    await expect.poll(words, { timeout: 120_000 }).toEqual(['-m', 'mlflow', 'server'])
    expect(readlinkSync(`/proc/${pid}/exe`)).toMatch(/\/python[\d.]*$/)
  })

  it('server --launch exec answers on the free port that it chose, without a ready line', async () => {
    port =
      strings(pid, 'environ')
        .find((line) => line.startsWith('MLFLOW_PORT='))
        ?.slice(12) ?? ''
    expect(port).toMatch(/^[1-9]\d{4}$/)
    await expect.poll(() => isHealthy(`http://127.0.0.1:${port}/mlflow`), { timeout: 120_000 }).toBe(true)
    expect(server.shown.match(/^MLflow Server:$/gm)).toHaveLength(1)
    expect(server.shown).not.toMatch(/is ready at|5eCr3t/)
  })

  it('server --launch exec is found by the commands of its project', async () => {
    expect(await trackingUri()).toEqual({ value: `http://127.0.0.1:${port}/mlflow`, from: { kind: 'server' } })
  })

  it('server --launch exec leaves no launcher and no watchdog running', () => {
    const family = server.family()
    expect(family.map(({ command }) => command)).toContainEqual(expect.stringMatching(/ -m uvicorn /))
    for (const member of family) expect(readlinkSync(`/proc/${member.pid}/exe`)).toMatch(/\/python[\d.]*$/)
    expect(server.watchdog()).toBeNull()
    expect(strings(pid, 'environ').filter((line) => line.startsWith('_WITH_MLFLOW_ENV_SERVER='))).toEqual([])
  })

  it("server --launch exec runs every process with the project's account and without a secret in an argument list", () => {
    for (const member of [pid, ...server.family().map((each) => each.pid)]) {
      const environ = strings(member, 'environ')
      expect(environ).toContain(`AWS_ACCESS_KEY_ID=${PROJECT_KEYS.MLFLOW_AWS_ACCESS_KEY_ID}`)
      expect(environ).toContain(`AWS_SECRET_ACCESS_KEY=${PROJECT_KEYS.MLFLOW_AWS_SECRET_ACCESS_KEY}`)
      expect(environ.filter((line) => /^MLFLOW_AWS_|^AWS_PROFILE=|^AWS_.*GLOBAL/i.test(line))).toEqual([])
      expect(strings(member, 'cmdline').join(' ')).not.toMatch(/5eCr3t|AKIA|p4ssw0rd/)
    }
  })

  it('server --launch exec keeps its port, so that another one is refused before it becomes MLflow', async () => {
    const next = new ManagedServer(project, ['server', '--launch', 'exec', '--port', port])
    const { status, stdout, stderr } = await next.ended
    expect([status, stdout]).toEqual([125, ''])
    const [, holder] =
      /^with-mlflow-env: error: --port: port \d+ is in use by \S+ \(pid (\d+)\): .*\n$/.exec(stderr) ?? []
    expect(server.family().map((member) => member.pid)).toContain(Number(holder))
  })

  it('server --launch exec ends on SIGTERM like MLflow', async () => {
    process.kill(pid, 'SIGTERM')
    expect(await server.ended).toMatchObject({ status: 0, signal: null })
    expect(server.shown).toMatch(/Finished server process/)
    expect(await server.isGone(10_000)).toBe(true)
    // Its note is still there.
    expect((await trackingUri()).from).toEqual({ kind: 'default' })
  })
}

/** What depends on the Node: MLflow is not waited for. */
function replacesItself(_title: string, node: TestedNode): void {
  let project: Project
  let server: ManagedServer

  beforeAll(() => {
    project = new Project({ '.env': lines(PROJECT_KEYS) }, node)
    giveDatabase(project.path('mlflow.db'))
  })
  afterEach(() => server.close())
  afterAll(() => project.remove())

  it('server --launch exec becomes MLflow in the same process, with all variables and no open socket', async () => {
    server = new ManagedServer(project, ['--quiet', 'server', '--launch', 'exec', '--port', '0'], WITHOUT_JOBS)
    const pid = server.launcher.pid ?? 0
    const words = () => strings(pid, 'cmdline').slice(1)
    await expect.poll(words, { timeout: 60_000, interval: 10 }).toEqual(['-m', 'mlflow', 'server'])
    expect(readlinkSync(`/proc/${pid}/exe`)).toMatch(/\/python[\d.]*$/)
    const environ = strings(pid, 'environ')
    expect(environ).toContain(`AWS_ACCESS_KEY_ID=${PROJECT_KEYS.MLFLOW_AWS_ACCESS_KEY_ID}`)
    expect(environ).toContainEqual(expect.stringMatching(/^MLFLOW_PORT=[1-9]\d{4}$/))
    expect(environ.filter((line) => line.startsWith('_WITH_MLFLOW_ENV_SERVER='))).toEqual([])
    // One that kept the port would let MLflow fail when it has started.
    expect(sockets(pid)).toEqual([])
    expect(server.watchdog()).toBeNull()
  })

  it('a server without --launch exec keeps the launcher running', async () => {
    server = new ManagedServer(project, ['server', '--port', '0'], WITHOUT_JOBS)
    await expect.poll(() => server.members(/ -m mlflow server/).length, { timeout: 60_000 }).toBe(1)
    expect(strings(server.launcher.pid ?? 0, 'cmdline')).toContain(launcher)
    expect(server.watchdog()).not.toBeNull()
    server.launcher.kill('SIGTERM')
    expect(await server.ended).toMatchObject({ status: 143, signal: null })
    expect(server.family()).toEqual([])
  })
}

const [here, absent] = [
  able.filter(([, node]) => node.absent === null),
  able.filter(([, node]) => node.absent !== null),
]
describe.each(here.slice(0, 1))('%s', becomes)
describe.each(here)('%s, at once', replacesItself)
describe.skip.each(absent)('%s', becomes)

function refuses(_title: string, node: TestedNode | null): void {
  let server: ManagedServer | undefined
  afterEach(() => server?.close())

  it.each([
    ['--launch', ['--launch', 'exec'], {}],
    ['WITH_MLFLOW_ENV_LAUNCH in the environment', [], { WITH_MLFLOW_ENV_LAUNCH: 'exec' }],
  ] as const)(
    'refuses to become MLflow with 125 and starts nothing, if asked by %s',
    async (origin, words, env) => {
      if (node === null) return
      const project = new Project({ '.env': lines({ ...PROJECT_KEYS, ...DATABASE }) }, node)
      const before = readdirSync(project.folder)
      server = new ManagedServer(project, ['server', '--port', '0', ...words], env)
      const { status, stdout, stderr } = await server.ended
      expect([status, stdout, REFUSED.exec(stderr)?.[1]]).toEqual([125, '', origin])
      expect(readdirSync(project.folder)).toEqual(before)
      project.remove()
    },
    20_000,
  )
}

if (unable.length > 0) describe.each(unable)('%s, which cannot become another program', refuses)
else describe.skip.each([['a Node that cannot become another program (each that is here can)', null]])('%s', refuses)
