import type { Sourced } from '../model/origin.ts'
import { type Environment, find, type Source } from '../model/source.ts'
import { ownVariable } from '../options/option.ts'
import { isMlflowTrue } from './boolean.ts'
import { reachableHost, type Scheme, type ServerAddress, urlOf } from './server-address.ts'
import { withoutServiceLinks } from './service-link.ts'
import type { ServerSettings } from './settings.ts'
import { uvicornOptions } from './uvicorn-options.ts'
import { parsePort, validateHost, validatePrefix } from './validate-settings.ts'

export const DEFAULT_HOST = '127.0.0.1'
export const DEFAULT_PORT = '5000'

type AddressSettings = Pick<ServerSettings, 'host' | 'port' | 'staticPrefix'>

/** Where a server with these settings is reached. @param port the one that was chosen, if the setting is 0 */
export function addressOf({ host, port, staticPrefix }: AddressSettings, chosen = port.value): ServerAddress {
  return { host: reachableHost(host.value), port: chosen, prefix: staticPrefix?.value ?? '' }
}

/** How a server with these options of uvicorn is reached; null if it listens on a Unix socket or a descriptor. */
export function schemeOfServer(passthroughArgs: readonly string[], env: Environment): Scheme | null {
  const options = new Set(uvicornOptions(passthroughArgs, env).map(({ name }) => name))
  if (options.has('--uds') || options.has('--fd') || env.UVICORN_UDS || env.UVICORN_FD) return null
  return options.has('--ssl-certfile') || env.UVICORN_SSL_CERTFILE ? 'https' : 'http'
}

const UVICORN_VARIABLES = ['MLFLOW_UVICORN_OPTS', 'UVICORN_UDS', 'UVICORN_FD', 'UVICORN_SSL_CERTFILE']

/**
 * Where a server is reached that is started with the variables of a project, as its client sees it.
 *
 * @returns null if they do not name an address, or none that a server could have
 */
export function deriveTrackingUri(sources: readonly Source[]): Sourced | null {
  const lookup = (name: string) => find(named, name)
  const named = withoutServiceLinks(sources)
  const [host, port, prefix] = [lookup('MLFLOW_HOST'), lookup('MLFLOW_PORT'), lookup('MLFLOW_STATIC_PREFIX')]
  const first = port ?? host ?? prefix
  if (!first) return null
  const pairs = UVICORN_VARIABLES.map((name) => [name, lookup(name)?.value ?? ''])
  const scheme = isGateSecure(lookup) ? 'https' : schemeOfServer([], Object.fromEntries(pairs))
  const settings = tryParse(() => ({
    host: validateHost(host ?? { value: DEFAULT_HOST, origin: first.origin }),
    port: parsePort(port ?? { value: DEFAULT_PORT, origin: first.origin }),
    staticPrefix: prefix ? validatePrefix(prefix) : null,
  }))
  // A server takes any free port for 0.
  if (!settings || settings.port.value === 0 || !scheme) return null
  return { value: urlOf(addressOf(settings), scheme), origin: first.origin }
}

/** Whether the server has a gate (`server --auth`) that speaks TLS. */
function isGateSecure(lookup: (name: string) => Sourced | undefined): boolean {
  const auth = lookup(ownVariable('auth'))
  return auth !== undefined && isMlflowTrue(auth.value) && lookup(ownVariable('tls-cert')) !== undefined
}

/** What is no port, which a server refuses and a client can only pass over; null if there is none. */
export function findUnusablePort(sources: readonly Source[]): Sourced | null {
  const port = find(withoutServiceLinks(sources), 'MLFLOW_PORT')
  return port && !tryParse(() => parsePort(port)) ? port : null
}

/** A server refuses what is wrong here, and says so; a client can only pass over it. */
function tryParse<Settings>(parse: () => Settings): Settings | null {
  try {
    return parse()
  } catch {
    return null
  }
}
