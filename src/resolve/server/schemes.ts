import { refuse } from '../failure.ts'
import type { Sourced } from '../origin.ts'
import type { Installation } from './installation.ts'
import type { ServerSettings } from './settings.ts'
import { schemeOf } from './uri.ts'

/** `mlflow/store/db/db_types.py`; a driver may stand behind a `+`. */
const DATABASES = ['postgresql', 'mysql', 'sqlite', 'mssql']
/** What a server takes, `TrackingStoreRegistryWrapper` in `mlflow/server/handlers.py`: less than a client does. */
const BACKENDS = [...DATABASES, 'file', 'databricks']
/** `mlflow/store/artifact/artifact_repository_registry.py`, without `runs` and `models`, which are no places. */
const STORES = [
  ...['s3', 'r2', 'b2', 'gs', 'wasbs', 'abfss', 'ftp', 'sftp', 'dbfs', 'hdfs', 'viewfs', 'file'],
  ...['mlflow-artifacts', 'http', 'https'],
]

/** How people write schemes that MLflow has under another name. */
const MEANT: Readonly<Record<string, string>> = {
  postgres: 'postgresql',
  psql: 'postgresql',
  pg: 'postgresql',
  mariadb: 'mysql',
  sqlite3: 'sqlite',
  sqlserver: 'mssql',
  s3a: 's3',
  s3n: 's3',
  gcs: 'gs',
  wasb: 'wasbs',
  abfs: 'abfss',
}

/** A URI whose scheme is none of MLflow's own: only a plugin can know it. */
export interface ForeignScheme {
  readonly uri: Sourced
  readonly scheme: string
  readonly kind: 'backend' | 'artifacts'
}

/** URIs of the settings whose schemes are none of MLflow's own. */
export function findForeignSchemes({ backendStoreUri, artifacts }: ServerSettings): ForeignScheme[] {
  const found: ForeignScheme[] = []
  const backend = schemeOf(backendStoreUri.value)
  const [database = ''] = backend.split('+')
  if (backend !== '' && !BACKENDS.includes(backend) && !DATABASES.includes(database)) {
    found.push({ uri: backendStoreUri, scheme: backend, kind: 'backend' })
  }
  for (const uri of [artifacts.defaultRoot, artifacts.destination]) {
    const scheme = uri ? schemeOf(uri.value) : ''
    if (uri && scheme !== '' && !STORES.includes(scheme)) found.push({ uri, scheme, kind: 'artifacts' })
  }
  return found
}

/** @throws {Refusal} for a URI whose scheme neither MLflow nor a plugin beside it knows */
export function checkSchemes(settings: ServerSettings, { plugins }: Installation): void {
  for (const { uri, scheme, kind } of findForeignSchemes(settings)) {
    if (plugins[kind].includes(scheme)) continue
    const own = kind === 'backend' ? BACKENDS : STORES
    const known = [...new Set([...own, ...plugins[kind]])].sort()
    refuse({ code: 'scheme-unknown', origin: uri.origin, scheme, known, meant: MEANT[scheme] ?? null })
  }
}
