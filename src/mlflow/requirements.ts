import { refuse } from '../model/failure.ts'
import type { Sourced } from '../model/origin.ts'
import { findDriver, findOtherDrivers } from './database-drivers.ts'
import type { Installation } from './installation.ts'
import type { ServerSettings } from './settings.ts'
import { findClient } from './store-clients.ts'
import { isLocal, schemeOf } from './store-uri.ts'
import { checkSchemes } from './uri-schemes.ts'
import { isAtLeast } from './version.ts'

/** Where something is to be installed: with pip, or with uv where there is no pip. */
export interface Place {
  readonly python: string
  readonly hasPip: boolean
}

/**
 * Checks an environment against the settings, before anything is started in it.
 *
 * @param allowsFileStore whether MLFLOW_ALLOW_FILE_STORE is true in the server's environment
 * @returns MLflow's version
 * @throws {Refusal} with what is missing, and how it is installed
 */
export function checkInstallation(
  settings: ServerSettings,
  installation: Installation,
  allowsFileStore: boolean,
): string {
  const { versions, modules, dialects, python, hasPip } = installation
  const place: Place = { python, hasPip }
  const { mlflow } = versions
  if (mlflow === null) {
    return refuse({ code: 'mlflow-missing', place, looked: [], isSkinny: versions['mlflow-skinny'] !== null })
  }
  if (!isAtLeast(mlflow, 3, 0)) refuse({ code: 'mlflow-too-old', version: mlflow, place })
  checkSchemes(settings, installation)
  const { backendStoreUri, registryStoreUri, readReplicaUri, artifacts } = settings
  const stores = [backendStoreUri, registryStoreUri, readReplicaUri].filter((uri) => uri !== null)
  const folder = stores.find(({ value }) => isLocal(value))
  if (folder && !allowsFileStore && isAtLeast(mlflow, 3, 13)) {
    refuse({ code: 'file-store', origin: folder.origin, version: mlflow })
  }
  const needed = (uri: Sourced, name: string) =>
    refuse({ code: 'package-missing', package: name, origin: uri.origin, scheme: schemeOf(uri.value), place })
  for (const uri of [artifacts.defaultRoot, artifacts.destination]) {
    const scheme = schemeOf(uri?.value ?? '')
    const client = installation.plugins.artifacts.includes(scheme) ? null : findClient(scheme)
    if (uri && client && !modules.includes(client.module)) needed(uri, client.package)
  }
  for (const uri of stores) {
    if (versions.sqlalchemy === null) continue
    const known = findOtherDrivers(uri.value, dialects)
    if (known) refuse({ code: 'driver-unknown', origin: uri.origin, scheme: schemeOf(uri.value), known })
    const driver = findDriver(uri.value, versions.sqlalchemy)
    if (driver && !modules.includes(driver.module)) needed(uri, driver.package)
  }
  return mlflow
}
