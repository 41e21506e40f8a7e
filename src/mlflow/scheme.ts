import { readOrdinaryUri } from '../model/ordinary-uri.ts'

/** A URI's scheme in lower case, as MLflow reads it: a path has none, and neither has a Windows drive. */
export function schemeOf(uri: string): string {
  // The addresses that are names by themselves.
  if (uri === 'databricks' || uri === 'databricks-uc') return uri
  const ordinary = readOrdinaryUri(uri)
  if (ordinary) return ordinary.scheme
  const [, scheme = ''] = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(uri) ?? []
  return scheme.length === 1 ? '' : scheme.toLowerCase()
}

/** `mlflow/store/db/db_types.py`; a driver may follow after a `+`. */
export const DATABASES = ['postgresql', 'mysql', 'sqlite', 'mssql']
