import { childValue, type EnvironmentChange, leaveOut, toSetting, withSetting } from '../child-env/change.ts'
import type { Environment } from '../model/source.ts'
import { parseUrl } from './server-address.ts'

/**
 * The variable that tells a launcher inside the address of a private server, which its command uses. A file of the project
 * that names another server's run is no reason to look for it there.
 */
export const PRIVATE_VARIABLE = 'WITH_MLFLOW_ENV_PRIVATE_URI'

/** Where a private server listens, unless something is known that would keep its command out. */
export const PRIVATE_HOST = '127.0.0.1'

const ACCESS = 'how another server is reached'

/** What a client has for one server and no other. The name of an experiment is valid on any of them. */
const reasons = (): ReadonlyMap<string, string> =>
  new Map([
    ['MLFLOW_RUN_ID', 'a run of another server'],
    ['MLFLOW_EXPERIMENT_ID', 'an experiment of another server'],
    ['MLFLOW_ACTIVE_MODEL_ID', 'a model of another server'],
    ['_MLFLOW_ACTIVE_MODEL_ID', 'a model of another server'],
    ['MLFLOW_TRACING_DESTINATION', 'an experiment of another server'],
    ['MLFLOW_WORKSPACE', 'a workspace of another server'],
    ['MLFLOW_REGISTRY_URI', 'the registry of another server'],
    ['MLFLOW_WORKSPACE_STORE_URI', 'the workspaces of another server'],
    ['MLFLOW_DEPLOYMENTS_TARGET', 'another server, to which MLflow would send the key too'],
    ['MLFLOW_GATEWAY_URI', 'another server, to which MLflow would send the key too'],
    ['MLFLOW_TRACKING_USERNAME', 'a login for another server'],
    ['MLFLOW_TRACKING_PASSWORD', 'a login for another server'],
    ['MLFLOW_TRACKING_TOKEN', 'a login for another server'],
    ['MLFLOW_TRACKING_AUTH', 'a login for another server'],
    ['MLFLOW_TRACKING_AWS_SIGV4', 'a login for another server'],
    ['MLFLOW_TRACKING_INSECURE_TLS', ACCESS],
    ['MLFLOW_TRACKING_SERVER_CERT_PATH', ACCESS],
    ['MLFLOW_TRACKING_CLIENT_CERT_PATH', ACCESS],
  ])

/** Which of some variables are a client's for another server, each with what it is. */
export function findOtherServers(names: Iterable<string>): ReadonlyMap<string, string> {
  const known = reasons()
  return new Map(Array.from(names).flatMap((name) => (known.has(name) ? [[name, known.get(name) ?? '']] : [])))
}

/** Whether a run is for the private server of a launcher outside, or of this one. */
export function usesPrivateServer(parent: Environment, trackingUri: string): boolean {
  return Boolean(parent[PRIVATE_VARIABLE]) && parent[PRIVATE_VARIABLE] === trackingUri
}

/** The change of a command that uses a private server: nothing of another one from the project's files, and no proxy. */
export function changeForPrivateServer(parent: Environment, change: EnvironmentChange): EnvironmentChange {
  const fromFiles = Array.from(change.set).flatMap(([name, { origin }]) => (origin?.kind === 'file' ? name : []))
  const { host } = parseUrl(parent[PRIVATE_VARIABLE] ?? '') ?? { host: PRIVATE_HOST }
  return reachDirectly(parent, leaveOut(parent, change, findOtherServers(fromFiles)), host)
}

/** Why a command's `NO_PROXY` is set. */
export const reachedDirectly = (host: string) => `${host} is reached without a proxy`

const NO_PROXY = ['NO_PROXY', 'no_proxy'] as const
const isProxyVariable = (text: string) => /^(?:https?|all|no)_proxy$/i.test(text)

/**
 * Adds a host to those that are reached without a proxy. Programs read one of the two variables, or both: what only one of
 * them has counts for the other too. Without any variable about proxies both stay unset, as Python would then no longer ask
 * macOS for its proxies.
 */
export function reachDirectly(parent: Environment, change: EnvironmentChange, host: string): EnvironmentChange {
  const value = (name: string) => childValue(parent, change, name)
  const names = new Set([...Object.keys(parent), ...change.set.keys()])
  if (!Array.from(names).some((name) => isProxyVariable(name) && value(name))) return change
  const [upper, lower] = NO_PROXY.map((name) => value(name)?.trim() ?? '')
  const joined = [
    ['NO_PROXY', upper || lower || ''],
    ['no_proxy', lower || upper || ''],
  ] as const
  return joined.reduce((made, [name, hosts]) => {
    const all = spellingsOf(host).reduce(addHost, hosts)
    if (all === value(name)) return made
    const origin = made.set.get(name)?.origin ?? null
    return withSetting(made, name, toSetting(all, reachedDirectly(host), origin))
  }, change)
}

/** Of an IPv6 address some programs compare the host with brackets, others without. */
function spellingsOf(host: string): string[] {
  return host.startsWith('[') ? [host, host.slice(1, -1)] : [host]
}

function addHost(hosts: string, host: string): string {
  if (hosts === '*' || hosts.split(/[\s,]+/).includes(host)) return hosts
  return hosts === '' ? host : `${hosts.replace(/[\s,]+$/, '')},${host}`
}
