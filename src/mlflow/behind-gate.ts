import { childValue, type EnvironmentChange, toSetting, withSetting } from '../child-env/change.ts'
import type { Environment } from '../model/source.ts'
import { jobsAreOn } from './server-jobs.ts'
import type { ServerSettings } from './settings.ts'
import { isAtLeast } from './version.ts'

/** What the gate addresses MLflow as. */
export const GATE_HOST = 'localhost'

const ALLOWED_HOSTS = 'MLFLOW_SERVER_ALLOWED_HOSTS'
const FORWARDED = 'FORWARDED_ALLOW_IPS'
const SOCKET = 'UVICORN_UDS'
const JOB_USER = 'MLFLOW_TRACKING_USERNAME'
const JOB_PASSWORD = 'MLFLOW_TRACKING_PASSWORD'

/** The login of MLflow's jobs, which ask the server at its host and port: there is the gate. */
export const JOBS_NAME = 'mlflow-jobs'
const ONLY_GATE = 'only the gate reaches MLflow'
const FOR_JOBS = "MLflow's own jobs pass the gate with it"
const AT_START = 'chosen at the start'

/**
 * The change of a server that only the gate can reach: a list of hosts has the one that the gate uses, and uvicorn believes
 * the gate who the client is, which nothing else can tell on a Unix socket. What `listenVariables` and `jobLogin` give at the
 * start is named here, and no more.
 */
export function behindGate(
  launcherEnv: Environment,
  change: EnvironmentChange,
  { auth }: Pick<ServerSettings, 'auth'>,
): EnvironmentChange {
  if (!auth.value) return change
  const value = (name: string) => childValue(launcherEnv, change, name)
  const hosts = value(ALLOWED_HOSTS)
  const isShutOut = hosts && !hosts.split(',').some((pattern) => [GATE_HOST, '*'].includes(pattern.trim()))
  const rows = [
    [SOCKET, AT_START, ONLY_GATE],
    ...(isShutOut ? [[ALLOWED_HOSTS, `${hosts},${GATE_HOST}`, ONLY_GATE] as const] : []),
    ...(value(FORWARDED) ? [] : [[FORWARDED, '*', ONLY_GATE] as const]),
    ...(jobsAreOn(launcherEnv, change)
      ? ([
          [JOB_USER, JOBS_NAME, FOR_JOBS],
          [JOB_PASSWORD, AT_START, FOR_JOBS],
        ] as const)
      : []),
  ] as const
  return rows.reduce((made, [name, text, reason]) => {
    return withSetting(made, name, toSetting(text, reason, made.set.get(name)?.origin ?? null))
  }, change)
}

/**
 * How MLflow is made to listen on a socket: uvicorn has a variable for each of its options, and prefers a socket to its host
 * and port. Before MLflow 3.3 there is gunicorn, which gets host and port as one text, and takes `unix:` for a path.
 *
 * @param path of the socket, as far as the launcher chooses it
 * @param port the gate's, which MLflow tells its jobs
 */
export function listenVariables(
  path: string,
  port: number,
  version: string,
): { socket: string; variables: Environment } {
  const variables = { MLFLOW_PORT: String(port) }
  if (isAtLeast(version, 3, 3)) return { socket: path, variables: { ...variables, [SOCKET]: path } }
  return { socket: `${path}:${port}`, variables: { ...variables, MLFLOW_HOST: `unix:${path}` } }
}

/** By these MLflow's jobs present their key. */
export function jobLogin(key: string): Environment {
  return { [JOB_USER]: JOBS_NAME, [JOB_PASSWORD]: key }
}
