// Keys in a real PostgreSQL: the command, and two gates that share them.
import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { KeyRecord } from '../../../src/keys/key-record.ts'
import type { KeyStore } from '../../../src/keys/key-store.ts'
import { openLiveKeys } from '../../../src/keys/live-keys.ts'
import { openKeyStore } from '../../../src/keys/open-store.ts'
import type { Diagnostic } from '../../../src/model/diagnostic.ts'
import { CREATED, LATER, makeKey, observed } from '../../rig/api-keys.ts'
import { makeCertificate } from '../../rig/certificate.ts'
import { Cleanup } from '../../rig/cleanup.ts'
import { openStandIn } from '../../rig/gate.ts'
import { type RunningGate, startGate } from '../../rig/gate-process.ts'
import { Postgres } from '../../rig/postgres.ts'
import { startTlsPool } from '../../rig/stand-in-database.ts'
import { temporaryProject } from '../../rig/temporary-project.ts'
import { hostContextIn } from '../../rig/temporary-tree.ts'

const SECRET = 'an-other-s3cret'
const cleanup = new Cleanup()
let database: Postgres
/** The owner of the database, to look at the table and to break it. */
let owner: pg.Client

beforeAll(async () => {
  database = await Postgres.start(cleanup, 'nothing', [
    `CREATE ROLE reader LOGIN PASSWORD '${SECRET}'`,
    'CREATE DATABASE other OWNER mlflow',
  ])
  owner = new pg.Client({ connectionString: database.uri })
  await owner.connect()
})
afterAll(async () => {
  await owner?.end()
  await cleanup.run()
})
beforeEach(() => owner.query('DROP TABLE IF EXISTS with_mlflow_env_keys, with_mlflow_env_keys_version'))

const origin = { kind: 'environment', name: 'WITH_MLFLOW_ENV_KEYS' } as const

async function open(uri = database.uri): Promise<KeyStore> {
  const store = await openKeyStore({ value: uri, origin }, hostContextIn('/'))
  onTestFinished(() => store.close())
  return store
}

const refusal = (run: Promise<unknown>): Promise<Diagnostic> =>
  run.then(
    () => expect.unreachable('it was not refused'),
    (error) => error.diagnostic ?? expect.unreachable(String(error)),
  )
const named = (rest: string) => database.uri.replace(/\/mlflow$/, `/${rest}`)

describe('a table of keys', () => {
  it('is made for the first key, and has its hash only', async () => {
    const store = await open()
    expect(await refusal(store.read())).toMatchObject({ code: 'key-store-missing' })
    const { key, record } = makeKey({ expiresAt: LATER, note: `it's "for" CI` })
    const plain = makeKey().record
    await store.add(record)
    await store.add(plain)
    const byId = (records: readonly KeyRecord[]) => new Map(records.map((each) => [each.id, each]))
    expect(byId(await store.read())).toEqual(byId([record, plain]))
    expect(await store.read()).toBe(await store.read())
    const { rows } = await owner.query('SELECT * FROM with_mlflow_env_keys')
    expect(JSON.stringify(rows)).not.toContain(key.slice(18))
    expect(store.location).toBe(`postgresql://127.0.0.1:${database.port}/mlflow`)
  })

  it('is made once if many start at once, and no key is lost', async () => {
    const records = Array.from({ length: 12 }, () => makeKey().record)
    await Promise.all(records.map(async (record) => (await open()).add(record)))
    const found = await (await open()).read()
    expect(new Set(found.map(({ id }) => id))).toEqual(new Set(records.map(({ id }) => id)))
  })

  it('is not touched if a newer version made it', async () => {
    const store = await open()
    await store.add(makeKey().record)
    await owner.query('UPDATE with_mlflow_env_keys_version SET version = 99')
    expect(await refusal(store.read())).toMatchObject({ code: 'key-store-newer' })
    expect(await refusal(store.add(makeKey().record))).toMatchObject({ code: 'key-store-newer' })
    expect((await owner.query('SELECT id FROM with_mlflow_env_keys')).rowCount).toBe(1)
  })

  it('is refused with a row that is no key', async () => {
    const store = await open()
    await store.add(makeKey().record)
    await owner.query("UPDATE with_mlflow_env_keys SET expires_at = 'infinity'")
    expect(await refusal(store.read())).toMatchObject({ code: 'key-store-malformed' })
  })

  it('keeps the first time of a revocation, and only later uses', async () => {
    const store = await open()
    const [one, other] = [makeKey({ lastUsedAt: LATER }).record, makeKey().record]
    await store.add(one)
    await store.add(other)
    await store.revoke(one.id, CREATED)
    await store.revoke(one.id, LATER)
    await store.touch(new Map([one, other, makeKey().record].map(({ id }) => [id, CREATED])))
    const found = new Map((await store.read()).map((record) => [record.id, record]))
    expect(found.get(one.id)).toMatchObject({ revokedAt: CREATED, lastUsedAt: LATER })
    expect(found.get(other.id)).toMatchObject({ revokedAt: null, lastUsedAt: CREATED })
    expect(await refusal(store.revoke(makeKey().record.id, LATER))).toMatchObject({ code: 'key-unknown' })
  })

  it('can be used through a Unix socket', async () => {
    const store = await open(database.socketUri)
    await store.add(makeKey().record)
    expect(await store.read()).toHaveLength(1)
  })
})

