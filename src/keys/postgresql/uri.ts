import { fail } from '../../model/diagnostic.ts'
import type { Origin } from '../../model/origin.ts'
import { Secret } from '../../model/secret.ts'
import { keysDiagnostics } from '../diagnostics.ts'

/** The parts of a connection URI; null for what it does not name. */
export interface PostgresqlUri {
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string | null
  readonly port: number | null
  readonly user: string | null
  readonly password: Secret | null
  readonly database: string | null
  /** The other parameters by name: only those of `PARAMETERS`. */
  readonly parameters: ReadonlyMap<string, string>
}

/** Parts that can be written as parameters too. */
const PARTS = ['host', 'port', 'user', 'password', 'dbname']

/** What else of libpq's parameters is understood. Anything else is refused: it could be about safety. */
export const PARAMETERS = [
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'application_name',
  'connect_timeout',
  'options',
] as const

/**
 * Reads a connection URI as libpq does
 * (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS), but for several hosts.
 *
 * @throws {LauncherError} key-store-uri, which shows no part of it but the names of parameters
 */
export function parsePostgresqlUri(text: string, origin: Origin): PostgresqlUri {
  const refuse = (problem: string) => fail(keysDiagnostics.error('key-store-uri', origin, { problem }))
  if (/^postgres(?:ql)?\+\w+:/i.test(text)) return refuse("has a driver of Python's: write postgresql://")
  if (!/^postgres(?:ql)?:/i.test(text)) return refuse('is neither a path nor a URI with postgresql://')
  const [, account, place = '', path, query] =
    /^postgres(?:ql)?:\/\/(?:([^/?@]*)@)?([^/?@]*)(?:\/([^?]*))?(?:\?(.*))?$/i.exec(text) ??
    refuse('cannot be read: write @, / and ? in a password as %40, %2F and %3F')
  const decode = (part: string) => {
    try {
      return decodeURIComponent(part)
    } catch {
      return refuse('has a % that begins no escape: write it as %25')
    }
  }
  const named = parametersOf(query ?? '', decode, refuse)
  const [, user, password] = /^([^:]*)(?::(.*))?$/s.exec(account ?? '') ?? []
  const [, address = '', port] =
    /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(place) ?? refuse('has a host or port that cannot be read')
  const part = (name: string, written: string | undefined) => {
    const value = named.get(name) ?? decode(written ?? '')
    named.delete(name)
    return value === '' ? null : value
  }
  const host = part('host', address.replace(/^\[(.*)\]$/, '$1'))
  if (host?.includes(',')) return refuse('names several hosts: name one')
  const portText = part('port', port)
  if (portText !== null && !(/^\d{1,5}$/.test(portText) && Number(portText) <= 65_535))
    return refuse('has no valid port')
  const secret = part('password', password)
  return {
    host,
    port: portText === null ? null : Number(portText),
    user: part('user', user),
    password: secret === null ? null : new Secret(secret),
    database: part('dbname', path),
    parameters: named,
  }
}

function parametersOf(query: string, decode: (part: string) => string, refuse: (problem: string) => never) {
  const named = new Map<string, string>()
  for (const pair of query.split('&')) {
    if (pair === '') continue
    const [name = '', ...value] = pair.split('=')
    if (![...PARTS, ...PARAMETERS].includes(name)) {
      const shown = /^[a-z_]{1,40}$/.test(name) ? `the parameter ${name}` : 'a parameter'
      refuse(`has ${shown}, which is not supported here: remove it`)
    }
    named.set(name, decode(value.join('=')))
  }
  return named
}

/** The store's address for messages: without user, password and parameters. */
export function locationOf({ host, port, database }: PostgresqlUri): string {
  const place = host === null || host.startsWith('/') ? '' : host.includes(':') ? `[${host}]` : host
  return `postgresql://${place}${place === '' || port === null ? '' : `:${port}`}/${database ?? ''}`
}
