import { isSentByBrowsers } from './admission.ts'
import { isOwnOrigin } from './cross-site.ts'
import type { Framing } from './framing.ts'
import { headerPairs, headerValues, type RequestHead } from './request-head.ts'

/** RFC 9110, 7.6.1, and what proxies have made of it. They are about one connection. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'proxy-connection']

/** What the gate alone says, or what must not reach the server. */
const OWN = [
  'host',
  'authorization',
  'content-length',
  'expect',
  'forwarded',
  'x-real-ip',
  'http2-settings',
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
]
const DROPPED = new Set([...HOP_BY_HOP, ...OWN])

/** Where the client is and what it asked for. */
export interface ClientSide {
  /** Its address; null on a Unix socket. */
  readonly address: string | null
  readonly scheme: 'http' | 'https'
  /** The gate's prefix. */
  readonly prefix: string
}

/** Whether a header is about one connection, or named in `Connection`, which makes it so. */
export function connectionHeaders(rawHeaders: readonly string[]): ReadonlySet<string> {
  const named = headerValues(rawHeaders, 'connection').flatMap((value) => value.toLowerCase().split(','))
  return new Set([...HOP_BY_HOP, ...named.map((name) => name.trim())])
}

/**
 * The headers that MLflow gets, names and values in turn. Those that tell where the client is are the gate's own: what
 * the client has written there could be anything.
 *
 * To MLflow, which sees its own address in `Host`, the gate's own pages would be a stranger's, so their `Origin` is left
 * out. With a key that a browser adds by itself, every `Origin` is: MLflow lets pages at any port of `localhost` read its
 * answers, which the browser's key must not open to them.
 *
 * @param upstreamHost what MLflow is addressed as
 */
export function upstreamHeaders(
  { rawHeaders }: Pick<RequestHead, 'rawHeaders'>,
  framing: Framing,
  client: ClientSide,
  upstreamHost: string,
  hasBody: boolean,
): string[] {
  const ofConnection = connectionHeaders(rawHeaders)
  const [host = null] = headerValues(rawHeaders, 'host')
  const headers = ['Host', upstreamHost]
  for (const [name, value] of headerPairs(rawHeaders)) {
    const key = name.toLowerCase()
    // WSGI makes the same variable of `X_Forwarded_For` and `X-Forwarded-For`.
    if (DROPPED.has(key) || ofConnection.has(key) || key.includes('_')) continue
    if (key.startsWith('x-forwarded-') || key.startsWith('proxy-')) continue
    if (key === 'origin' && (isSentByBrowsers(rawHeaders) || isOwnOrigin(value, rawHeaders))) continue
    headers.push(name, value)
  }
  if (client.address !== null) headers.push('X-Forwarded-For', client.address)
  headers.push('X-Forwarded-Proto', client.scheme)
  if (host !== null && host !== '') headers.push('X-Forwarded-Host', host)
  if (client.prefix !== '') headers.push('X-Forwarded-Prefix', client.prefix)
  if (framing.kind === 'chunked') headers.push('Transfer-Encoding', 'chunked')
  else if (framing.kind === 'length') headers.push('Content-Length', String(framing.bytes))
  else if (hasBody) headers.push('Content-Length', '0')
  // Asked to close, a server that refuses a body closes at once, and its answer can get lost in the reset. Most connections
  // serve one request all the same.
  headers.push('Connection', 'keep-alive')
  return headers
}