describe('a database that cannot be used', () => {
  it.each<[string, () => string, RegExp]>([
    ['a wrong password', () => named('mlflow').replace(/:[^:@]*@/, `:${SECRET}@`), /refuses the user or the password/],
    ['no password', () => named('mlflow').replace(/:[^:@]*@/, '@'), /asks for a password/],
    ['a missing database', () => named('nothing'), /no such database/],
    ['a port where nothing listens', () => `postgresql://u:${SECRET}@127.0.0.1:1/mlflow`, /nothing listens/],
    ['a folder without a socket', () => `postgresql://u:${SECRET}@/mlflow?host=/nowhere`, /no socket in the folder/],
    ['a file that is missing', () => named('mlflow?sslrootcert=/nowhere/ca.pem'), /sslrootcert names cannot be read/],
    ['a mode of TLS that is none', () => named('mlflow?sslmode=on'), /sslmode has to be one of/],
  ])('is refused with %s, and its password is never shown', async (_, uri, reason) => {
    const found = await refusal((await open(uri())).read())
    expect(found).toMatchObject({ code: 'key-store-unusable' })
    expect(found.message).toMatch(reason)
    for (const secret of [SECRET, database.needle]) expect(JSON.stringify(found)).not.toContain(secret)
  })

  it('says what a user lacks who may not use the table', async () => {
    await (await open()).add(makeKey().record)
    const store = await open(`postgresql://reader:${SECRET}@127.0.0.1:${database.port}/mlflow`)
    expect((await refusal(store.read())).message).toContain('may not use the table')
  })
})

describe('TLS', () => {
  /** A store behind a pool with TLS, and whether each of its connections is encrypted. */
  async function pool(parameters: string, host = '127.0.0.1') {
    const files = makeCertificate('IP:127.0.0.1')
    const seen: boolean[] = []
    const port = await startTlsPool(database.port, files, (isEncrypted) => seen.push(isEncrypted))
    const query = parameters.replace('CERTIFICATE', encodeURIComponent(files.certificate))
    const uri = database.uri.replace(`127.0.0.1:${database.port}`, `${host}:${port}`)
    return { store: await open(`${uri}?${query}`), seen }
  }

  it.each([
    ['', true],
    ['sslmode=prefer', true],
    ['sslmode=disable', false],
    ['sslmode=allow', false],
    ['sslmode=require', true],
    ['sslmode=require&sslrootcert=CERTIFICATE', true],
    ['sslmode=verify-ca&sslrootcert=CERTIFICATE', true],
    ['sslmode=verify-full&sslrootcert=CERTIFICATE', true],
  ])('is as libpq has it: %s', async (parameters, isEncrypted) => {
    const { store, seen } = await pool(parameters)
    await store.add(makeKey().record)
    expect(seen).toEqual([isEncrypted])
  })

  it.each(['verify-ca', 'verify-full', 'require&sslrootcert=/etc/ssl/certs/ca-certificates.crt'])(
    'is refused by sslmode=%s if nobody vouches for the certificate',
    async (mode) => {
      const { store, seen } = await pool(`sslmode=${mode}`)
      expect((await refusal(store.read())).message).toMatch(/of no known authority|cannot be read/)
      expect(seen).toEqual([])
    },
  )

  it('looks at the name with verify-full, and not with verify-ca', async () => {
    const authority = await pool('sslmode=verify-ca&sslrootcert=CERTIFICATE', 'localhost')
    await authority.store.add(makeKey().record)
    const full = await pool('sslmode=verify-full&sslrootcert=CERTIFICATE', 'localhost')
    expect((await refusal(full.store.read())).message).toContain('for another host')
    expect(full.seen).toEqual([])
  })

  it('is left out by prefer if the database has none, and required by require', async () => {
    await (await open(named('mlflow?sslmode=prefer'))).add(makeKey().record)
    expect((await refusal((await open(named('mlflow?sslmode=require'))).read())).message).toContain('offers no TLS')
  })
})

