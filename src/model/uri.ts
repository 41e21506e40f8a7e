/**
 * A URI as it may be printed: without its user info, and without parameters, which may be secrets under any name.
 *
 * An unencoded `/`, `?`, `#` or `@` in a password makes a URI ambiguous. Everything up to the last `@` goes then: it is
 * better to print too little of a path than a part of a password.
 */
export function withoutUserInfo(uri: string): string {
  // After three slashes comes a path, which can contain anything, and no user info.
  const [, place] = /^((?:sqlite(?:\+pysqlite)?|file):\/\/\/[^?#;]*)(?:$|[?#;])/.exec(uri) ?? []
  if (place !== undefined) return place.length === uri.length ? uri : `${place}${uri[place.length]}***`
  // A path without a colon contains no password.
  const at = /^\.{0,2}\/(?!\/)[^:]*$/.test(uri) ? -1 : uri.lastIndexOf('@')
  // `jdbc:postgresql://`, `//`; without the slashes, what is before the colon may be a user's name.
  const [scheme = ''] = /^(?:[A-Za-z][A-Za-z0-9+.:-]*:)?\/\//.exec(uri) ?? []
  const rest = at === -1 ? uri.slice(scheme.length) : uri.slice(at + 1)
  // `host=… password=…` is an address too, to some databases.
  const end = scheme ? /[?#;]/ : /[?#;=]/
  const cut = rest.search(end)
  const address = cut === -1 ? rest : rest.slice(0, cut)
  return scheme + (scheme ? withoutForgottenAt(address) : address) + (cut === -1 ? '' : `${rest[cut]}***`)
}

/** `//user:password` without a host, or with an encoded `@`. Text after the colon that is not a port is hidden. */
function withoutForgottenAt(address: string): string {
  const [, host = '', port, path = ''] = /^(\[[^\]]*\]|[^:/]*)(?::([^/]*))?(.*)$/s.exec(address) ?? []
  if (port === undefined) return address
  return /^\d*$/.test(port) ? address : `${host}:***${path}`
}

/** Whether a URI holds a password in its user info, or a parameter that looks like one. */
export function holdsPassword(uri: string): boolean {
  return /:\/\/[^/@]*:[^@]+@/.test(uri) || /[?&;](?:password|passwd|pwd|secret|token|sslpassword)=[^&;]/i.test(uri)
}

/** Whether a URI leads to a store that is reached with credentials of AWS's kind. */
export function isS3Uri(uri: string): boolean {
  return /^(?:s3[an]?|r2|b2):/.test(uri.slice(0, 4).toLowerCase())
}
