// The check of the database with its real driver, against a real PostgreSQL and what has one rule of one: what a wait may
// mend is asked again, and what can never work is said with its cause.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCertificate } from '../rig/certificate.ts'
import type { Response } from '../rig/check-worker.ts'
import { Cleanup } from '../rig/cleanup.ts'
import { pythonBin, root } from '../rig/paths.ts'
import { freePorts } from '../rig/ports.ts'
import { Postgres } from '../rig/postgres.ts'
import {
  askDatabase,
  databaseAt,
  refuseWith,
  startHalf,
  startSilentPool,
  startWithTls,
} from '../rig/stand-in-database.ts'
import { startTcp } from '../rig/stand-in-store.ts'

const cleanup = new Cleanup()
let database: Postgres
beforeAll(async () => {
  database = await Postgres.start(cleanup, 'nothing', [
    "CREATE ROLE other LOGIN PASSWORD 'an-other-s3cret'",
    "CREATE ROLE nobody PASSWORD 'an-other-s3cret'",
    "CREATE ROLE many LOGIN CONNECTION LIMIT 0 PASSWORD 'an-other-s3cret'",
    'CREATE DATABASE "Shut"',
    'REVOKE CONNECT ON DATABASE "Shut" FROM PUBLIC',
    "CREATE DATABASE ascii ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0 OWNER mlflow",
    'CREATE DATABASE barred ALLOW_CONNECTIONS false',
    'CREATE DATABASE closed OWNER mlflow',
    'ALTER DATABASE closed SET default_transaction_read_only = on',
  ])
})
afterAll(() => cleanup.run())

/** The database's URI with another name or with parameters. */
const named = (rest: string) => database.uri.replace(/\/mlflow$/, `/${rest}`)
const of = (user: string) => `postgresql://${user}:an-other-s3cret@127.0.0.1:${database.port}/mlflow`

/** Runs statements as the owner of the database. */
function run(...statements: readonly string[]): void {
  const script = `import os, psycopg
with psycopg.connect(os.environ["URI"], autocommit=True) as connection: connection.execute(os.environ["STATEMENTS"])`
  const env = { URI: database.uri, STATEMENTS: statements.join('; ') }
  execFileSync(join(pythonBin, 'python'), ['-c', script], { env })
}

const kinds = (responses: readonly Response[]) => responses.map(({ kind }) => kind)

