import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findRunningServers } from '../../src/configure/find-running-servers.ts'
import { noteName } from '../../src/mlflow/server-note.ts'
import { writeNote } from '../../src/server/note.ts'
import { runWithServer } from '../../src/server/private-server.ts'
import { runServer } from '../../src/server/run-server.ts'
import { resolved } from '../rig/server-settings.ts'
import { StandIn } from '../rig/stand-in-mlflow.ts'
import { hostContextIn, temporaryTree } from '../rig/temporary-tree.ts'

const namespace = statSync('/proc/self/ns/pid').ino
const uid = process.geteuid?.() ?? 0
const NO_KEY = { needsKey: false, localKey: null }

function world() {
  const root = temporaryTree({ project: null, run: null, tmp: null })
  chmodSync(join(root, 'run'), 0o700)
  const launcherEnv = { PATH: process.env.PATH ?? '', XDG_RUNTIME_DIR: join(root, 'run'), TMPDIR: join(root, 'tmp') }
  const project = join(root, 'project')
  const [runtime, temporary] = [join(root, 'run/with-mlflow-env'), join(root, `tmp/with-mlflow-env-${uid}`)]
  const write = (url = 'http://127.0.0.1:5001/x') =>
    writeNote({ url, project, pid: process.pid, version: '3.17.2', ...NO_KEY, launcherEnv })
  const found = () =>
    // Another server of this user may run.
    findRunningServers(hostContextIn(project, { env: launcherEnv }), project).notes.filter((note) =>
      note.project.startsWith(root),
    )
  return { root, launcherEnv, project, runtime, temporary, write, found }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

describe('the note of a server', () => {
  it('is a private file in the runtime directory that says where it is, until it is removed', () => {
    const { project, runtime, temporary, write, found } = world()
    const { failure, remove } = write()
    expect(failure).toBeNull()
    const [name = ''] = namesIn(runtime)
    expect([namesIn(runtime).length, namesIn(temporary)]).toEqual([1, []])
    expect([runtime, join(runtime, name)].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o600])
    expect(JSON.parse(readFileSync(join(runtime, name), 'utf8'))).toEqual({
      address: 'http://127.0.0.1:5001',
      prefix: '/x',
      project,
      pid: process.pid,
      startTime: expect.any(Number),
      version: '3.17.2',
      needsKey: false,
    })
    expect(found()).toMatchObject([{ url: 'http://127.0.0.1:5001/x' }])
    remove()
    remove()
    expect(existsSync(runtime)).toBe(false)
  })

  it('follows links to the project', () => {
    const { root, project, launcherEnv, found } = world()
    symlinkSync(project, join(root, 'link'))
    writeNote({
      url: 'http://[::1]:1',
      project: join(root, 'link'),
      pid: process.pid,
      version: '3',
      ...NO_KEY,
      launcherEnv,
    })
    expect(found()).toMatchObject([{ project }])
  })

  it('clears what killed servers have left, and nothing else', () => {
    const { runtime, write } = world()
    mkdirSync(runtime, { mode: 0o700 })
    const left = [
      noteName({ pid: 4_000_000, namespace }, '00000000'),
      `.${noteName({ pid: 4_000_001, namespace }, '00000000')}`,
      noteName({ pid: process.pid, namespace }, '0a0a0a0a'),
    ]
    const foreign = noteName({ pid: 4_000_000, namespace: namespace + 1 }, '00000000')
    const others = ['server-x.json', 'notes.txt', foreign, `.${foreign}`]
    for (const name of [...left, ...others]) writeFileSync(join(runtime, name), '{')
    symlinkSync('/etc/passwd', join(runtime, noteName({ pid: 4_000_002, namespace }, '00000000')))
    const first = write()
    const second = write('http://127.0.0.1:5002')
    expect(namesIn(runtime).filter((name) => !others.includes(name))).toHaveLength(2)
    expect(namesIn(runtime)).toEqual(expect.arrayContaining(others))
    first.remove()
    second.remove()
  })

  it.each([
    ['is missing', (run: string) => join(run, 'gone')],
    ['is relative', () => 'run'],
    [
      'can be entered by others',
      (run: string) => {
        chmodSync(run, 0o755)
        return run
      },
    ],
    [
      'has a link in its place',
      (run: string) => {
        symlinkSync('/', join(run, 'with-mlflow-env'))
        return run
      },
    ],
    [
      'has a file in its place',
      (run: string) => {
        writeFileSync(join(run, 'with-mlflow-env'), '')
        return run
      },
    ],
  ])('is in a private directory for temporary files if the runtime directory %s', (_, prepare) => {
    const { launcherEnv, project, temporary } = world()
    const env = { ...launcherEnv, XDG_RUNTIME_DIR: prepare(launcherEnv.XDG_RUNTIME_DIR) }
    const note = writeNote({
      url: 'http://127.0.0.1:1',
      project,
      pid: process.pid,
      version: '3',
      ...NO_KEY,
      launcherEnv: env,
    })
    expect([note.failure, namesIn(temporary).length, statSync(temporary).mode & 0o777]).toEqual([null, 1, 0o700])
  })

  it.each(['http://192.0.2.7:5000', 'http://[fe80::1%eth0]:5000', 'http://elsewhere.example.com:5000'])(
    'is not written for an address that commands would not take: %s',
    (url) => {
      const { runtime, write } = world()
      expect(write(url).failure).toBeNull()
      expect(namesIn(runtime)).toEqual([])
    },
  )
})

