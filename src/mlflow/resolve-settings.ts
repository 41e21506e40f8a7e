import { fail } from '../model/diagnostic.ts'
import { refuse } from '../model/failure.ts'
import type { Sourced } from '../model/origin.ts'
import { find, type Source } from '../model/source.ts'
import type { Warning } from '../model/warning.ts'
import type { GivenOptions } from '../options/arguments.ts'
import { optionDiagnostics } from '../options/diagnostics.ts'
import { findShownPasswords } from './argv-secrets.ts'
import { resolveArtifacts } from './artifacts.ts'
import { checkBackend } from './backend-uri.ts'
import { findSetting, type SettingsQuestion } from './lookup.ts'
import { checkEndpoint, checkHost, checkPrefix, toPort, toSeconds, toSwitch, toWorkers } from './parse-values.ts'
import type { ServerSettings } from './settings.ts'
import { checkServerVariables } from './variable-types.ts'

/** What the settings depend on besides what people name. */
export interface ServerQuestion {
  /** The command line's options by name; none for `--with-server`. */
  readonly options: GivenOptions
  /** The highest first. */
  readonly sources: readonly Source[]
  /** The database where none is named. */
  readonly defaultBackend: string
}

export interface ResolvedServer {
  readonly settings: ServerSettings
  readonly warnings: readonly Warning[]
}

/**
 * The server's settings: option, environment, files, default.
 *
 * @throws {Refusal} for what MLflow would refuse later, or take for something else
 */
export function resolveServer({ options, sources, defaultBackend }: ServerQuestion): ResolvedServer {
  const warnings: Warning[] = []
  const question: SettingsQuestion = { options, sources, warn: (warning) => warnings.push(warning) }
  const orDefault = (name: string, value: string): Sourced =>
    findSetting(question, name) ?? { value, origin: { kind: 'default' } }
  // A setting of clients, which the server's start refuses.
  const workspace = find(sources, 'MLFLOW_WORKSPACE')
  if (workspace) refuse({ code: 'workspace-set', origin: workspace.origin })
  checkServerVariables(sources)
  checkEndpoint(find(sources, 'MLFLOW_S3_ENDPOINT_URL'))
  const artifactsOnly = find(sources, 'MLFLOW_ARTIFACTS_ONLY')
  const prefix = findSetting(question, 'static-prefix')
  const registry = find(sources, 'MLFLOW_REGISTRY_STORE_URI')
  const replica = find(sources, 'MLFLOW_READ_REPLICA_BACKEND_STORE_URI')
  const backendStoreUri = checkBackend(orDefault('backend-store-uri', defaultBackend))
  const settings: ServerSettings = {
    host: checkHost(orDefault('host', '127.0.0.1')),
    port: toPort(orDefault('port', '5000')),
    workers: toWorkers(orDefault('workers', '4')),
    backendStoreUri,
    registryStoreUri: registry ? checkBackend(registry) : null,
    readReplicaUri: replica ? checkBackend(replica) : null,
    artifacts: resolveArtifacts(question, backendStoreUri.value),
    staticPrefix: prefix && checkPrefix(prefix),
    bucketCheck: toSwitch(orDefault('bucket-check', 'true')),
    python: findSetting(question, 'python'),
    wait: toSeconds(orDefault('wait', '120')),
    grace: toSeconds(orDefault('grace', '30')),
  }
  // MLflow's own refusal would print the URI, with its password.
  if (artifactsOnly && toSwitch(artifactsOnly).value && backendStoreUri.origin.kind !== 'default') {
    fail(optionDiagnostics.error('conflicting-options', artifactsOnly.origin, { other: backendStoreUri.origin }))
  }
  return { settings, warnings: [...warnings, ...findShownPasswords(options)] }
}
