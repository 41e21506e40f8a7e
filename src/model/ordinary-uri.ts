/** A URI of an ordinary form, taken apart. */
export interface OrdinaryUri {
  readonly scheme: (typeof SCHEMES)[number]
  /** A name or an address with digits; never empty. */
  readonly host: string
  /** One to four digits; empty for none. */
  readonly port: string
  /** Empty, or with the slash that it begins with. */
  readonly path: string
}

const SCHEMES = ['http', 'https', 's3'] as const
const MAX_HOST_LENGTH = 63
const MAX_PORT_LENGTH = 4

/**
 * Takes apart what nearly every URI of a run is: `http`, `https` or `s3`, and small letters, digits and `._-` after it.
 * Nothing in it can be a login, a parameter or a key of AWS. By hand: Node compiles an expression in every process, and the
 * twenty that an ordinary run would need for its URIs take a millisecond.
 *
 * @returns null for any other text, which may be a URI all the same
 */
export function readOrdinaryUri(text: string): OrdinaryUri | null {
  const scheme = SCHEMES.find((known) => text.startsWith(`${known}://`))
  if (scheme === undefined) return null
  const start = scheme.length + '://'.length
  const slash = text.indexOf('/', start)
  const end = slash === -1 ? text.length : slash
  const colon = text.indexOf(':', start)
  const hasPort = colon !== -1 && colon < end
  const host = text.slice(start, hasPort ? colon : end)
  const port = hasPort ? text.slice(colon + 1, end) : ''
  const path = text.slice(end)
  if (hasPort && (port === '' || port.length > MAX_PORT_LENGTH || !isMadeOf(port, false, ''))) return null
  if (host === '' || host.length > MAX_HOST_LENGTH || '.-'.includes(host.charAt(0))) return null
  return isMadeOf(host, true, '._-') && isMadeOf(path, true, '/._-') ? { scheme, host, port, path } : null
}

/** Whether there are only digits, small letters if they are allowed, and some signs. */
function isMadeOf(text: string, allowsLetters: boolean, signs: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const isDigit = code >= 0x30 && code <= 0x39
    const isLetter = allowsLetters && code >= 0x61 && code <= 0x7a
    if (!isDigit && !isLetter && !signs.includes(text.charAt(at))) return false
  }
  return true
}
