import { loopbackAddress, parseUrl } from '../../../mlflow/server-address.ts'
import { list } from '../../../model/format.ts'
import type { Environment } from '../../../model/source.ts'
import { type CheckResult, type DoctorCheck, fail, ok, warn } from '../../check.ts'
import { bypasses, bypassLine, ownBypass } from './no-proxy.ts'
import { findProxyFaults, type ProxyFault } from './proxy-faults.ts'

const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'] as const

const findSet = (env: Environment) => PROXIES.filter((name) => env[name])

/** Whether a proxy leads where it should, and whether requests to this machine or its network would go through a proxy, which rarely reaches them. */
export const proxy: DoctorCheck = {
  id: 'proxy',
  title: 'Proxy',
  subject: 'machine',
  needsNetwork: false,
  asks: ['bucket', 'server'],
  asksIn: (env) => findSet(env).length > 0,
  async run(context) {
    const { env, run } = context
    const set = findSet(env)
    if (set.length === 0) return ok('no variable names one')
    const faults = await findProxyFaults(context)
    if (faults.length > 0) return explainFaults(faults, env)
    const { trackingUri, endpoint, options } = run.configuration ?? {}
    // A private server is reached without a proxy.
    const tracking = options?.withServer ? undefined : trackingUri?.value
    const hosts = [tracking, endpoint?.value].flatMap((uri) => (uri ? (throughProxy(uri, env) ?? []) : []))
    if (hosts.length === 0)
      return ok(`${list(set)} ${set.length === 1 ? 'is' : 'are'} set, and no address nearby goes through it`)
    const unique = [...new Set(hosts)]
    return warn(`requests to ${list(unique)} go through the proxy of ${list(set)}`, list(set), bypassLine(env, unique))
  },
}

function explainFaults(faults: readonly ProxyFault[], env: Environment): CheckResult {
  const variables = [...new Set(faults.map(({ variable }) => variable))]
  const hosts = [...new Set(faults.map(({ host }) => host))]
  const reasons = [...new Set(faults.map(({ reason }) => reason))]
  return fail(
    `the proxy of ${list(variables)} does not lead to ${list(hosts)} (${reasons.join('; ')})`,
    list(variables),
    `correct ${list(variables)}, or start the proxy; or let ${hosts.length > 1 ? 'the hosts' : 'the host'} pass it by: ${bypassLine(env, hosts)}`,
  )
}

/** The host of an address nearby that a proxy would be asked for; null if there is none. */
function throughProxy(uri: string, env: Environment): string | null {
  const url = parseUrl(uri)
  if (!url || !isNear(url.host)) return null
  const scheme = uri.startsWith('https') ? 'https' : 'http'
  const named = env[`${scheme}_proxy`] || env[`${scheme.toUpperCase()}_PROXY`] || env.all_proxy || env.ALL_PROXY
  const host = url.host.replace(/^\[|\]$/g, '')
  return named && !bypasses(ownBypass(env), host, url.port) ? host : null
}

/** A private address, a name without a dot, or this machine. */
function isNear(host: string): boolean {
  const plain = host.replace(/^\[|\]$/g, '')
  if (loopbackAddress(host) !== null) return true
  return /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|f[cd])/i.test(plain) || /^[a-z0-9-]+$/i.test(plain)
}
