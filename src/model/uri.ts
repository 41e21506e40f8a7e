/** Whether a URI holds a password in its user info, or a parameter that looks like one. */
export function holdsPassword(uri: string): boolean {
  return /:\/\/[^/@]*:[^@]+@/.test(uri) || /[?&;](?:password|passwd|pwd|secret|token|sslpassword)=[^&;]/i.test(uri)
}

/** The URI without its password; null if what is left could still hold one. */
export function withoutPassword(uri: string): string | null {
  const [address = '', ...parameters] = uri.split(/(?=[?&])/)
  const kept = parameters.filter((each) => !holdsPassword(each)).join('')
  const rest = address.replace(/^([a-z][a-z0-9+.-]*:\/\/[^:/?#@]*):[^/?#]*@/i, '$1@') + kept.replace(/^&/, '?')
  return holdsPassword(rest) ? null : rest
}

/** Whether a URI leads to a store that is reached with credentials of AWS's kind. */
export function isS3Uri(uri: string): boolean {
  return /^(?:s3[an]?|r2|b2):/.test(uri.slice(0, 4).toLowerCase())
}
