// A new SQLite file gets all of MLflow's tables or none, and if it cannot be created, that is said.
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { giveDatabase } from '../../rig/database.ts'
import { commandOf, ManagedServer, serverEnv, WITHOUT_JOBS } from '../../rig/managed-server.ts'
import { NODES } from '../../rig/nodes.ts'
import { launcher, pythonBin } from '../../rig/paths.ts'
import { childrenOf } from '../../rig/process-info.ts'
import { collect, Project, type Result } from '../../rig/project.ts'
import { noNamespace } from '../../rig/requirements.ts'

let project: Project
beforeEach(() => {
  project = new Project()
})
afterEach(() => project.remove())

const begin = (words: readonly string[] = ['--quiet'], cwd = project.folder, env: Record<string, string> = {}) =>
  closedAtEnd(new ManagedServer(project, [...words, 'server', '--port', '0'], { ...WITHOUT_JOBS, ...env }, cwd))

function closedAtEnd(server: ManagedServer): ManagedServer {
  onTestFinished(() => server.close())
  return server
}

/** What it is doing, from the process's own command line. */
const INITIALIZES = /initialize_sqlite\.py/
const RUNS = /-m mlflow server/

async function starts(server: ManagedServer, what: RegExp): Promise<number> {
  const isThere = () => server.family().some(({ command }) => what.test(command))
  // A look reads the environment of each process of the machine, and what is waited for takes seconds.
  await expect.poll(isThere, { interval: 50, timeout: 60_000 }).toBe(true)
  return server.member(what)
}

const files = () => readdirSync(project.folder).filter((name) => name.startsWith('mlflow.db'))

/** Runs Python in the project's folder. */
function python(script: string): string {
  return execFileSync(join(pythonBin, 'python'), ['-c', script], { cwd: project.folder, encoding: 'utf8' })
}

/** The experiments of a database that MLflow can use. */
const experiments = (file = 'mlflow.db') =>
  python(`import sqlite3; print(sqlite3.connect("${file}").execute("SELECT name FROM experiments").fetchall())`)

/** All tables and indexes, and the revision of MLflow that they have. SQLAlchemy writes constraints in any order. */
const tables = (file: string) =>
  python(`
import sqlite3
database = sqlite3.connect("${file}")
for kind, name, sql in database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name"):
    print(kind, name, *sorted(line.strip(" \\t,") for line in (sql or "").splitlines()), sep="\\n")
print(database.execute("SELECT version_num FROM alembic_version").fetchall())
`)

const HALF = `
import sqlalchemy
from mlflow.store.db.base_sql_model import Base
from mlflow.store.db.utils import InitialBase
engine = sqlalchemy.create_engine("sqlite:///mlflow.db")
InitialBase.metadata.create_all(engine)
with engine.begin() as connection:
    connection.execute(sqlalchemy.text("CREATE TABLE _alembic_tmp_metrics (key TEXT)"))
`

describe('a start on a new file that is interrupted', () => {
  it('leaves nothing if it was asked to end while the tables were created', async () => {
    const server = begin()
    await starts(server, INITIALIZES)
    server.launcher.kill('SIGTERM')
    expect(await server.ended).toMatchObject({ status: 143 })
    expect(server.family()).toEqual([])
    expect(files()).toEqual([])
  })

  it('leaves nothing that a later start cannot use if the launcher or MLflow was killed, and had reported the new database and an existing one elsewhere in the project', async () => {
    project.write('.env', '')
    project.write('mlflow.db', '')
    mkdirSync(project.path('sub'))
    const first = begin(['--quiet'], project.path('sub'))
    await starts(first, INITIALIZES)
    first.launcher.kill('SIGKILL')
    expect(await first.isGone(10_000)).toBe(true)
    expect(readdirSync(project.path('sub'))).toEqual([])
    const second = begin([], project.path('sub'))
    const [, line] = await second.shows(/^with-mlflow-env: note: (creating a new .*)$/m)
    expect(line).toBe(
      "creating a new database, 'mlflow.db': the project already has '../mlflow.db'; to use it, start in its directory or pass --backend-store-uri",
    )
    process.kill(await starts(second, RUNS), 'SIGKILL')
    expect(await second.ended).toMatchObject({ status: 137 })
    expect(readdirSync(project.path('sub'))).toEqual(['mlflow.db'])
    // The tests of other subjects start their servers with such a database.
    giveDatabase(project.path('whole.db'))
    expect(tables('sub/mlflow.db')).toBe(tables('whole.db'))
    expect(experiments('sub/mlflow.db')).toBe('[]\n')
  })
})

it('a server creates the file that a symbolic link names, and a separate registry in a directory that does not exist yet', async () => {
  mkdirSync(project.path('data'))
  symlinkSync('data/real.db', project.path('mlflow.db'))
  const env = { ...WITHOUT_JOBS, MLFLOW_REGISTRY_STORE_URI: 'sqlite:///below/registry.db' }
  const server = closedAtEnd(new ManagedServer(project, ['--quiet', 'server', '--port', '0'], env))
  await starts(server, RUNS)
  server.launcher.kill('SIGTERM')
  expect(await server.ended).toMatchObject({ status: 143 })
  expect(readlinkSync(project.path('mlflow.db'))).toBe('data/real.db')
  expect([experiments('data/real.db'), experiments('below/registry.db')]).toEqual(['[]\n', '[]\n'])
})

