import type { MachineContext } from '../checks/context.ts'
import { runChecks } from '../checks/run-checks.ts'
import { applyChange, type EnvironmentChange } from '../child-env/change.ts'
import type { Configuration } from '../configure/configuration.ts'
import { measure } from '../launch/arg-max.ts'
import { checkNodeDebug } from '../launch/node-debug.ts'
import type { MlflowEnvironment } from '../mlflow/installation.ts'
import { resolveServer } from '../mlflow/resolve-settings.ts'
import { changeForServer } from '../mlflow/server-environment.ts'
import type { ServerSettings } from '../mlflow/settings.ts'
import { sqliteFile } from '../mlflow/store-uri.ts'
import { findOtherSocket } from '../mlflow/uvicorn-options.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { refuse } from '../model/failure.ts'
import type { World } from '../model/host-context.ts'
import type { Sourced } from '../model/origin.ts'
import type { Environment } from '../model/source.ts'
import type { Warning } from '../model/warning.ts'
import type { GivenOptions } from '../options/arguments.ts'
import { findMlflow } from '../python/find-mlflow.ts'
import { findShipped } from '../python/scripts.ts'
import type { ServerPlan } from './plan.ts'

/** A server that could be started, as far as its settings tell. */
export interface PreparedServer {
  readonly settings: ServerSettings
  /** The server's environment, as a change to the launcher's own. */
  readonly change: EnvironmentChange
  readonly env: Environment
  readonly warnings: readonly Warning[]
}

/**
 * Resolves the server's settings and builds its environment. Nothing is started.
 *
 * @param options the command line's, by name
 * @param defaultBackend the database if none is named
 * @throws {Refusal}
 */
export function prepareServer(
  world: World,
  configuration: Configuration,
  options: GivenOptions,
  defaultBackend: string,
): PreparedServer {
  const { sources } = configuration
  const { settings, warnings } = resolveServer({ options, sources, defaultBackend })
  const change = changeForServer(world.env, configuration.change, settings, findShipped('python/plugin'))
  // It is about a client's artifact root: the server's own has just been resolved.
  const kept = configuration.warnings.filter(({ code }) => code !== 'keep-aws-direct')
  return { settings, change, env: applyChange(world.env, change), warnings: [...kept, ...warnings] }
}

/** What the machine has for the server, and what the checks say about it. */
export interface ExaminedServer {
  readonly found: Pick<ServerPlan, 'installation' | 'databaseFile' | 'registryFile'>
  readonly findings: readonly Diagnostic[]
}

/**
 * Looks at everything on this machine that the server needs, before it is started.
 *
 * @throws {Refusal} if there is no MLflow
 */
export async function examineServer(world: World, context: MachineContext): Promise<ExaminedServer> {
  const { settings, env, passthroughArgs, isReplaced, cwd } = context
  checkNodeDebug(world.env)
  const elsewhere = isReplaced ? null : findOtherSocket(passthroughArgs, env)
  if (elsewhere) refuse({ code: 'other-socket', option: elsewhere })
  const onMachine = runChecks('machine', context)
  const installation = await findInstallation(world, context)
  const { mlflow, sqlalchemy } = installation.versions
  const toFile = (uri: Sourced | null) => uri && sqliteFile(uri.value, cwd, sqlalchemy ?? '')
  return {
    found: {
      installation: { python: installation.python, version: mlflow, sqlalchemy: sqlalchemy ?? '' },
      databaseFile: toFile(settings.backendStoreUri),
      registryFile: toFile(settings.registryStoreUri),
    },
    findings: [...onMachine, ...runChecks('python', { ...context, installation })],
  }
}

/** Finds the Python that has MLflow. */
async function findInstallation(world: World, { settings, env, project }: MachineContext): Promise<MlflowEnvironment> {
  const question = { world, env, project, python: settings.python }
  return findMlflow(question).catch((error) => {
    // The first process that is started with the server's environment.
    if ((error as NodeJS.ErrnoException).code !== 'E2BIG') throw error
    const { environmentBytes: variables, largest } = measure([], env)
    return refuse({ code: 'server-environment-too-large', variables, largest })
  })
}
