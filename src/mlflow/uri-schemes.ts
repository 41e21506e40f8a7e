import { refuse } from '../model/failure.ts'
import type { Sourced } from '../model/origin.ts'
import type { Installation } from './installation.ts'
import type { ServerSettings } from './settings.ts'
import { schemeOf } from './store-uri.ts'

/** `mlflow/store/db/db_types.py`; a driver may stand behind a `+`. */
export const DATABASES = ['postgresql', 'mysql', 'sqlite', 'mssql']
/** What a server takes, `TrackingStoreRegistryWrapper` in `mlflow/server/handlers.py`: less than a client does. */
const BACKENDS = [...DATABASES, 'file', 'databricks']
/** What it takes for models, `ModelRegistryStoreRegistryWrapper` there. */
const REGISTRIES = [...BACKENDS, 'databricks-uc']
/** `mlflow/store/artifact/artifact_repository_registry.py`, without `runs` and `models`, which are no places. */
const STORES = [
  ...['s3', 'r2', 'b2', 'gs', 'wasbs', 'abfss', 'ftp', 'sftp', 'dbfs', 'hdfs', 'viewfs', 'file'],
  ...['mlflow-artifacts', 'http', 'https'],
]

const KNOWN: Readonly<Record<ForeignScheme['kind'], readonly string[]>> = {
  backend: BACKENDS,
  registry: REGISTRIES,
  artifacts: STORES,
}

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
  readonly kind: 'backend' | 'registry' | 'artifacts'
}

/** URIs of the settings whose schemes are none of MLflow's own. */
export function findForeignSchemes(settings: ServerSettings): ForeignScheme[] {
  const { backendStoreUri, registryStoreUri, readReplicaUri, artifacts } = settings
  const uses = [
    ['backend', backendStoreUri],
    ['registry', registryStoreUri],
    ['backend', readReplicaUri],
    ['artifacts', artifacts.defaultRoot],
    ['artifacts', artifacts.destination],
  ] as const
  return uses.flatMap(([kind, uri]) => {
    const scheme = uri ? schemeOf(uri.value) : ''
    const [database = ''] = scheme.split('+')
    const isOwn = KNOWN[kind].includes(scheme) || (kind !== 'artifacts' && DATABASES.includes(database))
    return uri && scheme !== '' && !isOwn ? [{ uri, scheme, kind }] : []
  })
}

/** @throws {Refusal} for a URI whose scheme neither MLflow nor a plugin beside it knows */
export function checkSchemes(settings: ServerSettings, { plugins }: Installation): void {
  for (const { uri, scheme, kind } of findForeignSchemes(settings)) {
    if (plugins[kind].includes(scheme)) continue
    const own = KNOWN[kind]
    const known = [...new Set([...own, ...plugins[kind]])].sort()
    refuse({ code: 'scheme-unknown', origin: uri.origin, scheme, known, meant: MEANT[scheme] ?? null })
  }
}
