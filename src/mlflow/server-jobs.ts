import { childValue, type EnvironmentChange } from '../child-env/change.ts'
import type { Environment } from '../model/source.ts'
import { isMlflowTrue } from './boolean.ts'
import { reachDirectly } from './other-server.ts'
import type { ServerSettings } from './settings.ts'

/** MLflow's switch for its jobs, which are on by default. */
export const JOBS = 'MLFLOW_SERVER_ENABLE_JOB_EXECUTION'

/** Whether a server with this environment runs jobs. */
export function hasJobs(env: Environment): boolean {
  return !/^(?:false|0)$/i.test(env[JOBS] ?? '') && !isMlflowTrue(env.MLFLOW_ARTIFACTS_ONLY ?? '')
}

/** The same for a change to the launcher's environment. */
export function jobsAreOn(launcherEnv: Environment, change: EnvironmentChange): boolean {
  const switches = [JOBS, 'MLFLOW_ARTIFACTS_ONLY']
  return hasJobs(Object.fromEntries(switches.map((name) => [name, childValue(launcherEnv, change, name) ?? ''])))
}

/** The server's change with its own host among those that need no proxy: its jobs ask it there, by its setting as it is. */
export function reachOwnJobs(
  launcherEnv: Environment,
  change: EnvironmentChange,
  { host }: Pick<ServerSettings, 'host'>,
): EnvironmentChange {
  return jobsAreOn(launcherEnv, change) ? reachDirectly(launcherEnv, change, host.value) : change
}
