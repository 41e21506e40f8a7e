import { resolve } from 'node:path'
import { examineArtifactFolder } from '../checks/artifact-folder.ts'
import type { MlflowInstallation } from '../checks/context.ts'
import { examineDatabaseFiles } from '../checks/database-file.ts'
import { checkTlsFiles } from '../checks/tls-files.ts'
import { findLowestPort } from '../checks/unprivileged-ports.ts'
import { applyChange, type EnvironmentChange } from '../child-env/change.ts'
import type { Configuration } from '../configure/configuration.ts'
import { measure } from '../launch/arg-max.ts'
import { checkNodeDebug } from '../launch/node-debug.ts'
import { checkInstallation } from '../mlflow/requirements.ts'
import { resolveServer } from '../mlflow/resolve-settings.ts'
import { changeForServer } from '../mlflow/server-environment.ts'
import type { ServerSettings } from '../mlflow/settings.ts'
import { findOtherSocket } from '../mlflow/uvicorn-options.ts'
import { refuse } from '../model/failure.ts'
import type { World } from '../model/host-context.ts'
import type { Sourced } from '../model/origin.ts'
import type { Environment } from '../model/source.ts'
import type { Notice, Warning } from '../model/warning.ts'
import type { Launch } from '../options/resolve.ts'
import { findInstallation } from '../python/find-mlflow.ts'
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
 * The server's settings and its environment. Nobody is asked.
 *
 * @param options the command line's, by name
 * @param defaultBackend the database where none is named
 * @throws {Refusal}
 */
export function prepareServer(
  world: World,
  configuration: Configuration,
  options: ReadonlyMap<string, Sourced>,
  defaultBackend: string,
): PreparedServer {
  const { sources } = configuration
  const { settings, warnings } = resolveServer({ options, sources, defaultBackend, lowestPort: findLowestPort(world) })
  const change = changeForServer(world.env, configuration.change, settings, resolve(import.meta.dirname, 'python'))
  // Of a client's artifact root: the server's own has just been resolved.
  const kept = configuration.warnings.filter(({ code }) => code !== 'keep-aws-direct')
  return { settings, change, env: applyChange(world.env, change), warnings: [...kept, ...warnings] }
}

/** What a server needs of this machine, as it was found. */
export interface ExaminedServer {
  readonly found: Pick<ServerPlan, 'installation' | 'databaseFile' | 'registryFile'>
  readonly warnings: readonly Warning[]
  readonly notices: readonly Notice[]
}

/**
 * Looks at everything on this machine that the server could not start without.
 *
 * @param args what goes to MLflow as it is
 * @throws {Refusal}
 */
export async function examineServer(
  world: World,
  project: string,
  server: Pick<PreparedServer, 'settings' | 'env'>,
  args: readonly string[],
  launch: Launch,
): Promise<ExaminedServer> {
  const { settings, env } = server
  checkNodeDebug(world.env)
  const elsewhere = launch === 'exec' ? null : findOtherSocket(args, env)
  if (elsewhere) refuse({ code: 'other-socket', option: elsewhere })
  checkTlsFiles(args, env, world.cwd, launch)
  const onDisk = examineArtifactFolder(settings.artifacts, world.cwd)
  const installation = await findMlflow(world, project, server)
  const { file, registry, warnings, notices } = examineDatabaseFiles(world, project, settings, installation.sqlalchemy)
  return {
    found: { installation, databaseFile: file, registryFile: registry },
    warnings: [...onDisk, ...warnings],
    notices,
  }
}

/** Finds the Python that runs MLflow, and what is missing there. */
async function findMlflow(
  world: World,
  project: string,
  { settings, env }: Pick<PreparedServer, 'settings' | 'env'>,
): Promise<MlflowInstallation> {
  const question = { world, env, project, python: settings.python }
  const installation = await findInstallation(question).catch((error) => {
    // The first that is started with the server's environment.
    if ((error as NodeJS.ErrnoException).code !== 'E2BIG') throw error
    const { variables, largest } = measure([], env)
    return refuse({ code: 'server-environment-too-large', variables, largest })
  })
  const allowsFileStore = /^(?:true|1)$/i.test(env.MLFLOW_ALLOW_FILE_STORE ?? '')
  return {
    python: installation.python,
    version: checkInstallation(settings, installation, allowsFileStore),
    sqlalchemy: installation.versions.sqlalchemy ?? '',
  }
}