describe('the check of the database', () => {
  it('finds nothing in an empty one that MLflow can use', async () => {
    expect(await askDatabase(database.uri)).toEqual([{ kind: 'answers' }])
    expect(await askDatabase(database.socketUri)).toEqual([{ kind: 'answers' }])
  })

  it.each<[string, () => string, object]>([
    ['a missing database', () => named('nothing'), { cause: 'database', reason: /"nothing" does not exist/ }],
    ['a wrong password', () => of('other').replace('an-other', 'a-wrong'), { cause: 'login', reason: /"other"/ }],
    [
      'a user without a login',
      () => of('nobody'),
      { cause: 'no login', reason: /not permitted to log in/, grant: 'ALTER ROLE nobody LOGIN' },
    ],
    [
      'a database that is closed to the user',
      () => of('other').replace(/mlflow$/, 'Shut'),
      { cause: 'connect', reason: /permission denied/, grant: 'GRANT CONNECT ON DATABASE "Shut" TO other' },
    ],
    [
      'a database that nobody may connect to',
      () => named('barred'),
      { cause: 'closed', reason: /accepting/, grant: 'ALTER DATABASE barred ALLOW_CONNECTIONS true' },
    ],
    ['a host that can be none', () => named('mlflow').replace('127.0.0.1', 'db..x'), { cause: 'uri', reason: /label/ }],
    [
      'hosts without their ports',
      () => named('mlflow?host=a,b&port=1,2,3').replace(/@[^/]*/, '@'),
      { cause: 'settings' },
    ],
    [
      'an unclosed bracket',
      () => named('mlflow').replace('127.0.0.1', '[::1'),
      { cause: 'uri', reason: /^ValueError of/ },
    ],
    ['a user with too many connections', () => of('many'), { kind: 'unreachable', state: 'full', reason: /too many/ }],
    ['TLS where there is none', () => named('mlflow?sslmode=require'), { cause: 'no tls', reason: /not support SSL/ }],
    ['an unknown option', () => named('mlflow?colour=red'), { cause: 'settings', reason: /"colour"/ }],
    ['a wrong value', () => named('mlflow?sslmode=always'), { cause: 'settings', reason: /"always"/ }],
    ['an unknown parameter', () => named('mlflow?options=-c%20x%3D1'), { cause: 'parameter', reason: /"x"/ }],
    ['a forbidden role', () => named('mlflow?options=-c%20role%3Dpostgres'), { cause: 'parameter', reason: /role/ }],
    ['a missing service', () => named('mlflow?service=x'), { cause: 'settings', reason: /"x" not found/ }],
    ['a database without an encoding', () => named('ascii'), { cause: 'encoding', reason: /^TypeError: / }],
    [
      'a host without an address',
      () => named('nothing?host=db.invalid').replace(/@[^/]*/, '@'),
      { kind: 'unreachable', reason: /db\.invalid/ },
    ],
  ])('tells %s', async (_, uri, { reason, ...expected }: { reason?: RegExp }) => {
    const said = await askDatabase(uri())
    expect(said).toMatchObject([{ kind: 'refused', ...expected, reason: expect.stringMatching(reason ?? /./) }])
    expect(JSON.stringify(said)).not.toMatch(new RegExp(`s3cret|${database.needle}`))
  })

  it('quotes names as PostgreSQL does, keywords among them', () => {
    const script = `import os, psycopg
from database_statements import quote_name
with psycopg.connect(os.environ["URI"]) as connection:
    names = ["mlflow", "a b", 'a"b', "A", "a$b", "2a", "\u00e9"]
    names += [word for (word,) in connection.execute("SELECT word FROM pg_get_keywords()")]
    quoted = [connection.execute("SELECT quote_ident(%s)", [name]).fetchone()[0] for name in names]
    print([name for name, there in zip(names, quoted) if quote_name(name) != there], len(names) > 400)`
    const env = { URI: database.uri, PYTHONPATH: join(root, 'src', 'python') }
    const said = execFileSync(join(pythonBin, 'python'), ['-B', '-c', script], { env, encoding: 'utf8' })
    expect(said.trim()).toBe('[] True')
  })

  it('accepts a database without an encoding if the client names one', async () => {
    expect(await askDatabase(named('ascii?client_encoding=utf8'))).toEqual([{ kind: 'answers' }])
  })

  it('names the statement that ends a setting', async () => {
    const grant = 'ALTER DATABASE closed RESET default_transaction_read_only'
    expect(await askDatabase(named('closed'))).toEqual([
      { kind: 'answers' },
      { kind: 'read-only', why: 'setting', source: 'database', grant, isEmpty: true },
    ])
    const own = named('mlflow?options=-c%20default_transaction_read_only%3Don')
    expect(await askDatabase(own)).toMatchObject([
      { kind: 'answers' },
      { kind: 'read-only', source: 'client', grant: null },
    ])
  })

  it('names the statements that give a user what MLflow needs, and they do', async () => {
    const ask = async () => (await askDatabase(of('other'))).filter(({ kind }) => /rights|read-only/.test(String(kind)))
    const follow = async (expected: object) => {
      const [found, ...more] = await ask()
      expect({ ...found, more }).toMatchObject({ ...expected, more: [] })
      run(String(found?.grant))
    }
    await follow({ kind: 'rights', missing: 'create', grant: 'GRANT USAGE, CREATE ON SCHEMA public TO other' })
    expect(await ask()).toEqual([])
    run('REVOKE ALL ON SCHEMA public FROM PUBLIC, other')
    await follow({ kind: 'rights', missing: 'schema' })
    expect(await ask()).toEqual([])
    run(
      "CREATE TABLE alembic_version (version_num TEXT); INSERT INTO alembic_version VALUES ('x')",
      'CREATE TABLE experiments (id SERIAL, name TEXT); CREATE TABLE runs (name TEXT)',
    )
    await follow({ kind: 'rights', missing: 'tables', isSure: true })
    expect(await ask()).toEqual([])
    run('REVOKE INSERT ON runs FROM other')
    await follow({ kind: 'read-only', why: 'rights', isEmpty: true })
    run("INSERT INTO experiments (name) VALUES ('Default')", 'REVOKE UPDATE ON runs FROM other')
    await follow({ kind: 'read-only', why: 'rights', isEmpty: false })
    expect(await ask()).toEqual([])
    run('DROP TABLE alembic_version, experiments, runs')
  })

  it('tells a standby', async () => {
    await database.stop()
    expect(await askDatabase(database.uri)).toMatchObject([
      { kind: 'unreachable', reason: expect.stringMatching(/Connection refused/) },
    ])
    await database.start('standby')
    expect(await askDatabase(database.uri)).toMatchObject([{ kind: 'answers' }, { why: 'standby', isEmpty: true }])
    expect(await askDatabase(database.uri, { mode: 'replica' })).toEqual([{ kind: 'answers' }])
  })
})

