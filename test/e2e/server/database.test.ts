// A new SQLite file is made whole or not at all, and where it cannot be made that is said.
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ManagedServer, serverEnv, WITHOUT_JOBS } from '../../rig/managed-server.ts'
import { launcher, pythonBin } from '../../rig/paths.ts'
import { collect, Project, type Result } from '../../rig/project.ts'
import { noNamespace } from '../../rig/requirements.ts'

let project: Project
beforeEach(() => {
  project = new Project()
})
afterEach(() => project.remove())

const begin = (words: readonly string[] = ['--quiet'], cwd = project.folder) =>
  new ManagedServer(project, [...words, 'server', '--port', '0'], WITHOUT_JOBS, cwd)

/** Waits until MLflow has begun to make its tables, which takes it some seconds. */
async function making(file = 'mlflow.db'): Promise<void> {
  const size = () => statSync(project.path(file), { throwIfNoEntry: false })?.size ?? 0
  await expect.poll(size, { interval: 10, timeout: 60_000 }).toBeGreaterThan(0)
}

async function becomesReady(): Promise<string> {
  const server = begin()
  await server.url()
  server.launcher.kill('SIGTERM')
  const { status, stderr } = await server.ended
  expect(status).toBe(0)
  return stderr
}

/** What a launcher leaves in the lock's file where it was killed. */
const NOTE = 'made by nobody yet'
const tables = () =>
  python('import sqlite3; print(*sqlite3.connect("mlflow.db").execute("SELECT name FROM sqlite_master"))')
/** The processes that hold the lock or wait for it; they have no environment to know them by. */
function holders(): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(project.path('mlflow.db.starting'))
    } catch {
      return false
    }
  })
}
const files = () => readdirSync(project.folder).filter((name) => name.startsWith('mlflow.db'))

/** Runs Python beside the database. */
function python(script: string): string {
  return execFileSync(join(pythonBin, 'python'), ['-c', script], { cwd: project.folder, encoding: 'utf8' })
}

const HALF = `
import sqlalchemy
from mlflow.store.db.base_sql_model import Base
from mlflow.store.db.utils import InitialBase
engine = sqlalchemy.create_engine("sqlite:///mlflow.db")
InitialBase.metadata.create_all(engine)
with engine.begin() as connection:
    connection.execute(sqlalchemy.text("CREATE TABLE _alembic_tmp_metrics (key TEXT)"))
`

describe('a start that is cut short', () => {
  it('leaves nothing where it was asked to end', async () => {
    const server = begin()
    await making()
    server.launcher.kill('SIGTERM')
    expect(await server.ended).toMatchObject({ status: 143 })
    expect(files()).toEqual([])
    expect(await becomesReady()).not.toMatch(/warning/)
    expect(files()).toEqual(['mlflow.db'])
  })

  it('is made good by the next one where the launcher was killed', async () => {
    const server = begin()
    await making()
    server.launcher.kill('SIGKILL')
    expect(await server.isGone(10_000)).toBe(true)
    expect(files()).toContain('mlflow.db.starting')
    expect(await becomesReady()).toMatch(
      /^with-mlflow-env: warning: the default database \([^)]*\): .* held nothing: it is made anew$/m,
    )
    expect(files()).toEqual(['mlflow.db'])
  })

  it('leaves nothing behind a link, and the link as it was', async () => {
    mkdirSync(project.path('data'))
    symlinkSync('data/real.db', project.path('mlflow.db'))
    const server = begin()
    await making('data/real.db')
    server.launcher.kill('SIGTERM')
    expect(await server.ended).toMatchObject({ status: 143 })
    expect(readdirSync(project.path('data'))).toEqual([])
    expect(readlinkSync(project.path('mlflow.db'))).toBe('data/real.db')
  })

  it('leaves nothing of a registry of its own', async () => {
    const env = { ...WITHOUT_JOBS, MLFLOW_REGISTRY_STORE_URI: 'sqlite:///registry.db' }
    const server = new ManagedServer(project, ['--quiet', 'server', '--port', '0'], env)
    await making('registry.db')
    server.launcher.kill('SIGTERM')
    expect(await server.ended).toMatchObject({ status: 143 })
    expect(readdirSync(project.folder).sort()).toEqual(['.git', 'mlflow.db'])
  })

  it('leaves alone what somebody else calls like its note', async () => {
    project.write('mlflow.db.starting', 'my notes\n')
    const server = begin()
    await making()
    server.launcher.kill('SIGTERM')
    expect(await server.ended).toMatchObject({ status: 143 })
    expect(readFileSync(project.path('mlflow.db.starting'), 'utf8')).toBe('my notes\n')
  })

  it('leaves nothing where MLflow was killed', async () => {
    const server = begin()
    await making()
    process.kill(server.member(/-m mlflow server/), 'SIGKILL')
    expect(await server.ended).toMatchObject({ status: 137 })
    expect(files()).toEqual([])
  })
})

it('names the file to delete, where a start without the launcher left it', async () => {
  python(HALF)
  const { status, stderr } = await begin().ended
  expect(status).toBe(1)
  expect(stderr).toMatch(/^with-mlflow-env: .* half made by a start .* holds nothing: delete 'mlflow\.db' and start/m)
  expect(files()).toEqual(['mlflow.db'])
})

it('never touches a file that something is in', async () => {
  python(
    `${HALF}\n    connection.execute(sqlalchemy.text("INSERT INTO experiments VALUES (7, 'mine', 'x', 'active')"))\n`,
  )
  project.write('mlflow.db.starting', NOTE)
  const { status, stderr } = await begin().ended
  expect(status).toBe(1)
  expect(stderr).not.toMatch(/half made/)
  expect(
    python('import sqlite3; print(sqlite3.connect("mlflow.db").execute("SELECT name FROM experiments").fetchall())'),
  ).toBe("[('mine',)]\n")
})

