import { checkStoreUri } from '../model/check-value.ts'
import { fail } from '../model/diagnostic.ts'
import { looksLikeKey } from '../model/looks-like-key.ts'
import type { Sourced } from '../model/origin.ts'
import { optionDiagnostics } from '../options/diagnostics.ts'
import { DATABASES, schemeOf } from './scheme.ts'

/**
 * Validates the URI of a store of runs or models. No message repeats it: it may hold a password.
 *
 * @throws {LauncherError} invalid-option-value: it is not a URI, SQLAlchemy cannot read it, or SQLAlchemy and a driver
 * would read it in different ways
 */
export function validateBackendUri(backend: Sourced): Sourced {
  checkStoreUri(backend)
  const expected = findProblem(backend.value)
  if (expected === null) return backend
  return fail(optionDiagnostics.error('invalid-option-value', backend.origin, { expected }))
}

function findProblem(value: string): string | null {
  const scheme = schemeOf(value)
  // `user:password@host/database`, without a scheme, has something like one.
  if (scheme === '' || /^[^:/]*:[^/@]+@/.test(value)) return findPathProblem(value)
  const [database = '', ...drivers] = scheme.split('+')
  if (!DATABASES.includes(database)) return null
  if (!value.startsWith(scheme)) return 'a scheme in lower case, such as postgresql://'
  if (!value.startsWith(`${scheme}://`)) return `two slashes after the scheme, such as ${EXAMPLE}`
  if (drivers.length > 1) return 'a database and one driver, such as postgresql+psycopg://…'
  return database === 'sqlite' ? findSqliteProblem(value) : findServerProblem(value)
}

const EXAMPLE = 'postgresql://user:password@host/database'
const ONE_URI = 'one URI and nothing after it (a blank in a name is %20)'
const SEVERAL_HOSTS =
  'one host, or several as parameters, such as postgresql://USER:PASSWORD@/DATABASE?host=a:5432&host=b:5432'

/** A path is a store too, but not the path of a database, nor that of a file with its URI. */
function findPathProblem(value: string): string | null {
  if (/^(?:\/var)?\/run\/secrets\/|^\/etc\/secrets\//.test(value))
    return "the database's URI, not the file that holds it"
  // A directory can be called `alice@corp`, or `a=b`. Below another one it is meant as it is.
  const isAddress =
    /^[^/]*:[^/]*@|^\/\/[^/]*@|^(?:postgres|postgresql|mysql|mssql|sqlite)\b[^\w.-]*\/|^[^/.~][^?]*\?\S*=/.test(value)
  if (!isAddress && !looksLikeKey(value) && !/\.(?:db|sqlite3?)$/i.test(value)) return null
  return `a database's URI, such as sqlite:///mlflow.db or ${EXAMPLE}`
}

/** It must be three slashes and a path. In memory every worker would have its own database. */
function findSqliteProblem(value: string): string | null {
  if (value.startsWith('sqlite+pysqlcipher:')) return null
  const isFile = /^sqlite(?:\+\w+)?:\/\/\/(?!:memory:|\?|$)/.test(value)
  if (isFile && !/^[^?]*file::memory:|[?&]mode=memory/.test(value)) return null
  return 'a SQLite file, such as sqlite:///mlflow.db, with four slashes for an absolute path'
}

/** After an '@' that is not encoded, drivers take the rest of the password for the host, and show it in errors. */
function findServerProblem(value: string): string | null {
  const [, user = '', host = ''] = /^[^:]+:\/\/(?:([^?]*)@)?([^/?]*)/.exec(value) ?? []
  if (/[,;\s](?:postgresql|mysql|mssql|sqlite)(?:\+\w+)?:\/\//.test(value)) return ONE_URI
  const [, password = ''] = /:(.*)/.exec(user) ?? []
  if (password.includes('@')) return "a password that is percent-encoded, '%40' for '@'"
  const isPostgres = value.startsWith('postgresql')
  const parameters = value.slice(value.indexOf('?') + 1)
  // A blank in a name is written %20. It more likely begins what was meant for something else, a password among it.
  const [, database = ''] = /^[^:]+:\/\/(?:[^?]*@)?[^/?]*\/([^?]*)/.exec(value) ?? []
  if (/\s/.test(host + database)) return ONE_URI
  if (/^[^:]+:\/\/\/+[^/?]*:[^/?]*@/.test(value)) return `two slashes after the scheme, such as ${EXAMPLE}`
  // libpq's own form; SQLAlchemy takes the whole list for the port.
  const isList = /:\d+,/.test(host) || (isPostgres && /(?:^|&)host=[^&]*:\d+,/.test(parameters))
  if (isList) return isPostgres ? SEVERAL_HOSTS : 'one host'
  if (/[[\]]/.test(host) && !/^\[[^[\]]*\](?::|$)/.test(host)) return 'an IPv6 address in brackets, such as [::1]:5432'
  if (/:\d+:\d+$/.test(host)) return 'one port after the host'
  // An empty variable may be meant, as in `HOST:${PORT}`. SQLAlchemy fails on it.
  if (/^(?:\[[^\]]*\]|[^:[]*):$/.test(host)) return 'a number for the port after the colon, or no colon'
  if (/^(?:\[[^\]]*\]|[^:[]*):(?!\d*$)/.test(host)) {
    return 'a number for the port, and a password that is percent-encoded'
  }
  if (Number(/:(\d+)$/.exec(host)?.[1] ?? 0) > 65_535) return 'a port up to 65535'
  // A driver's text ends there.
  if (value.includes('%00')) return 'no encoded NUL (%00)'
  return null
}
