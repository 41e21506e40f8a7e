import { childValue, type EnvironmentChange } from '../child-env/change.ts'
import type { Origin } from '../model/origin.ts'
import type { Environment } from '../model/source.ts'
import { isSameHost, parseUrl } from './server-address.ts'

/** Besides the tracking URI, the addresses that MLflow's clients send their login to (`get_default_host_creds`). */
const DESTINATIONS = [
  'MLFLOW_REGISTRY_URI',
  'MLFLOW_WORKSPACE_STORE_URI',
  'MLFLOW_DEPLOYMENTS_TARGET',
  'MLFLOW_GATEWAY_URI',
]

/** An address that a client would send its login to. */
export interface Destination {
  readonly uri: string
  readonly origin: Origin
}

/** Another server than the one in use that a command would send its login to; null for none. */
export function findOtherDestination(parent: Environment, change: EnvironmentChange, used: string): Destination | null {
  for (const name of DESTINATIONS) {
    const uri = childValue(parent, change, name)?.trim() ?? ''
    if (/^https?:/i.test(uri) && !isSameServer(uri, used)) {
      return { uri, origin: change.set.get(name)?.origin ?? { kind: 'environment', name } }
    }
  }
  return null
}

/** Whether both surely lead to one host and port in one way. */
export function isSameServer(uri: string, used: string): boolean {
  const [there, here] = [parseUrl(uri), parseUrl(used)]
  // Readers disagree about the host of such an address.
  if (there === null || here === null || uri.includes('\\')) return false
  return there.scheme === here.scheme && there.port === here.port && isSameHost(there.host, here.host)
}
