import { readOrdinaryUri } from '../model/ordinary-uri.ts'

/** Only uvicorn and gunicorn know whether they use TLS: there are a dozen ways to configure it. */
export type Scheme = 'http' | 'https'

/** Where a server is reached. The server and its clients both make its URL of this: they cannot disagree. */
export interface ServerAddress {
  readonly port: number
  /** As it is written in a URL: `127.0.0.1`, `[::1]`. */
  readonly host: string
  /** Without a slash at the end; empty for none. */
  readonly prefix: string
}

/** The URL that people and clients use, without a slash at the end. */
export function urlOf({ host, port, prefix }: ServerAddress, scheme: Scheme): string {
  return `${scheme}://${host}:${port}${prefix}`
}

/** How this machine reaches a server that listens at a host, as it is written in a URL. */
export function reachableHost(host: string): string {
  if (isAny(host)) return host.includes(':') ? '[::1]' : '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

/** Whether a server with this host listens at every address of the machine. */
export function isAny(host: string): boolean {
  return host === '0' || host === '0.0.0.0' || (host.includes('::') && /^[0:]+$/.test(host))
}

/** An http URL, taken apart. */
export interface ParsedUrl extends ServerAddress {
  readonly scheme: Scheme
  readonly hasPort: boolean
}

const matchUrl = (text: string) =>
  /^(https?):\/\/(?:[^/?#]*@)?(\[[0-9A-Fa-f:.]+\]|[^\s:/?#[\]]+)(?::(\d{1,5}))?(\/[^?#]*)?(?:[?#].*)?$/is.exec(text)

/** @returns null for what is no http URL */
export function parseUrl(url: string): ParsedUrl | null {
  const ordinary = readOrdinaryUri(url)
  if (ordinary && ordinary.scheme !== 's3')
    return toParsed(ordinary.scheme, ordinary.host, ordinary.port, ordinary.path)
  const [isUrl, scheme = '', host = '', port = '', path = ''] = matchUrl(url) ?? []
  return isUrl === undefined ? null : toParsed(scheme.toLowerCase() === 'https' ? 'https' : 'http', host, port, path)
}

/** @param port empty for none */
function toParsed(scheme: Scheme, host: string, port: string, path: string): ParsedUrl {
  const standard = scheme === 'https' ? 443 : 80
  const prefix = path.endsWith('/') ? path.replace(/\/+$/, '') : path
  return { scheme, host: host.toLowerCase(), port: port === '' ? standard : Number(port), hasPort: port !== '', prefix }
}

/** The loopback address that a host of a URL stands for; null for another host. `localhost` may be either one. */
export function loopbackAddress(host: string): string | 'localhost' | null {
  if (host === 'localhost' || host.endsWith('.localhost')) return 'localhost'
  // As a destination, any address is this machine.
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '127.0.0.1') return host
  // What no other host begins with comes first: most hosts need no expression then.
  if (host === '[::]' || (host.startsWith('[') && /^\[(?:0{0,4}:){2,7}0{0,3}1\]$/.test(host))) return '::1'
  return host.startsWith('127.') && /^127(?:\.\d{1,3}){3}$/.test(host) ? host : null
}

/** Whether two hosts of URLs may be one: `localhost`, `127.0.0.1` and `::1` are. */
export function isSameHost(a: string, b: string): boolean {
  const [first, second] = [a, b].map((host) => {
    const address = loopbackAddress(host)
    return address === '127.0.0.1' || address === '::1' ? 'localhost' : (address ?? host)
  })
  return first === second
}
