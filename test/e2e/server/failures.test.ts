// A server that cannot work is not left to look as if it did: the reason in one line, MLflow's own words below it.
import { execFileSync } from 'node:child_process'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type Account, makeAccount } from '../../rig/account.ts'
import { Cleanup } from '../../rig/cleanup.ts'
import { giveDatabase } from '../../rig/database.ts'
import { ManagedServer, WITHOUT_JOBS } from '../../rig/managed-server.ts'
import { pythonBin } from '../../rig/paths.ts'
import { freePorts } from '../../rig/ports.ts'
import { Postgres } from '../../rig/postgres.ts'
import { lines, Project, type Result } from '../../rig/project.ts'
import { answerWith, errorOf, LIST } from '../../rig/stand-in-store.ts'
import { type Store, startStore } from '../../rig/store.ts'

const project = new Project()
const cleanup = new Cleanup()
let store: Store

beforeAll(async () => {
  await cleanup.add(() => project.remove())
  giveDatabase(project.path('mlflow.db'))
  store = await startStore(cleanup, project.folder)
})
afterAll(() => cleanup.run())

/** Starts a server that is to fail, and makes sure that it leaves nothing. */
async function fail(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Result> {
  const server = new ManagedServer(project, ['--quiet', 'server', '--port', '0', ...words], { ...WITHOUT_JOBS, ...env })
  onTestFinished(() => server.close())
  const result = await server.ended
  expect(server.family()).toEqual([])
  return result
}

/** The launcher's own lines. */
function own({ stderr }: Result): string[] {
  return stderr.split('\n').filter((line) => line.startsWith('with-mlflow-env: '))
}

function keys({ keyId, secret }: Pick<Account, 'keyId' | 'secret'>): Record<string, string> {
  return {
    ...{ MLFLOW_AWS_ACCESS_KEY_ID: keyId, MLFLOW_AWS_SECRET_ACCESS_KEY: secret },
    MLFLOW_S3_ENDPOINT_URL: store.endpoint,
  }
}

it('a server is refused the address of another machine', async () => {
  const { status, stderr } = await fail(['--host', '203.0.113.7'])
  expect({ status, stderr }).toEqual({
    status: 125,
    stderr: expect.stringMatching(/^with-mlflow-env: error: --host: '\S+' is not an address of this machine: .*\n$/),
  })
})

it("a server ends with MLflow's own status and its last lines if MLflow fails", async () => {
  const result = await fail(['--', '--no-such-option'])
  expect(result.status).toBe(2)
  expect(result.stderr).toMatch(/^with-mlflow-env: error: MLflow \S+ exited before it was ready, with status 2$/m)
  expect(result.stderr).toMatch(/^ {2}Error: No such option/m)
})

it('a server reports which process has bound the port since it was checked', async () => {
  const [port] = await freePorts(1)
  const words = ['--quiet', 'server', '--port', String(port)]
  const server = new ManagedServer(project, words, WITHOUT_JOBS)
  onTestFinished(() => server.close())
  const isStarted = () => server.family().some(({ command }) => /-m mlflow server/.test(command))
  await expect.poll(isStarted, { timeout: 60_000 }).toBe(true)
  const other = createServer().listen(port, '127.0.0.1')
  onTestFinished(() => void other.close())
  const result = await server.ended
  expect(result.status).toBe(1)
  expect(own(result)).toEqual([
    expect.stringMatching(
      `: --port: port ${port} is in use by \\S+ \\(pid ${process.pid}\\): stop that process, or choose another`,
    ),
  ])
})

it("server -- --help prints MLflow's own help and ends with 0", async () => {
  const result = await fail(['--', '--help'])
  expect(result.status).toBe(0)
  expect(result.stdout).toMatch(/--gunicorn-opts/)
  expect(own(result)).toEqual([])
})

it('a server is ready although its store does not answer, and says when it does', async () => {
  const [port = 0] = await freePorts(1)
  const env = { ...WITHOUT_JOBS, ...keys(store.mlflow), MLFLOW_S3_ENDPOINT_URL: `http://127.0.0.1:${port}` }
  const words = ['server', '--port', '0', '--artifact-root', 's3://b/x']
  const server = new ManagedServer(project, words, env)
  onTestFinished(() => server.close())
  await server.shows(/^with-mlflow-env: warning: .* does not answer yet \(Connection refused at /m)
  await server.url()
  const late = createHttpServer((_, response) => response.end(LIST)).listen(port, '127.0.0.1')
  onTestFinished(() => void late.close())
  await server.shows(/^with-mlflow-env: note: the store of the bucket 'b' answers now$/m)
  server.launcher.kill('SIGTERM')
  expect(await server.ended).toMatchObject({ status: 0 })
  // The check is not reported as one that failed.
  expect(server.shown).not.toContain('nothing is known')
})

describe('a server is refused if the bucket', () => {
  it('does not exist', async () => {
    const result = await fail(['--artifact-root', 's3://no-such-bucket/x'], keys(store.mlflow))
    // To an account of its own bucket the store says no more than that.
    expect(result).toMatchObject({ status: 1 })
    expect(own(result)).toEqual([expect.stringMatching(/: --artifact-root: .* bucket 'no-such-bucket'/)])
  })

  it('belongs to another account', async () => {
    const result = await fail(['--artifact-root', `s3://${store.global.bucket}/x`], keys(store.mlflow))
    expect(result).toMatchObject({ status: 1 })
    expect(own(result)).toEqual([
      expect.stringMatching(
        /: --artifact-root: the store denies this account access to the bucket 'main-bucket' \(AccessDenied\): /,
      ),
    ])
  })

  it('is in another region, whose name the store tells', async () => {
    const elsewhere = await answerWith(400, errorOf('AuthorizationHeaderMalformed', '<Region>eu-west-3</Region>'))
    const env = { ...keys(store.mlflow), MLFLOW_S3_ENDPOINT_URL: elsewhere }
    const result = await fail(['--artifact-root', 's3://b/x'], env)
    expect(result).toMatchObject({ status: 1 })
    expect(own(result)).toEqual([
      expect.stringMatching(
        /: --artifact-root: .* is in the region eu-west-3, .*: set MLFLOW_AWS_DEFAULT_REGION=eu-west-3$/,
      ),
    ])
  })

  it('needs a token from a file that is not there', async () => {
    const role = { AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/x', AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere/token' }
    const result = await fail(['--artifact-root', 's3://b/x'], { ...role, WITH_MLFLOW_ENV_ALLOW_FALLBACK: '1' })
    expect(result).toMatchObject({ status: 1 })
    expect(own(result)).toEqual([
      expect.stringMatching(/ the file '\/nowhere\/token' that AWS_WEB_IDENTITY_TOKEN_FILE names, .*No such file/),
    ])
  })

  it('rejects the secret key', async () => {
    const wrong = { keyId: store.mlflow.keyId, secret: makeAccount('x', 'x').secret }
    const result = await fail(['--artifact-root', `s3://${store.mlflow.bucket}/x`], keys(wrong))
    expect(result).toMatchObject({ status: 1 })
    expect(own(result)).toEqual([expect.stringMatching(/ \(SignatureDoesNotMatch\): /)])
    expect(result.stderr).not.toContain(wrong.secret)
  })
})

describe('a server reports a database', () => {
  let database: Postgres
  beforeAll(async () => {
    database = await Postgres.start(cleanup)
  })

  it('that rejects the password or does not exist', async () => {
    const uri = new URL(database.uri)
    uri.password = 'a-wrong-S3cret'
    project.write('.env', lines({ MLFLOW_BACKEND_STORE_URI: uri.href }))
    const result = await fail([])
    expect(result).toMatchObject({ status: 1 })
    expect(own(result)).toEqual([
      expect.stringMatching(
        /: MLFLOW_BACKEND_STORE_URI in \.env:1: the database refuses the connection \(.*password authentication failed for user "mlflow"\): correct /,
      ),
    ])
    expect(result.stderr).not.toContain('a-wrong-S3cret')
    project.write('.env', lines({ MLFLOW_BACKEND_STORE_URI: database.uri.replace(/\/mlflow$/, '/nothing') }))
    const other = await fail([])
    expect(other.status).toBe(1)
    expect(own(other)).toEqual([
      expect.stringMatching(/refuses the connection \(.*database "nothing" does not exist\): create it/),
    ])
    expect(other.stderr).not.toContain(database.needle)
  })

  it('with an older schema, which is upgraded or refused', async () => {
    const script = `
import os, psycopg
with psycopg.connect(os.environ["URI"]) as connection:
    connection.execute("UPDATE alembic_version SET version_num = '0c779009ac13'")
`
    execFileSync(join(pythonBin, 'python'), ['-c', script], { env: { URI: database.uri } })
    project.write('.env', lines({ MLFLOW_BACKEND_STORE_URI: database.uri }))
    const result = await fail([])
    expect(result).toMatchObject({ status: 1 })
    expect(own(result)).toContainEqual(
      expect.stringMatching(
        /: MLFLOW_BACKEND_STORE_URI in \.env:1: the database has schema 0c779009ac13, but this MLflow needs \w+: /,
      ),
    )
    expect(result.stderr).not.toContain(database.needle)
  })

  it('that does not answer at once, and the reason at the end', async () => {
    const [port] = await freePorts(1)
    project.write('.env', lines({ MLFLOW_BACKEND_STORE_URI: `postgresql://mlflow:S3cret@127.0.0.1:${port}/mlflow` }))
    const result = await fail(['--wait', '6'])
    expect(result).toMatchObject({ status: 1 })
    expect(own(result)).toEqual([
      expect.stringMatching(/: warning: .*: the database does not answer yet .*Connection refused/),
      expect.stringMatching(/: MLFLOW_BACKEND_STORE_URI in \.env:1: the database never answered .*Connection refused/),
    ])
    expect(result.stderr).not.toContain('S3cret')
  })

  it('with a schema of a newer version or with experiments that bypass the server', async () => {
    project.write('.env', '')
    giveDatabase(project.path('mlflow.db'))
    change("INSERT INTO experiments (name, artifact_location, lifecycle_stage) VALUES ('old', 's3://old/0', 'active')")
    const server = new ManagedServer(project, ['--quiet', 'server', '--port', '0'], WITHOUT_JOBS)
    onTestFinished(() => server.close())
    await server.shows(/^with-mlflow-env: warning: the experiment 'old' keeps its old artifact location: clients /m)
    server.launcher.kill('SIGTERM')
    await server.ended
    change("UPDATE alembic_version SET version_num = '0c779009ac13'")
    const result = await fail([])
    expect(result).toMatchObject({ status: 1 })
    expect(own(result)).toContainEqual(
      expect.stringMatching(
        /: the default database \([^)]*\): the database has schema 0c779009ac13, but this MLflow needs \w+: make a backup, then run '\S+ -m mlflow db upgrade sqlite:\/\/\/mlflow\.db'$/,
      ),
    )
  })
})

/** Runs a statement on the project's SQLite database. */
function change(statement: string): void {
  const script = `import sqlite3\nwith sqlite3.connect("mlflow.db") as database: database.execute("${statement}")`
  execFileSync(join(pythonBin, 'python'), ['-c', script], { cwd: project.folder })
}
