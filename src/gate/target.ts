import { decodings } from './percent.ts'

/** Where a request goes. */
export interface Target {
  /** The path byte for byte, as it was written. */
  readonly path: string
  /** With its question mark; empty if there is none. */
  readonly query: string
}

/** Of the path as it was written: what RFC 3986 lets a path have. */
const PATH = /^\/(?:[A-Za-z0-9._~!$&'()*+,;=:@/"<>[\]^`{|}-]|%[0-9A-Fa-f]{2})*$/
const QUERY = /^(?:\?[\x21\x22\x24-\x7e]*)?$/

/**
 * Reads a request target.
 *
 * @returns null for one that the gate and what is behind it could understand in different ways: another form than the
 *   origin form, dot segments, empty segments, slashes, backslashes and control characters in whatever encoding
 */
export function readTarget(url: string): Target | null {
  const at = url.indexOf('?')
  const path = at === -1 ? url : url.slice(0, at)
  const query = at === -1 ? '' : url.slice(at)
  if (!PATH.test(path) || !QUERY.test(query) || path.includes('//')) return null
  const texts = decodings(path)
  if (texts === null) return null
  const slashes = countSlashes(path)
  const isPlain = texts.every((text) => !/[\\\p{Cc}\u2028\u2029]/u.test(text) && countSlashes(text) === slashes)
  return isPlain && !texts.some(hasDotSegment) ? { path, query } : null
}

/** `..;x` too: some servers take what follows the semicolon for parameters. */
function hasDotSegment(path: string): boolean {
  return path.split('/').some((segment) => /^\.\.?(?:;.*)?$/s.test(segment))
}

function countSlashes(text: string): number {
  return text.split('/').length
}
