import type { EnvironmentChange } from '../child-env/change.ts'
import { behindGate } from '../mlflow/behind-gate.ts'
import { withoutDeployment } from '../mlflow/private-server-environment.ts'
import { privateDatabase, privateSettings } from '../mlflow/private-server-settings.ts'
import { resolveSettings } from '../mlflow/resolve-settings.ts'
import { changeForServer } from '../mlflow/server-environment.ts'
import { reachOwnJobs } from '../mlflow/server-jobs.ts'
import type { ServerSettings } from '../mlflow/settings.ts'
import { moveKeyPassword } from '../mlflow/tls-key-password.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Environment } from '../model/source.ts'
import { isS3Uri } from '../model/uri.ts'
import type { GivenOptions } from '../options/arguments.ts'
import type { Configuration } from './configuration.ts'
import { findPrivateAddress, type PrivateAddress } from './private-access.ts'

/** What the settings and the environment of a server are resolved from. */
export interface ServerToResolve {
  /** The launcher's own environment. */
  readonly parent: Environment
  readonly configuration: Configuration
  /** The command line's, by name. */
  readonly options: GivenOptions
  /** What goes to `mlflow server` as it is, from after `--`. */
  readonly passthroughArgs: readonly string[]
  /** Where it listens if it is one command's own, next to the server that the project may have elsewhere; else null. */
  readonly privateAddress: PrivateAddress | null
  /** The database if none is named. */
  readonly defaultBackend: string
  /** See `changeForServer`. */
  readonly pluginDirectory: string
}

export interface ResolvedServer {
  readonly settings: ServerSettings
  /** What is passed to `mlflow server`, without the password of a TLS key. */
  readonly mlflowArgs: readonly string[]
  /** The server's environment, as a change to the launcher's own. */
  readonly change: EnvironmentChange
  /** The configuration's, as far as they are about a server. */
  readonly warnings: readonly Diagnostic[]
  /** About where the settings were found. */
  readonly findings: readonly Diagnostic[]
}

/**
 * Resolves the settings of a server and builds its environment.
 *
 * @throws {LauncherError} as `resolveSettings`
 */
export function resolveServer(input: ServerToResolve): ResolvedServer {
  const { parent, configuration, privateAddress } = input
  const { sources, project } = configuration
  const { settings: named, findings } = resolveSettings({ ...input, sources })
  const settings = privateAddress ? privateSettings(named, project, privateAddress.host) : named
  const settled = changeForServer(parent, configuration.change, settings, input.pluginDirectory)
  const own = privateAddress ? withoutDeployment(parent, settled) : settled
  const { change: moved, passthroughArgs: mlflowArgs } = moveKeyPassword(parent, own, input.passthroughArgs)
  const change = behindGate(parent, reachOwnJobs(parent, moved, settings), settings)
  const warnings = configuration.warnings.filter(({ code }) => !CLIENT_CODES.includes(code))
  const { destination, defaultRoot } = settings.artifacts
  const store = [destination, defaultRoot].find((place) => place && isS3Uri(place.value))
  if (store && configuration.warnOfStore) warnings.push(configuration.warnOfStore(store.origin))
  return { settings, mlflowArgs, change, warnings, findings: [...findings, ...(privateAddress?.findings ?? [])] }
}

/** They are about a client's artifact root and server: the server's own have just been resolved. */
const CLIENT_CODES = [
  ...['keep-aws-direct', 'server-of-other-project', 'artifact-root-without-scheme'],
  ...['server-needs-key', 'login-of-other-server', 'netrc-beats-key', 'key-of-other-server', 'login-for-default'],
]

/** What a private server is resolved from: no option is about it, and nothing is passed on to `mlflow server`. */
export function privateServerOf(configuration: Configuration, hostContext: HostContext) {
  const defaultBackend = privateDatabase(configuration.project)
  const privateAddress = findPrivateAddress(hostContext)
  return { configuration, options: new Map(), passthroughArgs: [], privateAddress, defaultBackend } as const
}
