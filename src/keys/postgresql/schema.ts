import type { Client } from 'pg'

/** The table of the keys. It is found by the search path, as MLflow's own are. */
export const TABLE = 'with_mlflow_env_keys'
/** One row with the number of steps that were made. */
export const VERSION_TABLE = 'with_mlflow_env_keys_version'

/** Any number that nothing else in the database takes. */
const LOCK = 7_265_391_846

/** The steps to the table as it is now. A step that was released never changes. */
const STEPS = [
  `CREATE TABLE ${TABLE} (
    id text PRIMARY KEY,
    hash text NOT NULL,
    service text NOT NULL,
    scope text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz,
    note text
  )`,
]

export const CURRENT_VERSION = STEPS.length

/**
 * Makes the table, or brings it up to date, in the transaction that is open. If two processes do so at once, the second one
 * waits for the first, and finds it done.
 *
 * @returns the version that the table has, which is above `CURRENT_VERSION` if a newer launcher made it
 */
export async function migrate(client: Client): Promise<number> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK])
  const { rows } = await client.query<{ found: string | null }>('SELECT to_regclass($1)::text AS found', [
    VERSION_TABLE,
  ])
  if (rows[0]?.found === null) {
    await client.query(`CREATE TABLE ${VERSION_TABLE} (version integer NOT NULL)`)
    await client.query(`INSERT INTO ${VERSION_TABLE} VALUES (0)`)
  }
  const versions = await client.query<{ version: number }>(`SELECT version FROM ${VERSION_TABLE}`)
  const version = versions.rows[0]?.version ?? 0
  if (version >= CURRENT_VERSION) return version
  for (const step of STEPS.slice(version)) await client.query(step)
  await client.query(`UPDATE ${VERSION_TABLE} SET version = $1`, [CURRENT_VERSION])
  return CURRENT_VERSION
}
