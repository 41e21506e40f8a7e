import { findDriver } from '../mlflow/database-drivers.ts'
import { type InstallTarget, installCommand } from '../mlflow/install-command.ts'
import type { PythonInstallation } from '../mlflow/installation.ts'
import { schemeOf } from '../mlflow/scheme.ts'
import { type ServerSettings, storeUris } from '../mlflow/settings.ts'
import { findClient } from '../mlflow/store-clients.ts'
import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatOrigin, printable, quote } from '../model/format.ts'
import type { Origin, Sourced } from '../model/origin.ts'
import type { CheckAt } from './check.ts'

interface MissingPackage {
  /** As it is installed: `psycopg[binary]`. */
  readonly name: string
  /** The scheme of the URI that needs it. */
  readonly scheme: string
  readonly python: InstallTarget
}

export const diagnostics = defineDiagnostics(() => ({
  'package-missing': ({ name, scheme, python }: MissingPackage, origin: Origin) =>
    `${formatOrigin(origin)}: ${quote(scheme)} needs the Python package ${printable(name)}: ${installCommand(python, name)}`,
}))

/** The client of the artifact store and the driver of the database are not installed along with MLflow. */
export const pythonPackages: CheckAt<'python'> = {
  name: 'python-packages',
  stage: 'python',
  diagnostics,
  run: ({ settings, installation }) =>
    [...storeClients(settings, installation), ...databaseDrivers(settings, installation)]
      .filter(({ module }) => !installation.modules.includes(module))
      .map(({ uri, name }) =>
        diagnostics.error('package-missing', uri.origin, { name, scheme: schemeOf(uri.value), python: installation }),
      ),
}

interface Need {
  readonly uri: Sourced
  readonly module: string
  readonly name: string
}

function storeClients({ artifacts }: ServerSettings, { plugins }: PythonInstallation): Need[] {
  return [artifacts.defaultRoot, artifacts.destination].flatMap((uri) => {
    const scheme = schemeOf(uri?.value ?? '')
    const client = plugins.artifacts.includes(scheme) ? null : findClient(scheme)
    return uri && client ? [{ uri, module: client.module, name: client.package }] : []
  })
}

function databaseDrivers(settings: ServerSettings, { versions }: PythonInstallation): Need[] {
  const { sqlalchemy } = versions
  if (sqlalchemy === null) return []
  return storeUris(settings).flatMap((uri) => {
    const driver = findDriver(uri.value, sqlalchemy)
    return driver ? [{ uri, module: driver.module, name: driver.package }] : []
  })
}
