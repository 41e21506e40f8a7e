import type { Configuration } from '../configure/configuration.ts'
import { isProjectOwned } from '../credentials/credentials.ts'
import { DATABASES, schemeOf } from '../mlflow/scheme.ts'
import { formatUri } from '../model/format.ts'

type Known = Pick<Configuration, 'artifactRoot' | 'trackingUri' | 'credentials'>

const S3 = 'S3 (Remote)'
const LOCAL = 'files (Local)'
const PROXIED = "the server's own (proxied)"
const BY_SERVER = 'decided by the server'

/** What kind of store takes the artifacts, as far as the settings say. */
export function storageType({ artifactRoot, trackingUri, credentials }: Known): string {
  if (artifactRoot) return storeType(artifactRoot.value)
  const scheme = schemeOf(trackingUri.value)
  const [database = ''] = scheme.split('+')
  if (scheme === '' || scheme === 'file' || DATABASES.includes(database)) return LOCAL
  if (scheme.startsWith('databricks')) return 'Databricks'
  // The project's AWS credentials are for its artifacts. Which bucket it is, only the server knows.
  return /^https?$/.test(scheme) && isProjectOwned(credentials) ? S3 : BY_SERVER
}

function storeType(root: string): string {
  const scheme = schemeOf(root)
  if (scheme === '' || scheme === 'file') return LOCAL
  if (scheme === 's3') return S3
  return scheme === 'mlflow-artifacts' ? PROXIED : `${scheme} (Remote)`
}

/** The same with the place, for the configuration block. */
export function describeStorage(known: Known): string {
  const type = storageType(known)
  if (known.artifactRoot && type !== PROXIED) return `${type}, ${formatUri(known.artifactRoot.value)}`
  return type === S3 ? `${type}, bucket ${BY_SERVER}` : type
}
