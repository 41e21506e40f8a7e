import { childValue, type EnvironmentChange, leaveOut, toSetting, withSetting } from '../child-env/change.ts'
import type { Environment } from '../model/source.ts'
import { findOtherServers } from './other-server.ts'
import { JOBS } from './server-jobs.ts'
import { UVICORN_OPTIONS, withoutOptions } from './uvicorn-options.ts'

const REASON = 'belongs to the address of another server'

/** Settings of `mlflow server` that are right for one address and wrong for every other one. */
const VARIABLES = new Set([
  'MLFLOW_SERVER_ALLOWED_HOSTS',
  'MLFLOW_SERVER_CORS_ALLOWED_ORIGINS',
  'MLFLOW_SERVER_X_FRAME_OPTIONS',
  'MLFLOW_SERVER_DISABLE_SECURITY_MIDDLEWARE',
  // Another program would listen, with an address and certificates of its own.
  'MLFLOW_GUNICORN_OPTS',
  'FORWARDED_ALLOW_IPS',
])
const OF_UVICORN = /^UVICORN_(?:HOST|PORT|UDS|FD|ROOT_PATH|PROXY_HEADERS|FORWARDED_ALLOW_IPS|SSL_\w+)$/

/** The same among uvicorn's options; each takes a value. */
const OPTIONS = [
  ...['--host', '--port', '--uds', '--fd', '--root-path', '--forwarded-allow-ips'],
  ...['--ssl-keyfile', '--ssl-certfile', '--ssl-keyfile-password', '--ssl-version', '--ssl-cert-reqs'],
  ...['--ssl-ca-certs', '--ssl-ciphers'],
]

/**
 * The change of a private server: without what belongs to the address of the server that the project has elsewhere. Unless
 * somebody asks for jobs it has none: they take ten more processes.
 */
export function withoutDeployment(launcherEnv: Environment, change: EnvironmentChange): EnvironmentChange {
  const kept = ownOptions(launcherEnv, change)
  const leftOut = findLeftOut(launcherEnv, change)
  const reduced = leaveOut(launcherEnv, change, leftOut)
  const origin = change.set.get(UVICORN_OPTIONS)?.origin ?? null
  const own =
    kept && leftOut.has(UVICORN_OPTIONS)
      ? withSetting(reduced, UVICORN_OPTIONS, toSetting(kept, REASON, origin))
      : reduced
  if (childValue(launcherEnv, own, JOBS)) return own
  return withSetting(own, JOBS, toSetting('false', 'one command needs no jobs', null))
}

/** What the private server does not get of the variables that it would have, each with the reason. */
export function findLeftOut(launcherEnv: Environment, change: EnvironmentChange): ReadonlyMap<string, string> {
  const names = [...new Set([...Object.keys(launcherEnv), ...change.set.keys()])]
  const own = names.filter((name) => VARIABLES.has(name) || OF_UVICORN.test(name))
  const options = childValue(launcherEnv, change, UVICORN_OPTIONS)
  const isReduced = options && ownOptions(launcherEnv, change) !== options
  return new Map([
    ...findOtherServers(names),
    ...own.map((name) => [name, REASON] as const),
    ...(isReduced ? [[UVICORN_OPTIONS, `some of its options: ${REASON}`] as const] : []),
  ])
}

/** Those of uvicorn's options that are right at every address; as they are if there are no others. */
function ownOptions(launcherEnv: Environment, change: EnvironmentChange): string {
  const options = childValue(launcherEnv, change, UVICORN_OPTIONS) ?? ''
  return OPTIONS.some((name) => options.includes(name)) ? withoutOptions(options, OPTIONS) : options
}
