import { headerValues, type RequestHead } from './request-head.ts'

/** Those that change nothing (RFC 9110, 9.2.1). A page of another site cannot read their answers either. */
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/**
 * Whether a page of another site may have made the browser send this request. A browser that has been given the key once
 * sends it with the requests of every page (CSRF). `Sec-Fetch-Site` tells; where browsers do not send it, as over plain
 * HTTP, `Origin` is compared with the server's own name. Programs send neither.
 *
 * @see https://words.filippo.io/csrf and Go's http.CrossOriginProtection, which decide in the same way
 */
export function isCrossSite({ method, rawHeaders }: Pick<RequestHead, 'method' | 'rawHeaders'>): boolean {
  if (SAFE_METHODS.includes(method)) return false
  const sites = headerValues(rawHeaders, 'sec-fetch-site')
  // `none`: typed, or a bookmark.
  if (sites.length > 0) return !(sites.length === 1 && /^(?:same-origin|none)$/.test(sites[0] ?? ''))
  const origins = headerValues(rawHeaders, 'origin')
  return origins.length > 0 && !(origins.length === 1 && isOwnOrigin(origins[0] ?? '', rawHeaders))
}

/**
 * Whether an `Origin` is this server, by the name that it was addressed by. The schemes may differ: a balancer may speak
 * TLS for the gate. One that changes `Host` says in `X-Forwarded-Host` what it was; a page cannot set that without asking
 * first by OPTIONS, which needs a key that browsers do not send with it.
 */
export function isOwnOrigin(origin: string, rawHeaders: readonly string[]): boolean {
  const [, scheme = '', host = ''] = /^(https?):\/\/([^/@?#\\\s]+)$/i.exec(origin) ?? []
  const own = normalHost(scheme, host)
  const forwarded = headerValues(rawHeaders, 'x-forwarded-host').flatMap((value) => value.split(','))
  const names = [...headerValues(rawHeaders, 'host'), ...forwarded]
  return own !== null && names.some((name) => normalHost(scheme, name.trim()) === own)
}

/** In lower case, without the scheme's ordinary port. */
function normalHost(scheme: string, host: string): string | null {
  const url = `${scheme}://${host}`
  return /^[\w.:[\]%-]+$/.test(host) && URL.canParse(url) ? new URL(url).host : null
}
