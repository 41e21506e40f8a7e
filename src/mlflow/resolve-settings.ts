import type { Diagnostic } from '../model/diagnostic.ts'
import { byDefault } from '../model/origin.ts'
import { find, type Source } from '../model/source.ts'
import type { GivenOptions } from '../options/arguments.ts'
import { resolveArtifacts } from './artifacts.ts'
import { validateBackendUri } from './backend-uri.ts'
import { DEFAULT_HOST, DEFAULT_PORT } from './derived-address.ts'
import { mlflowDiagnostics } from './diagnostics.ts'
import { findSetting, type SettingsLookup } from './lookup.ts'
import { withoutServiceLinks } from './service-link.ts'
import type { ServerSettings } from './settings.ts'
import {
  parsePort,
  parseSeconds,
  parseSwitch,
  parseWorkers,
  validateHost,
  validatePrefix,
} from './validate-settings.ts'

/** What the settings depend on besides what people name. */
export interface SettingsInput {
  /** The command line's options by name; none for `--with-server`. */
  readonly options: GivenOptions
  /** The highest first. */
  readonly sources: readonly Source[]
  /** The database if none is named. */
  readonly defaultBackend: string
}

export interface ResolvedSettings {
  readonly settings: ServerSettings
  /** Warnings about where the settings were found. */
  readonly findings: readonly Diagnostic[]
}

/**
 * Resolves the server's settings: option, environment, files, default.
 *
 * @throws {LauncherError} invalid-option-value, conflicting-options; placeholder-value, invalid-value for a URI
 */
export function resolveSettings({ options, sources, defaultBackend }: SettingsInput): ResolvedSettings {
  const findings: Diagnostic[] = []
  const lookup: SettingsLookup = { options, sources, report: (finding) => findings.push(finding) }
  const orDefault = (name: string, value: string) => findSetting(lookup, name) ?? byDefault(value)
  const ports = withoutServiceLinks(sources, ({ origin }) => {
    if (!options.has('port')) findings.push(mlflowDiagnostics.notice('service-link', origin))
  })
  const portLookup = { ...lookup, sources: ports }
  const prefix = findSetting(lookup, 'static-prefix')
  const registry = find(sources, 'MLFLOW_REGISTRY_STORE_URI')
  const replica = find(sources, 'MLFLOW_READ_REPLICA_BACKEND_STORE_URI')
  const backendStoreUri = validateBackendUri(orDefault('backend-store-uri', defaultBackend))
  const settings: ServerSettings = {
    host: validateHost(orDefault('host', DEFAULT_HOST)),
    port: parsePort(findSetting(portLookup, 'port') ?? byDefault(DEFAULT_PORT)),
    workers: parseWorkers(orDefault('workers', '4')),
    backendStoreUri,
    registryStoreUri: registry ? validateBackendUri(registry) : null,
    readReplicaUri: replica ? validateBackendUri(replica) : null,
    artifacts: resolveArtifacts(lookup, backendStoreUri.value),
    staticPrefix: prefix && validatePrefix(prefix),
    auth: parseSwitch(orDefault('auth', 'false')),
    localToken: parseSwitch(orDefault('local-token', 'false')),
    bucketCheck: parseSwitch(orDefault('bucket-check', 'true')),
    python: findSetting(lookup, 'python'),
    readyTimeoutSeconds: parseSeconds(orDefault('ready-timeout', '120')),
    graceSeconds: parseSeconds(orDefault('grace', '30')),
  }
  return { settings, findings }
}
