import type { Probe } from './check.ts'
import type { RunningContext } from './context.ts'

/** What a database URI with a driver or none begins with; other stores have no database to ask. */
const DATABASE = /^(?:postgres|mysql|mariadb|mssql)[a-z0-9]*(?:\+\w+)?:\/\//i

/** What the database checks run, with one connection for all of them; null if the backend is not a database. */
export function databaseProbe({ settings, databaseFile }: RunningContext): Probe | null {
  const { backendStoreUri, artifacts } = settings
  if (databaseFile === null && !DATABASE.test(backendStoreUri.value)) return null
  return { script: 'check_database.py', args: [artifacts.mode, databaseFile ?? ''], subject: 'the database' }
}