it('two servers can start on one new file at the same moment', async () => {
  const servers = [begin(), begin()]
  const urls = await Promise.all(servers.map((server) => server.url()))
  expect(new Set(urls).size).toBe(2)
  for (const server of servers) server.launcher.kill('SIGTERM')
  expect(await Promise.all(servers.map(({ ended }) => ended))).toMatchObject([{ status: 0 }, { status: 0 }])
  for (const server of servers) expect(server.family()).toEqual([])
  expect(experiments()).toBe("[('Default',)]\n")
})

const execNode = NODES.find(({ modes, absent }) => modes.includes('exec') && absent === null)

it.skipIf(!execNode)(
  '--launch exec creates the tables before MLflow replaces the launcher (needs process.execve)',
  async () => {
    if (!execNode) return
    project.remove()
    project = new Project({}, execNode)
    const server = begin(['--quiet', '--launch', 'exec'])
    await expect.poll(files, { interval: 10, timeout: 60_000 }).toEqual(['mlflow.db'])
    server.launcher.kill('SIGKILL')
    await server.isGone(5_000)
    expect(experiments()).toMatch(/^\[/)
  },
)

it('a server for artifacts only creates no database', async () => {
  const server = begin(['--quiet'], project.folder, { MLFLOW_ARTIFACTS_ONLY: 'true' })
  await starts(server, RUNS)
  server.launcher.kill('SIGTERM')
  await server.ended
  expect(files()).toEqual([])
})

it('a server names the file to delete if a start without the launcher was interrupted, but not once it has data, and never changes it', async () => {
  python(HALF)
  const { status, stderr } = await begin().ended
  expect(status).toBe(1)
  expect(stderr).toMatch(
    /^with-mlflow-env: .* incomplete by an interrupted start and holds no data: delete 'mlflow\.db' and start/m,
  )
  expect(files()).toEqual(['mlflow.db'])
  expect(experiments()).toBe('[]\n')
  python(
    `import sqlite3\nwith sqlite3.connect("mlflow.db") as database: database.execute("INSERT INTO experiments VALUES (7, 'mine', 'x', 'active')")`,
  )
  const other = await begin().ended
  expect(other.status).toBe(1)
  expect(other.stderr).not.toMatch(/incomplete/)
  expect(experiments()).toBe("[('mine',)]\n")
})

const MOUNT = ['--mount']
const obstacle = noNamespace(...MOUNT)
/**
 * A disk of its own, which is gone with the namespace: what is left on it is listed at the end.
 *
 * @param isShort whether the server is stopped as soon as MLflow starts
 */
async function onDisk(mount: string, isShort = false): Promise<Result> {
  mkdirSync(project.path('disk'))
  const script = `${mount} && cd disk && ${isShort ? 'exec "$@"' : `"$@"; status=$?; stat -c 'left: %s %n' * 2>&-; exit $status`}`
  const words = [process.execPath, '--', launcher, '--quiet', 'server', '--port', '0']
  const child = spawn('unshare', [...MOUNT, 'sh', '-c', script, 'sh', ...words], {
    cwd: project.folder,
    env: project.environment({ ...serverEnv(), ...WITHOUT_JOBS }),
  })
  const result = collect(child)
  if (isShort) {
    const runs = () => childrenOf(child.pid ?? 0).some((pid) => RUNS.test(commandOf(pid)))
    await expect.poll(runs, { interval: 10, timeout: 60_000 }).toBe(true)
    child.kill('SIGTERM')
  }
  return result
}

describe.skipIf(obstacle !== null)(`on a disk${obstacle ? ` (${obstacle})` : ''}`, () => {
  it.each([
    ['200k', ''],
    ['2m', ' && head -c 1600000 /dev/zero >disk/fill'],
  ])('that is full, a server fails with that reason and leaves no table: %s%s', async (size, filled) => {
    const { status, stdout, stderr } = await onDisk(`mount -t tmpfs -o size=${size} tmpfs disk${filled}`)
    expect({ status, left: stdout.match(/^left: .*/gm)?.filter((line) => !line.endsWith(' fill')) }).toEqual({
      status: 1,
      left: ['left: 0 mlflow.db'],
    })
    expect(stderr).toMatch(
      /^with-mlflow-env: error: MLflow \S+ exited because a disk is full \(that of '\S+\/disk'\): free some space and start again$/m,
    )
  })

  it('that is a single mounted file, a server creates its tables', async () => {
    project.write('own.db', '')
    const mount = `mount -t tmpfs tmpfs disk && touch disk/mlflow.db && mount --bind own.db disk/mlflow.db`
    expect(await onDisk(mount, true)).toMatchObject({ status: 143 })
    expect(experiments('own.db')).toBe('[]\n')
  })

  it('that is mounted read-only, a server works with a warning', async () => {
    python('import sqlite3; sqlite3.connect("mlflow.db").execute("CREATE TABLE any (x)")')
    const script = 'mount -t tmpfs tmpfs disk && cp mlflow.db disk && mount -o remount,ro disk'
    expect((await onDisk(script)).stderr).toMatch(
      /^with-mlflow-env: warning: the default database \([^)]*\): 'mlflow\.db' or its directory is not writable, so nothing can be logged$/m,
    )
  })

  it('that cannot be written to, a server is refused', async () => {
    const { status, stderr } = await onDisk('mount -t tmpfs -o ro tmpfs disk')
    expect({ status, stderr }).toEqual({
      status: 125,
      stderr:
        "with-mlflow-env: error: the default database (MLFLOW_BACKEND_STORE_URI names another): 'mlflow.db' cannot be created, because its directory is not writable by this user: use another path, or change the permissions\n",
    })
  })
})