describe('a database that', () => {
  it('starts is asked again, with each new reason, until it refuses', async () => {
    const port = await refuseWith(
      'the database system is starting up',
      'the database system is starting up',
      'sorry, too many clients already',
      'out of memory',
      'database "mlflow" does not exist',
    )
    const said = await askDatabase(databaseAt(port), { once: false })
    expect(said).toMatchObject([
      { kind: 'unreachable', state: 'starting', reason: expect.stringContaining('starting up') },
      { kind: 'unreachable', state: 'full', reason: expect.stringContaining('too many clients') },
      { kind: 'unreachable', state: 'answered', reason: expect.stringContaining('out of memory') },
      { kind: 'refused', cause: 'database' },
    ])
  })

  it('is a pool names the parameter that it does not let through', async () => {
    const port = await refuseWith('unsupported startup parameter: options')
    expect(await askDatabase(databaseAt(port))).toMatchObject([{ kind: 'refused', cause: 'parameter' }])
  })

  it('speaks another language is told from one that hangs up', async () => {
    const web = await startTcp((socket) => void socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n')))
    const greeting = await startTcp((socket) => void socket.write('J\0\0\0\n8.0.36\0'))
    for (const port of [web, greeting]) {
      expect(await askDatabase(databaseAt(port))).toMatchObject([{ kind: 'refused', cause: 'other server' }])
    }
    const closing = await startTcp((socket) => socket.destroy())
    for (const port of [closing, await startHalf(), ...(await freePorts(1))]) {
      expect(kinds(await askDatabase(databaseAt(port)))).toEqual(['unreachable'])
    }
  })

  it('is silent before or after the login is not waited for for ever', async () => {
    const silent = await startTcp(() => {})
    const ports = [silent, await startSilentPool()]
    expect(await Promise.all(ports.map((port) => askDatabase(databaseAt(port))))).toMatchObject([
      [{ kind: 'unreachable', reason: 'connection timeout expired' }],
      [{ kind: 'unreachable', reason: 'no whole answer within 30 s' }],
    ])
  })

  it('has a certificate is believed under its name, with the file of an authority', async () => {
    const made = makeCertificate('DNS:db.example')
    const at = databaseAt(await startWithTls(made))
    const ask = async (mode: string, file: string) => {
      const [said] = await askDatabase(`${at}?sslmode=${mode}&sslrootcert=${file}`)
      return { cause: said?.cause ?? said?.kind, reason: said?.reason }
    }
    expect(await ask('verify-full', '/nowhere/ca.pem')).toMatchObject({
      cause: 'file',
      reason: expect.stringContaining('"/nowhere/ca.pem" does not exist'),
    })
    const [unnamed] = await askDatabase(`${at}?sslmode=verify-full`)
    expect(unnamed).toMatchObject({ cause: 'no authority', reason: expect.stringContaining('does not exist') })
    expect(await ask('verify-full', made.certificate)).toMatchObject({
      cause: 'certificate name',
      reason: expect.stringContaining('does not match host name'),
    })
    const other = makeCertificate('DNS:db.example')
    expect(await ask('verify-ca', other.certificate)).toMatchObject({ cause: 'certificate' })
    expect(await ask('verify-ca', other.key)).toMatchObject({ cause: 'file' })
  })
})
