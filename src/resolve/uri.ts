/**
 * A URI as it may be printed: without its user info, and without the values of query parameters that are secrets.
 *
 * An unencoded `/`, `?`, `#` or `@` in a password makes a URI ambiguous. Everything up to the last `@` goes then: it is
 * better to print too little of a path than a part of a password.
 */
export function withoutUserInfo(uri: string): string {
  const at = uri.lastIndexOf('@')
  // `jdbc:postgresql://`, `//`; without the slashes, what stands before the colon may be a user's name.
  const [scheme = ''] = /^(?:[A-Za-z][A-Za-z0-9+.:-]*:)?\/\//.exec(uri) ?? []
  return withoutSecretParameters(at === -1 ? uri : scheme + uri.slice(at + 1))
}

function withoutSecretParameters(text: string): string {
  return text.replace(
    /((?:^|[?&;#\s]|%26|%3B|%3F|%23)[^=&;#\s]*(?:pass|pwd|secret|token|key|sig|credential|auth)[^=&;#]*=)[^&;#]*/gi,
    '$1***',
  )
}
