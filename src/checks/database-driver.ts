import { findUsableDrivers } from '../mlflow/database-drivers.ts'
import { schemeOf } from '../mlflow/scheme.ts'
import { storeUris } from '../mlflow/settings.ts'
import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatOrigin, list, printable, quote } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'
import type { CheckAt } from './check.ts'

export const diagnostics = defineDiagnostics(() => ({
  'unknown-database-driver': (
    { scheme, known }: { readonly scheme: string; readonly known: readonly string[] },
    origin: Origin,
  ) =>
    `${formatOrigin(origin)}: MLflow cannot use the driver in ${quote(scheme)}: use one of ${list(known.map(printable))}`,
}))

/** SQLAlchemy fails on a driver that it does not have, and MLflow on one that is asynchronous. */
export const databaseDriver: CheckAt<'python'> = {
  name: 'database-driver',
  stage: 'python',
  diagnostics,
  run({ settings, installation }) {
    if (installation.versions.sqlalchemy === null) return []
    return storeUris(settings).flatMap(({ value, origin }) => {
      const known = findUsableDrivers(value, installation.dialects)
      return known ? [diagnostics.error('unknown-database-driver', origin, { scheme: schemeOf(value), known })] : []
    })
  },
}
