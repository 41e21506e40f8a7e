import { schemeOf } from '../../../mlflow/scheme.ts'
import { loopbackAddress, parseUrl } from '../../../mlflow/server-address.ts'
import { formatUri } from '../../../model/format.ts'

/** How clients reach a location: through the server, by themselves, or on a disk. */
export type ArtifactMode = 'proxied' | 'direct' | 'disk'

export function modeOf(location: string): ArtifactMode {
  const scheme = schemeOf(location)
  if (scheme === 'mlflow-artifacts' || scheme === 'http' || scheme === 'https') return 'proxied'
  return scheme === '' || scheme === 'file' ? 'disk' : 'direct'
}

export function isOnS3(location: string): boolean {
  return schemeOf(location) === 's3'
}

/** The bucket of a location, without what is below it. */
export function storeOf(location: string): string {
  return formatUri(/^[a-z0-9+.-]+:\/\/[^/?#]+/i.exec(location)?.[0] ?? location)
}

/** Whether the server and its clients share a disk. */
export function isOnThisMachine(address: string): boolean {
  const url = parseUrl(address)
  return url !== null && loopbackAddress(url.host) !== null
}
