/** Whether a URI holds a password in its user info, or a parameter that looks like one. */
export function holdsPassword(uri: string): boolean {
  return /:\/\/[^/@]*:[^@]+@/.test(uri) || /[?&;](?:password|passwd|pwd|secret|token|sslpassword)=[^&;]/i.test(uri)
}

/** Whether a URI leads to a store that is reached with credentials of AWS's kind. */
export function isS3Uri(uri: string): boolean {
  return /^(?:s3[an]?|r2|b2):/.test(uri.slice(0, 4).toLowerCase())
}