/** Another start: it has the lock, makes the file when it is told to, and is gone. */
const OTHER = `
import fcntl, os, sqlite3
lock = os.open("mlflow.db.starting", os.O_RDWR | os.O_CREAT)
fcntl.flock(lock, fcntl.LOCK_EX)
print(1, flush=True)
input()
sqlite3.connect("mlflow.db").execute("CREATE TABLE experiments (experiment_id INTEGER)")
os.unlink("mlflow.db.starting")
`

it('never touches one that another start has made meanwhile, though nothing is in it', async () => {
  const other = spawn(join(pythonBin, 'python'), ['-c', OTHER], { cwd: project.folder })
  await new Promise((resolve) => other.stdout.once('data', resolve))
  const server = begin([])
  await server.shows(
    /^with-mlflow-env: note: another server is creating the database; this one waits until it is complete$/m,
  )
  other.stdin.end('\n')
  const isStarted = () => server.family().some(({ command }) => /-m mlflow server/.test(command))
  await expect.poll(isStarted, { interval: 10, timeout: 10_000 }).toBe(true)
  server.launcher.kill('SIGTERM')
  expect(await server.ended).toMatchObject({ status: 143 })
  expect(tables()).toContain('experiments')
})

it('never touches one that a process has open', async () => {
  python(HALF)
  project.write('mlflow.db.starting', NOTE)
  const script =
    'import sqlite3; sqlite3.connect("mlflow.db").execute("SELECT 1 FROM experiments"); print(1, flush=True); input()'
  const user = spawn(join(pythonBin, 'python'), ['-c', script], { cwd: project.folder })
  await new Promise((resolve) => user.stdout.once('data', resolve))
  const { status, stderr } = await begin().ended
  expect(status).toBe(1)
  expect(stderr).toMatch(/delete 'mlflow\.db'/)
  expect(tables()).toContain('_alembic_tmp_metrics')
  user.kill('SIGKILL')
})

it('waits for its turn no longer than it is alive', async () => {
  const first = begin()
  await making()
  const second = begin([])
  await second.shows(/this one waits for it$/m)
  expect(holders()).toHaveLength(2)
  second.launcher.kill('SIGKILL')
  await expect.poll(holders, { timeout: 5_000 }).toHaveLength(1)
  await first.url()
  await expect.poll(files, { timeout: 5_000 }).toEqual(['mlflow.db'])
  first.launcher.kill('SIGTERM')
  await first.ended
})

it('tells of a new one, and of the one of the project that stands elsewhere', async () => {
  project.write('.env', '')
  project.write('mlflow.db', '')
  mkdirSync(project.path('sub'))
  const server = begin([], project.path('sub'))
  const [, line] = await server.shows(/^with-mlflow-env: note: (a new .*)$/m)
  expect(line).toBe(
    "a new database is made, 'mlflow.db': the project has one at '../mlflow.db', so start there, or name it with --backend-store-uri",
  )
  server.launcher.kill('SIGTERM')
  await server.ended
})

const MOUNT = ['--mount']
const obstacle = noNamespace(...MOUNT)
/** A disk of its own, which is gone with the namespace: what is left on it is listed at the end. */
function onDisk(mount: string): Promise<Result> {
  mkdirSync(project.path('disk'))
  const script = `${mount} && cd disk && "$@"; status=$?; ls -A | sed 's/^/left: /'; exit $status`
  const words = [process.execPath, '--', launcher, '--quiet', 'server', '--port', '0']
  const child = spawn('unshare', [...MOUNT, 'sh', '-c', script, 'sh', ...words], {
    cwd: project.folder,
    env: project.environment({ ...serverEnv(), ...WITHOUT_JOBS }),
  })
  return collect(child)
}

describe.skipIf(obstacle !== null)(`a disk${obstacle ? ` (${obstacle})` : ''}`, () => {
  it.each([
    ['at once', '200k', ''],
    ['when it was half made', '2m', ' && head -c 1600000 /dev/zero >disk/fill'],
  ])('that is full is the reason, and nothing is left: %s', async (_, size, filled) => {
    const { status, stdout, stderr } = await onDisk(`mount -t tmpfs -o size=${size} tmpfs disk${filled}`)
    expect({ status, left: stdout.match(/^left: .*/gm) }).toEqual({ status: 1, left: filled ? ['left: fill'] : null })
    expect(stderr).toMatch(
      /^with-mlflow-env: MLflow \S+ exited because a disk is full \(that of '\S+\/disk'\): free some space and start again$/m,
    )
  })

  it('that may only be read is served, with a warning', async () => {
    python('import sqlite3; sqlite3.connect("mlflow.db").execute("CREATE TABLE any (x)")')
    const script = 'mount -t tmpfs tmpfs disk && cp mlflow.db disk && mount -o remount,ro disk'
    expect((await onDisk(script)).stderr).toMatch(
      /^with-mlflow-env: warning: the default database \([^)]*\): 'mlflow\.db' or its folder may not be written: nothing can be logged$/m,
    )
  })

  it('that may not be written is refused', async () => {
    const { status, stderr } = await onDisk('mount -t tmpfs -o ro tmpfs disk')
    expect({ status, stderr }).toEqual({
      status: 125,
      stderr:
        "with-mlflow-env: the default database (MLFLOW_BACKEND_STORE_URI names another): 'mlflow.db' cannot be made, its folder may not be written: name another file, or give it the right\n",
    })
  })
})