describe('two gates on one database', () => {
  async function gate(uri?: string) {
    const watched = observed(await open(uri))
    const reports: string[] = []
    const live = await openLiveKeys(watched.store, ({ code }) => reports.push(code))
    onTestFinished(() => live.close())
    return { live, reports, nextRead: watched.nextRead, enters: (key: string) => live.admit(key, 'platform').ok }
  }

  it('refuse a key within five seconds after it was revoked, and take a new one', async () => {
    const [old, fresh] = [makeKey(), makeKey()]
    const store = await open()
    await store.add(old.record)
    const gates = await Promise.all([gate(), gate()])
    expect(gates.map(({ enters }) => enters(old.key))).toEqual([true, true])
    await store.add(fresh.record)
    await store.revoke(old.record.id, new Date())
    const from = performance.now()
    await Promise.all(gates.map(({ nextRead }) => nextRead()))
    expect(gates.map(({ enters }) => [enters(old.key), enters(fresh.key)])).toEqual([
      [false, true],
      [false, true],
    ])
    expect(performance.now() - from).toBeLessThan(5000)
    await Promise.all(gates.map(({ live }) => live.close()))
    const uses = (await store.read()).map(({ lastUsedAt }) => lastUsedAt)
    expect(uses.every((use) => use instanceof Date)).toBe(true)
  })

  it('go on with the last set while the table is locked, the connection is cut or the server is away', async () => {
    const { key, record } = makeKey()
    const store = await open()
    await store.add(record)
    const { enters, reports, nextRead } = await gate()
    await owner.query('BEGIN; LOCK TABLE with_mlflow_env_keys')
    const from = performance.now()
    await nextRead()
    expect(performance.now() - from).toBeLessThan(5000)
    expect([enters(key), reports.splice(0)]).toEqual([true, ['keys-not-read']])
    await owner.query('COMMIT')
    await nextRead()
    expect([enters(key), reports.splice(0)]).toEqual([true, ['key-store-back']])
    await owner.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'with-mlflow-env%'",
    )
    await nextRead()
    await nextRead()
    expect(enters(key)).toBe(true)
    reports.splice(0)
    await owner.end()
    await database.stop('at once')
    // While it ends, and after that, the reasons differ.
    await nextRead()
    await nextRead()
    expect([enters(key), reports.splice(0)]).toEqual([true, ['keys-not-read']])
    await database.start()
    owner = new pg.Client({ connectionString: database.uri })
    await owner.connect()
    await nextRead()
    await nextRead()
    expect([enters(key), reports.splice(0)]).toEqual([true, ['key-store-back']])
  })

  it('let nobody in if the table is gone', async () => {
    const { key, record } = makeKey()
    await (await open()).add(record)
    const { enters, reports, nextRead } = await gate()
    await owner.query('DROP TABLE with_mlflow_env_keys')
    await nextRead()
    expect([enters(key), reports]).toEqual([false, ['keys-gone']])
  })
})

