import { defineDiagnostics } from '../model/diagnostic.ts'
import { DEFAULT_DATABASE, formatOrigin, formatSetting, printable, quote } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'

/** Why no wait will help. */
export type Cause = keyof typeof REMEDIES

interface RefusedDatabase {
  readonly cause: Cause
  /** The words of the database, its driver or libpq, without secrets. */
  readonly reason: string
}

interface UnreachableDatabase {
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
  'database-refused': ({ cause, reason }: RefusedDatabase, origin: Origin) =>
    `${formatOrigin(origin)}: ${PROBLEMS[cause] ?? 'the database refuses the connection'} (${printable(reason)}): ${REMEDIES[cause]}`,
  'database-unreachable': ({ reason, isRetried }: UnreachableDatabase, origin: Origin) =>
    isRetried
      ? `${formatOrigin(origin)}: the database does not answer yet (${printable(reason)}): trying again`
      : `${formatOrigin(origin)}: the database never answered (${printable(reason)}): check that it is running, and check its host and port`,
  'database-rights-missing': ({ missing, grant }: MissingRights, origin: Origin) =>
    `${formatOrigin(origin)}: the database's user ${RIGHTS[missing]}: let an administrator of this database run '${printable(grant)}'`,
  'database-writes-refused': (found: ReadOnlyDatabase, origin: Origin) =>
    `${formatOrigin(origin)}: ${READ_ONLY[found.why]}, so ${found.isEmpty ? "MLflow's tables cannot be filled" : 'nothing can be logged'}: ${remedyForReadOnly(found)}`,
  'database-unreadable': ({ file, reason }: { readonly file: string; readonly reason: string }, origin: Origin) =>
    `${formatSetting(origin, DEFAULT_DATABASE)}: SQLite cannot read ${quote(file)} (${printable(reason)}): end what else uses the file, or restore it from a backup`,
}))

const PROBLEMS: Readonly<Partial<Record<string, string>>> = {
  certificate: "the database's certificate or this client's is not trusted",
  file: 'the connection to the database needs a file that cannot be used',
  tls: 'the database and its driver agree on no TLS connection',
  'other server': 'what answers is not the database that the URI names',
  driver: 'the driver of the database fails',
  encoding: 'the database has no encoding (SQL_ASCII), and the driver returns bytes for text',
  query: "the database refuses MLflow's questions",
  settings: 'the driver cannot use the URI of the database',
}

const REMEDIES = {
  login: 'correct the user and the password',
  database: 'create it, or correct the name at the end of the URI',
  access: "let this user connect from this machine, as in PostgreSQL's pg_hba.conf, or correct the user and the URI",
  certificate:
    "write the host as the certificate names it, and name the file with its authority's certificate (sslrootcert of PostgreSQL, MLFLOW_MYSQL_SSL_CA)",
  file: 'correct its path, or let this user alone read it',
  tls: 'change sslmode in the URI (MySQL: MLFLOW_MYSQL_SSL_CA), or enable TLS in the database',
  parameter:
    'remove the parameter from the URI, or correct it; a pool has to let it through (ignore_startup_parameters of PgBouncer)',
  'other server': 'correct the host and the port',
  settings: 'correct its parameters',
  encoding: 'add client_encoding=utf8 to the parameters of the URI, or move to a database with the encoding UTF8',
  rights: 'let an administrator grant what is missing',
  query: 'use a database of a kind and a version that MLflow supports',
  driver: "correct the URI's parameters, or install what the driver asks for",
} as const

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
