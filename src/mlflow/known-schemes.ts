import type { Sourced } from '../model/origin.ts'
import type { PythonInstallation } from './installation.ts'
import { DATABASES, schemeOf } from './scheme.ts'
import { type ServerSettings, storeUris } from './settings.ts'

/** What a server takes, `TrackingStoreRegistryWrapper` in `mlflow/server/handlers.py`: less than a client does. */
const BACKENDS = [...DATABASES, 'file', 'databricks']
/** What it takes for models, `ModelRegistryStoreRegistryWrapper` there. */
const REGISTRIES = [...BACKENDS, 'databricks-uc']
/** `mlflow/store/artifact/artifact_repository_registry.py`, without `runs` and `models`, which are not stores. */
export const ARTIFACT_STORES = [
  's3',
  'r2',
  'b2',
  'gs',
  'wasbs',
  'abfss',
  'ftp',
  'sftp',
  'dbfs',
  'hdfs',
  'viewfs',
  'file',
  'mlflow-artifacts',
  'http',
  'https',
]

type StoreKind = keyof PythonInstallation['plugins']

const KNOWN: Readonly<Record<StoreKind, readonly string[]>> = {
  backend: BACKENDS,
  registry: REGISTRIES,
  artifacts: ARTIFACT_STORES,
}

/** Schemes that people write, and MLflow's own for the same. */
export const SUGGESTIONS: Readonly<Record<string, string>> = {
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

export interface UnknownScheme {
  readonly uri: Sourced
  readonly scheme: string
  /** What was probably meant. */
  readonly suggestion: string | null
  /** What there is for this kind of store, sorted. */
  readonly known: readonly string[]
}

/** URIs of the settings whose scheme neither MLflow nor a plugin knows. */
export function findUnknownSchemes(settings: ServerSettings, plugins: PythonInstallation['plugins']): UnknownScheme[] {
  return schemesInUse(settings).flatMap(({ kind, uri }) => {
    const scheme = schemeOf(uri.value)
    const [database = ''] = scheme.split('+')
    const isOwn = KNOWN[kind].includes(scheme) || (kind !== 'artifacts' && DATABASES.includes(database))
    if (scheme === '' || isOwn || plugins[kind].includes(scheme)) return []
    const known = [...new Set([...KNOWN[kind], ...plugins[kind]])].sort()
    return [{ uri, scheme, suggestion: SUGGESTIONS[scheme] ?? null, known }]
  })
}

function schemesInUse(settings: ServerSettings): { readonly kind: StoreKind; readonly uri: Sourced }[] {
  const { registryStoreUri, artifacts } = settings
  const stores = storeUris(settings).map((uri) => {
    return { kind: uri === registryStoreUri ? 'registry' : 'backend', uri } as const
  })
  const places = [artifacts.defaultRoot, artifacts.destination].flatMap((uri) => uri ?? [])
  return [...stores, ...places.map((uri) => ({ kind: 'artifacts', uri }) as const)]
}
