import type { GateKeys } from './keys.ts'
import { headerValues } from './request-head.ts'

/** Longer ones are no keys of ours, and need no hashing. */
const MAX_CREDENTIALS_LENGTH = 1024

/**
 * The key of a request: `Authorization: Bearer KEY`, or Basic with the key as password, as browsers send it.
 *
 * @returns null if there is none, or more than one header: which of them counts would be anybody's guess
 */
export function presentedKey(rawHeaders: readonly string[]): string | null {
  const [value = '', ...others] = headerValues(rawHeaders, 'authorization')
  if (others.length > 0 || value.length > MAX_CREDENTIALS_LENGTH) return null
  const [, scheme = '', credentials = ''] = /^([A-Za-z]+) +([\x21-\x7e]+)$/.exec(value) ?? []
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return credentials
    case 'basic':
      return passwordOf(credentials)
    default:
      return null
  }
}

/** @see RFC 7617: the user's name ends at the first colon */
function passwordOf(credentials: string): string | null {
  const text = Buffer.from(credentials, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon === -1 ? null : text.slice(colon + 1)
}

/** Whether the key comes as browsers send it: with every request, whatever page has made them send it. */
export function isSentByBrowsers(rawHeaders: readonly string[]): boolean {
  return headerValues(rawHeaders, 'authorization').some((value) => /^basic /i.test(value))
}

/** Every cause of a refusal takes this one way. */
export function admit(keys: GateKeys, service: string, rawHeaders: readonly string[]): ReturnType<GateKeys['admit']> {
  return keys.admit(presentedKey(rawHeaders) ?? '', service)
}
