import type { Sourced } from '../model/origin.ts'
import type { Probe } from './check.ts'
import type { RunningContext } from './context.ts'

/** What a database URI with a driver or none begins with; other stores have no database to ask. */
const DATABASE = /^(?:postgres|mysql|mariadb|mssql)[a-z0-9]*(?:\+\w+)?:\/\//i

interface DatabaseProbe {
  readonly probe: Probe
  readonly uri: Sourced
}

/** What the database checks run for the backend, with one connection for all of them; null if it is not a database. */
export function databaseProbe({ settings, databaseFile }: RunningContext): DatabaseProbe | null {
  const { backendStoreUri: uri, artifacts } = settings
  if (databaseFile === null && !DATABASE.test(uri.value)) return null
  const args = [artifacts.mode, databaseFile ?? '', 'MLFLOW_BACKEND_STORE_URI']
  return { probe: { script: 'check_database.py', args, subject: 'the database' }, uri }
}

/** The same, and for the other databases that MLflow opens when it starts. SQLite's files need no login. */
export function databaseProbes(context: RunningContext): DatabaseProbe[] {
  const { backendStoreUri, registryStoreUri, readReplicaUri } = context.settings
  const seen = new Set([backendStoreUri.value])
  const other = (uri: Sourced | null, mode: string, variable: string, subject: string): DatabaseProbe[] => {
    if (uri === null || seen.has(uri.value) || !DATABASE.test(uri.value)) return []
    seen.add(uri.value)
    return [{ probe: { script: 'check_database.py', args: [mode, '', variable], subject }, uri }]
  }
  return [
    ...[databaseProbe(context) ?? []].flat(),
    ...other(registryStoreUri, 'registry', 'MLFLOW_REGISTRY_STORE_URI', 'the database of the registry'),
    ...other(readReplicaUri, 'replica', 'MLFLOW_READ_REPLICA_BACKEND_STORE_URI', 'the read replica'),
  ]
}
