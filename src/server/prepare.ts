import type { MachineContext } from '../checks/context.ts'
import { runChecks } from '../checks/run-checks.ts'
import { applyChange, type EnvironmentChange } from '../child-env/change.ts'
import type { Configuration } from '../configure/configuration.ts'
import { measure } from '../launch/arg-max.ts'
import type { MlflowInstallation } from '../mlflow/installation.ts'
import { withoutDeployment } from '../mlflow/private-server-environment.ts'
import { privateSettings } from '../mlflow/private-server-settings.ts'
import { resolveSettings } from '../mlflow/resolve-settings.ts'
import { changeForServer } from '../mlflow/server-environment.ts'
import { reachOwnJobs } from '../mlflow/server-jobs.ts'
import { sqliteFile } from '../mlflow/store-uri.ts'
import { moveKeyPassword } from '../mlflow/tls-key-password.ts'
import { type Diagnostic, failOnError, isLauncherError } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Sourced } from '../model/origin.ts'
import { isS3Uri } from '../model/uri.ts'
import type { GivenOptions } from '../options/arguments.ts'
import { findMlflow } from '../python/find-mlflow.ts'
import { findShipped } from '../python/scripts.ts'
import { serverDiagnostics } from './diagnostics.ts'
import type { ServerPlan } from './server-plan.ts'

/** What a server is resolved from. */
export interface ServerInput {
  readonly hostContext: HostContext
  readonly configuration: Configuration
  /** The command line's, by name. */
  readonly options: GivenOptions
  /** What goes to `mlflow server` as it is, from after `--`. */
  readonly passthroughArgs: readonly string[]
  /** Whether MLflow replaces the launcher (`--launch exec`). */
  readonly replacesLauncher: boolean
  /** Whether it is one command's own, next to the server that the project may have elsewhere. */
  readonly isPrivate: boolean
  /** The database if none is named. */
  readonly defaultBackend: string
}

/** A server as its settings describe it. */
export interface PreparedServer {
  readonly context: MachineContext
  /** What is passed to `mlflow server`, without the password of a TLS key. */
  readonly mlflowArgs: readonly string[]
  /** The configuration's, as far as they are about a server. */
  readonly warnings: readonly Diagnostic[]
  /** The server's environment, as a change to the launcher's own. */
  readonly change: EnvironmentChange
  readonly findings: readonly Diagnostic[]
}

/**
 * Resolves the server's settings, builds its environment, and checks both. Nothing is looked at or started.
 *
 * @throws {LauncherError} invalid-option-value, conflicting-options: there are no settings then
 */
export function prepareServer(input: ServerInput): PreparedServer {
  const { hostContext, configuration, options, passthroughArgs, replacesLauncher, isPrivate, defaultBackend } = input
  const { sources, project } = configuration
  const { settings: named, findings } = resolveSettings({ options, sources, defaultBackend })
  const settings = isPrivate ? privateSettings(named, project) : named
  const settled = changeForServer(hostContext.env, configuration.change, settings, findShipped('python/plugin'))
  const own = isPrivate ? withoutDeployment(hostContext.env, settled) : settled
  const { change: moved, passthroughArgs: mlflowArgs } = moveKeyPassword(hostContext.env, own, passthroughArgs)
  const change = reachOwnJobs(hostContext.env, moved, settings)
  const env = applyChange(hostContext.env, change)
  const { env: launcherEnv, cwd } = hostContext
  const context = { settings, env, launcherEnv, options, sources, passthroughArgs, replacesLauncher, cwd, project }
  const warnings = configuration.warnings.filter(({ code }) => !CLIENT_CODES.includes(code))
  const { destination, defaultRoot } = settings.artifacts
  const store = [destination, defaultRoot].find((place) => place && isS3Uri(place.value))
  if (store && configuration.warnOfStore) warnings.push(configuration.warnOfStore(store.origin))
  return { context, mlflowArgs, warnings, change, findings: [...findings, ...runChecks('settings', context)] }
}

/** They are about a client's artifact root and server: the server's own have just been resolved. */
const CLIENT_CODES = ['keep-aws-direct', 'server-of-other-project', 'artifact-root-without-scheme']

/** What a start needs to know of this machine. */
type Found = Pick<ServerPlan, 'installation' | 'databaseFile' | 'registryFile'>

/** What this machine has for the server, and everything that the checks say about it. */
export interface ExaminedServer {
  /** Null if there is no MLflow, or it was not looked for: one of the findings is an error then. */
  readonly found: Found | null
  readonly findings: readonly Diagnostic[]
}

/** @throws {LauncherError} the first error among the findings: a start does not go on with it */
export function requireStartable({ found, findings }: ExaminedServer): Found {
  failOnError(findings)
  if (found === null) throw new TypeError('an installation that is missing is an error')
  return found
}

/** Looks at everything on this machine that the server needs, before it is started. */
export async function examineServer(hostContext: HostContext, context: MachineContext): Promise<ExaminedServer> {
  const onMachine = runChecks('machine', context)
  // No Python is started in a directory with files that would run in place of its own modules.
  if (onMachine.some(({ severity }) => severity === 'error')) return { found: null, findings: onMachine }
  const installation = await findInstallation(hostContext, context)
  if ('severity' in installation) return { found: null, findings: [...onMachine, installation] }
  const { sqlalchemy } = installation.versions
  const { settings, cwd } = context
  const toFile = (uri: Sourced | null) => uri && sqliteFile(uri.value, cwd, sqlalchemy ?? '')
  return {
    found: {
      installation,
      databaseFile: toFile(settings.backendStoreUri),
      registryFile: toFile(settings.registryStoreUri),
    },
    findings: [...onMachine, ...runChecks('python', { ...context, installation })],
  }
}

/** Finds the Python that has MLflow. @returns why there is none, if there is none */
async function findInstallation(
  hostContext: HostContext,
  { settings, env, project }: MachineContext,
): Promise<MlflowInstallation | Diagnostic> {
  try {
    return await findMlflow({ hostContext, env, project, python: settings.python })
  } catch (error) {
    if (isLauncherError(error)) return error.diagnostic
    // This is the first process that gets the server's environment.
    if ((error as NodeJS.ErrnoException).code !== 'E2BIG') throw error
    const { environmentBytes: bytes, largest } = measure([], env)
    return serverDiagnostics.error('server-environment-too-large', null, { bytes, largest })
  }
}