describe('a server of the `server` command', () => {
  let standIn: StandIn
  beforeEach(() => {
    standIn = new StandIn()
  })
  afterEach(() => standIn.remove())
  const plan = (code: string, { launcherEnv, project }: ReturnType<typeof world>) => ({
    ...standIn.plan(code),
    launcherEnv,
    notedFor: project,
  })

  it('has its note when it says that it is ready, and none once it is asked to stop', async () => {
    const here = world()
    const ended = runServer(plan("process.on('SIGTERM', () => setTimeout(() => process.exit(), 100)); listen()", here))
    const { url } = await standIn.reporter.first('ready')
    expect(here.found()).toMatchObject([{ url, version: '3.17.2' }])
    process.kill(process.pid, 'SIGTERM')
    await standIn.reporter.first('stopping')
    expect(namesIn(here.runtime)).toEqual([])
    await ended
  })

  it.each([
    ['fails to start', 'process.exitCode = 3'],
    ['exits by itself', 'listen(); setTimeout(() => process.exit(4), 1000)'],
  ])('leaves no note if it %s', async (_, code) => {
    const here = world()
    await runServer(plan(code, here))
    expect(namesIn(here.runtime)).toEqual([])
  })

  it.each([[false], [true]])(
    'starts without a note if none can be written, and says so in one line, with a local key: %s',
    async (missesKey) => {
      const here = world()
      // Neither directory can be made: a file is in its place.
      writeFileSync(join(here.launcherEnv.XDG_RUNTIME_DIR, 'with-mlflow-env'), '')
      writeFileSync(here.temporary, '')
      const env = { ...here.launcherEnv, TMPDIR: join(here.root, 'tmp') }
      const note = writeNote({
        url: 'http://127.0.0.1:1',
        project: here.project,
        pid: 1,
        version: '3',
        ...NO_KEY,
        launcherEnv: env,
      })
      expect(note.failure).toMatch(/^E(?:ACCES|NOTDIR|EXIST)$/)
      const gated = { ...standIn.gatedPlan('listen()', ['--local-token']), notedFor: here.project }
      const asked = missesKey ? gated : plan('listen()', here)
      const ended = runServer({ ...asked, launcherEnv: env })
      const { diagnostic } = await standIn.reporter.first('warning')
      expect(diagnostic).toMatchObject({ code: 'note-not-written', severity: missesKey ? 'warning' : 'notice' })
      expect(diagnostic.message.includes('the key of --local-token')).toBe(missesKey)
      process.kill(process.pid, 'SIGTERM')
      expect(await ended).toMatchObject({ status: 0 })
      expect(standIn.reporter.types.filter((type) => type === 'warning')).toHaveLength(1)
    },
  )

  it('for one command has no note', async () => {
    const here = world()
    const seen: string[] = []
    const kept = { settings: resolved({}).settings, databaseFile: null, command: 'with-mlflow-env server' }
    await runWithServer(standIn.gatedPlan('listen()'), kept, async () => {
      seen.push(...namesIn(here.runtime))
      return { raise: null, status: 0 }
    })
    expect(seen).toEqual([])
  })
})
