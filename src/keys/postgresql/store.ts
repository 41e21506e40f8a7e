import type { Client, QueryConfig, QueryResult } from 'pg'
import { fail, isLauncherError } from '../../model/diagnostic.ts'
import type { Origin } from '../../model/origin.ts'
import type { Secret } from '../../model/secret.ts'
import type { Environment } from '../../model/source.ts'
import { keysDiagnostics } from '../diagnostics.ts'
import { type KeyRecord, readRecord } from '../key-record.ts'
import type { KeyStore } from '../key-store.ts'
import { Connection } from './connection.ts'
import { describeFailure, isMissingTable } from './failure.ts'
import { CURRENT_VERSION, migrate, TABLE, VERSION_TABLE } from './schema.ts'
import { TlsProblem } from './tls.ts'
import { locationOf, parsePostgresqlUri } from './uri.ts'

export interface PostgresqlStoreInput {
  readonly uri: Secret
  readonly origin: Origin
  readonly env: Environment
}

/** A gate reads again and again, and has to know within 5 seconds: a connection that is dead must not hold it up. */
const READ_MS = 2000
/** A change may have to wait for others. */
const WRITE_MS = 10_000

const COLUMNS = `id, hash, service, scope, created_at AS "createdAt", expires_at AS "expiresAt",
  revoked_at AS "revokedAt", last_used_at AS "lastUsedAt", note`
const READ = `SELECT version FROM ${VERSION_TABLE}; SELECT ${COLUMNS} FROM ${TABLE} ORDER BY created_at, id`
const ADD = `INSERT INTO ${TABLE} (id, hash, service, scope, created_at, expires_at, revoked_at, last_used_at, note)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
const REVOKE = `UPDATE ${TABLE} SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1`
// In one order, so that two gates never wait for each other.
const TOUCH = `UPDATE ${TABLE} AS keys SET last_used_at = later.used_at
  FROM (SELECT id, used_at FROM ${TABLE} JOIN unnest($1::text[], $2::timestamptz[]) AS uses(id, used_at) USING (id)
    WHERE last_used_at IS NULL OR last_used_at < used_at ORDER BY id FOR UPDATE OF ${TABLE}) AS later
  WHERE keys.id = later.id`

/**
 * Keys in a table of PostgreSQL, for several gates.
 *
 * @throws {LauncherError} key-store-uri
 */
export function postgresqlStore({ uri, origin, env }: PostgresqlStoreInput): KeyStore {
  const parsed = parsePostgresqlUri(uri.reveal(), origin)
  const location = locationOf(parsed)
  const connection = new Connection(parsed, env)
  let last: { readonly text: string; readonly records: readonly KeyRecord[] } | null = null

  const run = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    try {
      return await connection.run(work)
    } catch (error) {
      if (isLauncherError(error)) throw error
      if (isMissingTable(error)) return fail(keysDiagnostics.error('key-store-missing', null, { location }))
      const reason = error instanceof TlsProblem ? error.message : describeFailure(error)
      return fail(keysDiagnostics.error('key-store-unusable', null, { location, reason }))
    }
  }
  const toRecords = (rows: readonly unknown[]): readonly KeyRecord[] => {
    const text = JSON.stringify(rows)
    if (last?.text === text) return last.records
    const records = rows.map((row, at) => {
      const reason = `row ${at + 1} of ${rows.length} is no key`
      return readRecord(row) ?? fail(keysDiagnostics.error('key-store-malformed', null, { location, reason }))
    })
    last = { text, records }
    return records
  }
  const checkVersion = (version: number) => {
    if (version > CURRENT_VERSION) fail(keysDiagnostics.error('key-store-newer', null, { location }))
  }
  return {
    location,
    read: () =>
      run(async (client) => {
        // Two statements have two results.
        const results = (await client.query(within(READ_MS, READ))) as unknown as readonly QueryResult[]
        checkVersion(results[0]?.rows[0]?.version ?? 0)
        return toRecords(results[1]?.rows ?? [])
      }),
    add: (record) =>
      run((client) =>
        transaction(client, async () => {
          checkVersion(await migrate(client))
          const { id, hash, service, scope, createdAt, expiresAt, revokedAt, lastUsedAt, note } = record
          const values = [id, hash, service, scope, createdAt, expiresAt, revokedAt, lastUsedAt, note]
          await client.query(within(WRITE_MS, ADD, values))
        }),
      ),
    revoke: (id, at) =>
      run(async (client) => {
        const { rowCount } = await client.query(within(WRITE_MS, REVOKE, [id, at]))
        if (rowCount === 0) fail(keysDiagnostics.error('key-unknown', null, { location }))
      }),
    touch: (uses) =>
      run(async (client) => {
        await client.query(within(WRITE_MS, TOUCH, [[...uses.keys()], [...uses.values()]]))
      }),
    close: () => connection.close(),
  }
}

function within(milliseconds: number, text: string, values?: unknown[]): QueryConfig & { query_timeout: number } {
  return { text, query_timeout: milliseconds, ...(values && { values }) }
}

async function transaction(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN')
  // The connection is given up after an error, and the transaction with it.
  await work()
  await client.query('COMMIT')
}