describe('two gates as processes on one database', () => {
  it('share keys under load: a new one counts on both, a revoked one on neither within five seconds', async () => {
    const [lasting, brief] = [makeKey(), makeKey()]
    const store = await open()
    await store.add(lasting.record)
    const held: ServerResponse[] = []
    const upstream = await openStandIn(({ url }, response) => (url === '/hold' ? held.push(response) : response.end()))
    onTestFinished(upstream.close)
    const words = ['--upstream', `http://127.0.0.1:${upstream.port}`]
    const start = () => startGate(temporaryProject(), words, { env: { WITH_MLFLOW_ENV_KEYS: database.uri } })
    const gates = await Promise.all([start(), start()])
    onTestFinished(() => Promise.all(gates.map((gate) => gate.kill())).then(() => {}))
    const ask = (gate: RunningGate, { key }: { key: string }, path = '/health') =>
      fetch(gate.url + path, { headers: { authorization: `Bearer ${key}` } })
    const allAnswer = async (key: { key: string }, status: number) => {
      const since = performance.now()
      const until = async (gate: RunningGate) => {
        while ((await ask(gate, key)).status !== status) expect(performance.now() - since).toBeLessThan(5000)
      }
      await Promise.all(gates.map(until))
    }
    let isOver = false
    const statuses = new Set<number>()
    const load = gates.map(async (gate) => {
      while (!isOver) statuses.add((await ask(gate, lasting)).status)
    })

    await store.add(brief.record)
    await allAnswer(brief, 200)
    const running = gates.map((gate) => ask(gate, brief, '/hold'))
    await expect.poll(() => held.length).toBe(2)
    await store.revoke(brief.record.id, new Date())
    await allAnswer(brief, 401)
    for (const response of held) response.end('done')
    expect(await Promise.all(running.map(async (answer) => (await answer).text()))).toEqual(['done', 'done'])

    const said = (text: RegExp) =>
      Promise.all(gates.map(({ said }) => expect.poll(() => said.join('\n'), { timeout: 60_000 }).toMatch(text)))
    await owner.end()
    await database.stop('at once')
    await said(/still count/)
    await database.start()
    owner = new pg.Client({ connectionString: database.uri })
    await owner.connect()
    await said(/can be read again/)
    isOver = true
    await Promise.all(load)
    expect([...statuses]).toEqual([200])
    await (await open()).revoke(lasting.record.id, new Date())
    await allAnswer(lasting, 401)
    for (const { said } of gates) expect(said.join('\n')).not.toContain(database.needle)
  })
})

describe('the command', () => {
  it('keeps keys in the database that its variable names, and never shows the password', async () => {
    const project = temporaryProject()
    const env = { WITH_MLFLOW_ENV_KEYS: database.uri }
    const [made, second] = await Promise.all([
      project.run(['keys', 'create', '--scope', 'admin'], { env }),
      project.run(['keys', 'create', '--expires', '1h'], { env }),
    ])
    expect([made.status, second.status]).toEqual([0, 0])
    const listed = await project.run(['keys', 'list', '--json'], { env })
    expect(JSON.parse(listed.stdout)).toHaveLength(2)
    const verified = await project.run(['keys', 'verify'], { env, input: made.stdout })
    expect(verified).toMatchObject({ status: 0, stderr: '' })
    const [, id = ''] = made.stdout.split('_')
    expect(await project.run(['keys', 'revoke', id], { env })).toMatchObject({ status: 0 })
    const refused = await project.run(['keys', 'verify'], { env, input: made.stdout })
    expect(refused).toMatchObject({ status: 1, stdout: '' })
    const debug = await project.run(['keys', 'list'], {
      env: { ...env, WITH_MLFLOW_ENV_KEYS: named('nothing'), WITH_MLFLOW_ENV_DEBUG: '1' },
    })
    expect(debug).toMatchObject({ status: 125, stdout: '' })
    const outputs = [made, second, listed, verified, refused, debug].flatMap(({ stdout, stderr }) => [stdout, stderr])
    expect(outputs.join('')).not.toContain(database.needle)
  })

  it('takes no password as an argument, and an address without one only with a password from elsewhere', async () => {
    const project = temporaryProject()
    const refused = await project.run(['keys', 'list', '--keys', database.uri])
    expect(refused).toMatchObject({ status: 125, stdout: '' })
    expect(refused.stderr).toContain('WITH_MLFLOW_ENV_KEYS')
    expect(refused.stderr).not.toContain(database.needle)
    const bare = database.uri.replace(/:[^:@]*@/, '@')
    const env = { PGPASSWORD: database.password }
    expect(await project.run(['keys', 'create', '--keys', bare], { env })).toMatchObject({ status: 0 })
  })

  it('is not in the bundle of any other command', () => {
    const cli = readFileSync(join(import.meta.dirname, '../../../dist/cli.cjs'), 'utf8')
    expect(cli).not.toContain('with_mlflow_env_keys')
  })
})
