import { REFUSALS, type Refusal } from './refusals.ts'
import { headerValues, type RequestHead } from './request-head.ts'

/** How long a request's body is: known, told by its chunks, or there is none. */
export type Framing =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }

/** More than a hundred headers is a flood: MLflow's clients send ten, browsers twenty. */
export const MAX_HEADERS = 100

/** What Node's parser takes and another server could take for something else. */
export function findFramingProblem({ httpVersion, rawHeaders }: RequestHead): Refusal | null {
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return REFUSALS.version
  if (rawHeaders.length > 2 * MAX_HEADERS) return REFUSALS.headersTooLarge
  const hosts = headerValues(rawHeaders, 'host')
  // RFC 9112, 3.2: exactly one. HTTP/1.0 can do without.
  if (hosts.length > 1 || (hosts.length === 0 && httpVersion === '1.1')) return REFUSALS.malformed
  if (hosts.some((host) => !/^[\w.:[\]%~-]*$/.test(host))) return REFUSALS.malformed
  const encodings = headerValues(rawHeaders, 'transfer-encoding')
  const lengths = headerValues(rawHeaders, 'content-length')
  if (encodings.length > 0) {
    const isChunked = encodings.length === 1 && encodings[0]?.toLowerCase() === 'chunked'
    if (!isChunked || lengths.length > 0 || httpVersion === '1.0') return REFUSALS.malformed
  }
  if (lengths.length > 1 || lengths.some((length) => !/^\d{1,15}$/.test(length))) return REFUSALS.malformed
  return null
}

/** @param head one without a problem of framing */
export function readFraming({ rawHeaders }: RequestHead): Framing {
  if (headerValues(rawHeaders, 'transfer-encoding').length > 0) return { kind: 'chunked' }
  const [length] = headerValues(rawHeaders, 'content-length')
  return length === undefined ? { kind: 'none' } : { kind: 'length', bytes: Number(length) }
}
