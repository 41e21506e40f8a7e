import type { MachineContext } from '../checks/context.ts'
import { runChecks } from '../checks/run-checks.ts'
import { applyChange } from '../child-env/change.ts'
import type { Configuration } from '../configure/configuration.ts'
import {
  privateServerOf,
  type ResolvedServer,
  resolveServer,
  type ServerToResolve,
} from '../configure/resolve-server.ts'
import { measure } from '../launch/arg-max.ts'
import { replacesProcess } from '../launch/engines/index.ts'
import type { MlflowInstallation } from '../mlflow/installation.ts'
import { sqliteFile } from '../mlflow/store-uri.ts'
import { type Diagnostic, fail, failOnError, isLauncherError } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Origin, Sourced } from '../model/origin.ts'
import { optionDiagnostics } from '../options/diagnostics.ts'
import { findMlflow } from '../python/find-mlflow.ts'
import { findShipped } from '../python/scripts.ts'
import { serverDiagnostics } from './diagnostics.ts'
import type { ServerPlan } from './server-plan.ts'

/** What a server is resolved from. */
export interface ServerInput extends Omit<ServerToResolve, 'parent' | 'pluginDirectory'> {
  readonly hostContext: HostContext
  /** Whether MLflow replaces the launcher (`--launch exec`). */
  readonly replacesLauncher: boolean
}

/** A server as its settings describe it. */
export interface PreparedServer extends ResolvedServer {
  readonly context: MachineContext
}

/**
 * Resolves the server's settings, builds its environment, and checks both. Nothing is looked at or started.
 *
 * @throws {LauncherError} invalid-option-value, conflicting-options: there are no settings then
 */
export function prepareServer(input: ServerInput): PreparedServer {
  const { hostContext, configuration, options, passthroughArgs, replacesLauncher } = input
  const { sources, project } = configuration
  const { env: launcherEnv, cwd } = hostContext
  const pluginDirectory = findShipped('python/plugin')
  const resolved = resolveServer({ ...input, parent: launcherEnv, pluginDirectory })
  const { settings, change } = resolved
  const env = applyChange(launcherEnv, change)
  const context = { settings, env, launcherEnv, options, sources, passthroughArgs, replacesLauncher, cwd, project }
  return { ...resolved, context, findings: [...resolved.findings, ...runChecks('settings', context)] }
}

/**
 * The same for the private server of one command.
 *
 * @param requestedBy the option or variable that asks for it
 * @throws {LauncherError} conflicting-options, and the first error of `prepareServer`: nothing is started then
 */
export function preparePrivateServer(
  hostContext: HostContext,
  configuration: Configuration,
  requestedBy: Origin,
): PreparedServer {
  const { value, origin } = configuration.options.launch
  if (replacesProcess(value)) fail(optionDiagnostics.error('conflicting-options', requestedBy, { other: origin }))
  const prepared = prepareServer({
    ...privateServerOf(configuration, hostContext),
    hostContext,
    replacesLauncher: false,
  })
  failOnError(prepared.findings)
  return prepared
}

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
