import type { Diagnostic } from '../model/diagnostic.ts'
import { addressOf } from './derived-address.ts'
import { mlflowDiagnostics } from './diagnostics.ts'
import { isAny, isSameHost, loopbackAddress, type ParsedUrl, parseUrl, type Scheme, urlOf } from './server-address.ts'
import type { ServerSettings } from './settings.ts'
import type { TrackingUri } from './tracking-uri.ts'
import { findTrackingUriProblem } from './tracking-uri-problem.ts'

type Settings = Pick<ServerSettings, 'host' | 'port' | 'staticPrefix' | 'backendStoreUri'>

/** The tracking URI of the project as its commands will have it once this server runs. */
export function withOwnServer(trackingUri: TrackingUri, settings: Settings, scheme: Scheme | null): TrackingUri {
  // Nobody can tell which port a server takes for 0.
  if (trackingUri.isNamed || settings.port.value === 0 || !scheme) return trackingUri
  const own = urlOf(addressOf(settings), scheme)
  const [now, then] = [parseUrl(trackingUri.value), parseUrl(own)]
  const isSame = now && then && isSameAddress(now, then)
  return isSame ? trackingUri : { value: own, origin: { kind: 'server' }, isNamed: false }
}

/**
 * Says so if the project's tracking URI does not lead to the server that is about to start. Only what cannot lead there
 * counts: another name may be this machine's, and a reverse proxy may be in front of the server.
 *
 * @param scheme how the server is reached; null if it has no address
 */
export function checkOwnTrackingUri(trackingUri: TrackingUri, settings: Settings, scheme: Scheme | null): Diagnostic[] {
  const { value: uri, origin, isNamed } = trackingUri
  if (!isNamed || !scheme || findTrackingUriProblem(uri)) return []
  const address = addressOf(settings)
  const data = { uri, server: address.port === 0 ? null : urlOf(address, scheme) }
  const url = parseUrl(uri)
  if (!url)
    return uri === settings.backendStoreUri.value
      ? []
      : [mlflowDiagnostics.notice('tracking-uri-elsewhere', origin, data)]
  const isHere = loopbackAddress(url.host) !== null
  // TLS without TLS of the server's own is a proxy's.
  if (url.scheme === 'https' && (scheme === 'http' || !isHere)) return []
  const isAnyHost = isAny(settings.host.value)
  if (isHere) {
    // A server that listens at any address is reached at each.
    const there = isAnyHost ? { ...url, host: address.host } : url
    const isReached = isSameAddress({ ...address, scheme }, there)
    return isReached ? [] : [mlflowDiagnostics.warning('tracking-uri-elsewhere', origin, data)]
  }
  const isRemote = url.hasPort && url.port !== 80 && loopbackAddress(address.host) !== null && !isAnyHost
  return isRemote ? [mlflowDiagnostics.notice('tracking-uri-elsewhere', origin, data)] : []
}

function isSameAddress(a: ServerUrl, b: ServerUrl): boolean {
  return a.scheme === b.scheme && a.port === b.port && a.prefix === b.prefix && isSameHost(a.host, b.host)
}

type ServerUrl = Omit<ParsedUrl, 'hasPort'>
