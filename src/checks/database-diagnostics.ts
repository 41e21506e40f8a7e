import { defineDiagnostics } from '../model/diagnostic.ts'
import { DEFAULT_DATABASE, formatOrigin, formatSetting, printable, quote } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'

/** Why no wait will help. */
export type Cause = keyof typeof REMEDIES

interface RefusedDatabase {
  readonly cause: Cause
  /** The words of the database, its driver or libpq, without secrets. */
  readonly reason: string
  readonly isMysql: boolean
  /** The statement of PostgreSQL that permits it; null if there is none. */
  readonly grant: string | null
}

/** What a database says for now: nothing, that it has enough connections, that it starts or stops, or something else. */
export type DatabaseState = keyof typeof STATES

interface UnreachableDatabase {
  readonly state: DatabaseState
  readonly reason: string
  /** True in the warning at once; false in the reason at the end. */
  readonly isRetried: boolean
}

export interface MissingRights {
  /** What the user may not do. */
  readonly missing: keyof typeof RIGHTS
  /** The statement that permits it. */
  readonly grant: string
}

export interface ReadOnlyDatabase {
  readonly why: keyof typeof READ_ONLY
  /** The statement that ends it, if there is one. */
  readonly grant: string | null
  /** Where PostgreSQL has the setting from, in its own words; empty for nothing. */
  readonly source: string
  /** Whether MLflow's start has to write. */
  readonly isEmpty: boolean
}

export const diagnostics = defineDiagnostics(() => ({
  'database-refused': (found: RefusedDatabase, origin: Origin) =>
    `${formatOrigin(origin)}: ${PROBLEMS[found.cause] ?? 'the database refuses the connection'} (${printable(found.reason)}): ${remedyFor(found)}`,
  'database-unreachable': ({ reason, state, isRetried }: UnreachableDatabase, origin: Origin) =>
    `${formatOrigin(origin)}: the database ${STATES[state][isRetried ? 'now' : 'at the end']} (${printable(reason)}): ${isRetried ? 'trying again' : STATES[state].remedy}`,
  'database-rights-missing': ({ missing, grant }: MissingRights, origin: Origin) =>
    `${formatOrigin(origin)}: the database's user ${RIGHTS[missing]}: let an administrator of this database run '${printable(grant)}'`,
  'database-writes-refused': (found: ReadOnlyDatabase, origin: Origin) =>
    `${formatOrigin(origin)}: ${READ_ONLY[found.why]}, so ${found.isEmpty ? "MLflow's tables cannot be filled" : 'nothing can be logged'}: ${remedyForReadOnly(found)}`,
  'database-unreadable': ({ file, reason }: { readonly file: string; readonly reason: string }, origin: Origin) =>
    `${formatSetting(origin, DEFAULT_DATABASE)}: SQLite cannot read ${quote(file)} (${printable(reason)}): end what else uses the file, or restore it from a backup`,
}))

const STATES = {
  silent: {
    now: 'does not answer yet',
    'at the end': 'never answered',
    remedy: 'check that it is running, and check its host and port',
  },
  full: {
    now: 'takes no more connections yet',
    'at the end': 'took no more connections',
    remedy: 'close other connections, or raise the limit',
  },
  starting: {
    now: 'is not ready yet',
    'at the end': 'was never ready',
    remedy: 'look at its log, or wait longer with --ready-timeout',
  },
  answered: {
    now: 'accepts no connection yet',
    'at the end': 'accepted no connection',
    remedy: 'look at its log, and if a pool is in front of it, at that of the pool',
  },
} as const

const NOT_TRUSTED = "the database's certificate is not trusted"
const PROBLEMS: Readonly<Partial<Record<string, string>>> = {
  certificate: NOT_TRUSTED,
  'certificate name': "the database's certificate is for another host",
  'certificate expired': "the database's certificate is not valid today",
  'client certificate': "the database does not accept this client's certificate, or asks for one",
  'no authority': NOT_TRUSTED,
  file: 'the connection to the database needs a file that cannot be used',
  'key file': 'the connection to the database needs a private key that others can read',
  'no tls': 'the database offers no TLS, which this client asks for',
  'tls only': 'the database accepts connections with TLS only',
  tls: 'the database and this client have no version of TLS in common',
  'other server': 'what answers is not the database that the URI names',
  driver: 'the driver of the database fails',
  uri: 'the URI of the database cannot be read',
  encoding: 'the database has no encoding (SQL_ASCII), and the driver returns bytes for text',
  query: "the database refuses MLflow's questions",
  settings: 'the driver cannot use the URI of the database',
}

