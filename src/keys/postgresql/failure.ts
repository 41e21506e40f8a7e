/** SQLSTATEs (https://www.postgresql.org/docs/current/errcodes-appendix.html) and codes of the system and of TLS. */
const REASONS: Readonly<Record<string, string>> = {
  '28P01': 'the database refuses the user or the password',
  '28000': 'the database does not let this user in from this machine (pg_hba.conf), or asks for TLS',
  '3D000': 'there is no such database',
  '42501': 'the user may not use the table of the keys, or may not create it',
  '3F000': 'the user has no schema to create the table in',
  '25006': 'the database is read-only',
  '53300': 'the database has no connection left',
  '57P03': 'the database is starting up or shutting down',
  '57P01': 'the database cut the connection',
  '55P03': 'another process keeps the table of the keys locked',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the database cut the connection',
  ENOTFOUND: 'there is no host of this name',
  EAI_AGAIN: 'the name of the host cannot be looked up now',
  ENOENT: 'there is no socket in the folder that the URI names',
  ETIMEDOUT: 'the database does not answer',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the host',
  DEPTH_ZERO_SELF_SIGNED_CERT: "the database's certificate is of no known authority (sslrootcert names one)",
  SELF_SIGNED_CERT_IN_CHAIN: "the database's certificate is of no known authority (sslrootcert names one)",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the database's certificate is of no known authority (sslrootcert names one)",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the database's certificate is of no known authority (sslrootcert names one)",
  ERR_TLS_CERT_ALTNAME_INVALID: "the database's certificate is for another host",
  CERT_HAS_EXPIRED: "the database's certificate has expired",
}

/** The message of pg's own error if the server offers no TLS. */
const NO_TLS = /does not support SSL/

/** Whether libpq would try the other way too, where the mode leaves the choice. */
export function mayTryOther(error: unknown): boolean {
  return NO_TLS.test(messageOf(error)) || codeOf(error) === '28000'
}

export function isMissingTable(error: unknown): boolean {
  return codeOf(error) === '42P01'
}

/** Why the database could not do something. Never its own text, which may quote a value. */
export function describeFailure(error: unknown): string {
  const code = codeOf(error)
  const known = code === null ? undefined : REASONS[code]
  if (known !== undefined) return known
  if (NO_TLS.test(messageOf(error))) return 'the database offers no TLS, and sslmode asks for it'
  if (/timeout/i.test(messageOf(error))) return 'the database does not answer in time'
  if (/password must be a string/.test(messageOf(error)))
    return 'the database asks for a password, and the URI has none'
  if (/terminated|closed|ended/i.test(messageOf(error))) return 'the database cut the connection'
  return code === null ? 'the database answers what it should not' : `it fails with ${code}`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : ''
}

/** Several addresses of one host give several errors in one. */
function codeOf(error: unknown): string | null {
  const { code, errors } = error as { readonly code?: unknown; readonly errors?: readonly unknown[] }
  if (typeof code === 'string') return code
  return errors?.[0] === undefined ? null : codeOf(errors[0])
}
