import type { Problem } from './diagnostics.ts'

/* Values that people put where a URI belongs, each known by its form. What a URI or a path can have stays. */

/** Kubernetes' variable `NAME_PORT`, which takes the place of a port or of a whole address. */
const holdsServiceLink = (text: string) => /(?:^|[:/@])(?:tcp|udp|sctp):\/\//i.test(text)
const isJsonText = (text: string) => /^\s*(?:\{\s*(?:\\?["'}]|$)|\[\s*(?:\\?["'{]|$))/.test(text)
/**
 * libpq's, ODBC's and .NET's names for the parts of a login, and those of Azure's storage, the first of at least two: a
 * directory can be called `service=prod`.
 */
const isConnectionString = (text: string) =>
  /^\s*(?:host|hostaddr|port|user(?:name| id)?|uid|pass(?:word|file)?|pwd|dbname|database|db|initial catalog|server|address|addr|network address|data source|driver|dsn|service|sslmode|ssl ?root ?cert|trusted_connection|integrated security|account|defaultendpointsprotocol|accountname|accountkey|endpoint)\s*=[^;]*?(?:\s|;\s*)[A-Za-z_][A-Za-z_ ]{0,40}=/i.test(
    text,
  )
/** Go's driver of MySQL. */
const isGoAddress = (text: string) => /^[^\s/]*@?(?:tcp|unix)\([^)]*\)\//.test(text)
/** How the base64 of a database's URI, of `http`, `s3://` and of JSON begins. */
const isBase64 = (text: string) =>
  /^(?:cG9zdGdyZX|bXlzcWw|c3FsaXRl|bXNzcWw|aHR0c|czM6Ly|eyJ|ewogI)[A-Za-z0-9+/]*={0,2}$/.test(text)
/** `$(NAME)` and `${NAME}`, also with a default. */
const holdsReference = (text: string) => /\$\(\w+\)|\$\{\w+(?:[:?+=-][^{}]*)?\}/.test(text)
/** A whole user or password that is one, or a template's `<password>`. A password may begin with a `$`. */
const isReference = (text: string) =>
  /^(?:\$\(\w+\)|\$\{[^{}]*\}|\$[A-Z][A-Z0-9_]{3,}|%[A-Z][A-Z0-9_]*%|<[^<>]*>)$/.test(text)

/** Why a value with signs that no ordinary URI has cannot be meant as one, or null. */
export function findWrongUri(value: string): Problem | null {
  if (isJsonText(value)) return 'json in place of a URI'
  if (holdsServiceLink(value)) return 'service link'
  if (/^jdbc:/i.test(value)) return 'jdbc'
  if (isConnectionString(value) || isGoAddress(value)) return 'connection string'
  if (/^[A-Za-z_]\w*=[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(value)) return 'assignment'
  if (/^["']/.test(value) || /^[A-Za-z][^"']*:\/\/[^"']*["']$/.test(value)) return 'quotes'
  return isUnreplaced(value) ? 'unreplaced' : null
}

/** Whether it is a text such as `ask the database team`. A directory's name can have blanks after `./`. */
export function isText(value: string): boolean {
  const hasScheme = /^[A-Za-z][A-Za-z0-9+.-]*:/.test(value)
  return !hasScheme && /^[^\s/.~]\S*\s+\S/.test(value)
}

/** The same for a value of ordinary characters, in which none of these signs is. */
export function findEncodedUri(value: string): Problem | null {
  if (value.length > 16 && 'cbahe'.includes(value.charAt(0)) && isBase64(value)) return 'base64'
  return value.includes('=') && isConnectionString(value) ? 'connection string' : null
}

/** A host and a bucket have none of these characters; a path and a password can have some of them. */
function isUnreplaced(value: string): boolean {
  const [, scheme = '', authority = '', rest = ''] = /^([A-Za-z][A-Za-z0-9+.-]*:\/\/)([^/?#]*)(.*)$/s.exec(value) ?? []
  if (scheme === '') return holdsReference(value) || /^(?:\$[A-Za-z_]\w*|%\w+%)[/\\]/.test(value)
  const at = authority.lastIndexOf('@')
  const place = authority.slice(at + 1)
  if (/[${}<>`]|%[A-Za-z_]\w*%|\(\(/.test(place) || holdsReference(rest)) return true
  const [user = '', ...password] = authority.slice(0, Math.max(at, 0)).split(':')
  return [user, password.join(':')].some((part) => isReference(part))
}