const REMEDIES = {
  login: 'correct the user and the password',
  'no login': 'let an administrator permit it, or name another user',
  database: 'create it, or correct the name at the end of the URI',
  connect: 'let an administrator permit this user to connect to the database',
  closed: 'let an administrator permit connections to it, or name another database',
  broken: 'let an administrator drop it and create it again, or name another database',
  blocked: 'let an administrator end that (FLUSH HOSTS, or mysqladmin flush-hosts)',
  socket: "let this user enter the socket's directory, or name a host in the URI",
  access: 'let an administrator permit this user to connect from this machine, or correct the user and the URI',
  certificate: "name the file with its authority's certificate",
  'certificate name': 'write the host in the URI as the certificate names it',
  'certificate expired': "renew it, or check this machine's clock",
  'client certificate': 'name one that the database accepts, with its private key',
  'no authority':
    "add sslrootcert=/path/to/authority.pem to the parameters of the URI, with the certificate of the database's authority",
  file: 'correct its path, or let this user read it',
  'key file': 'let this user alone read it (chmod 600)',
  'no tls': 'enable TLS in the database, or do not ask for it',
  'tls only': 'ask for TLS',
  tls: 'update the older one of them, or permit a version that both have',
  parameter:
    'remove the parameter from the URI, or correct it; a pool has to let it through (ignore_startup_parameters of PgBouncer)',
  'other server': 'correct the host and the port',
  settings: 'correct its parameters',
  uri: 'correct its form, such as postgresql://USER:PASSWORD@HOST:5432/DATABASE, with an IPv6 address in brackets',
  encoding: 'add client_encoding=utf8 to the parameters of the URI, or move to a database with the encoding UTF8',
  rights: 'let an administrator grant what is missing',
  query: 'use a database of a kind and a version that MLflow supports',
  driver: "correct the URI's parameters, or install what the driver asks for",
} as const

/** The setting of a kind of database that a remedy is about. */
const SETTINGS: Readonly<Partial<Record<Cause, { readonly postgresql: string; readonly mysql: string }>>> = {
  access: { postgresql: 'pg_hba.conf', mysql: "GRANT … TO 'USER'@'HOST'" },
  connect: { postgresql: 'GRANT CONNECT', mysql: "GRANT … ON DATABASE.* TO 'USER'@'HOST'" },
  certificate: { postgresql: 'sslrootcert in the URI', mysql: 'MLFLOW_MYSQL_SSL_CA' },
  'client certificate': {
    postgresql: 'sslcert and sslkey in the URI',
    mysql: 'MLFLOW_MYSQL_SSL_CERT and MLFLOW_MYSQL_SSL_KEY',
  },
  'no tls': { postgresql: 'sslmode in the URI', mysql: 'MLFLOW_MYSQL_SSL_CA' },
  'tls only': { postgresql: 'sslmode=require in the URI', mysql: 'MLFLOW_MYSQL_SSL_CA' },
}

function remedyFor({ cause, isMysql, grant }: RefusedDatabase): string {
  if (grant !== null)
    return `let an administrator run '${printable(grant)}', or name another ${cause === 'closed' ? 'database' : 'user'}`
  const setting = SETTINGS[cause]
  return setting ? `${REMEDIES[cause]} (${isMysql ? setting.mysql : setting.postgresql})` : REMEDIES[cause]
}

const RIGHTS = {
  create: "may not create MLflow's tables",
  tables: "may not use MLflow's tables, which belong to another user",
  schema: 'may not use any schema of its search path, so it finds no tables and cannot create any',
} as const

const READ_ONLY = {
  standby: 'the database is a standby, which is read-only',
  setting: 'the database is read-only (default_transaction_read_only)',
  server: 'the server of the database is read-only (read_only)',
  database: 'the database is read-only',
  rights: "the database's user may read MLflow's tables, but not change them",
} as const

function remedyForReadOnly({ why, grant, source }: ReadOnlyDatabase): string {
  if (why === 'standby') return 'name the host of the primary server'
  if (grant !== null) return `let an administrator of this database run '${printable(grant)}'`
  if (why === 'server') return 'name the host of the primary server, or set read_only to OFF'
  if (why === 'database') return 'make it writable (ALTER DATABASE … SET READ_WRITE), or name another'
  if (source === 'client') return "remove the setting from the URI's options or from PGOPTIONS"
  return "set it to off for the whole server; a provider sets it to on if the server's disk is full"
}
