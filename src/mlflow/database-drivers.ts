import { schemeOf } from './store-uri.ts'
import { DATABASES } from './uri-schemes.ts'
import { isAtLeast } from './version.ts'

/** A Python module and the package that brings it. */
export interface Driver {
  readonly module: string
  readonly package: string
}

/** Most modules and their packages have the same name. */
export const driver = (module: string, name = module): Driver => ({ module, package: name })
const PSYCOPG3 = driver('psycopg', 'psycopg[binary]')
const PSYCOPG2 = driver('psycopg2', 'psycopg2-binary')

/** Drivers by SQLAlchemy's dialect and what follows after the `+`. */
const NAMED: Readonly<Record<string, Driver>> = {
  'postgresql+psycopg': PSYCOPG3,
  'postgresql+psycopg2': PSYCOPG2,
  'postgresql+psycopg2cffi': driver('psycopg2cffi'),
  'postgresql+pg8000': driver('pg8000'),
  'mysql+mysqldb': driver('MySQLdb', 'mysqlclient'),
  'mysql+pymysql': driver('pymysql', 'PyMySQL'),
  'mysql+mysqlconnector': driver('mysql.connector', 'mysql-connector-python'),
  'mysql+mariadbconnector': driver('mariadb'),
  'mysql+cymysql': driver('cymysql'),
  'mysql+pyodbc': driver('pyodbc'),
  'mssql+pyodbc': driver('pyodbc'),
  'mssql+pymssql': driver('pymssql'),
  'mssql+mssqlpython': driver('mssql_python', 'mssql-python'),
  'sqlite+pysqlcipher': driver('sqlcipher3', 'sqlcipher3-wheels'),
}

/** Included in Python. */
const BUILT_IN = 'sqlite+pysqlite'
/** MLflow calls SQLAlchemy synchronously, which these drivers do not support. */
const ASYNCHRONOUS = ['asyncpg', 'psycopg_async', 'aiomysql', 'asyncmy', 'aiosqlite', 'aioodbc']

/** Every module that a URI may ask for. */
export const MODULES = [...new Set(Object.values(NAMED).map(({ module }) => module))]

/**
 * The driver that SQLAlchemy uses for a database's URI.
 *
 * @param sqlalchemy SQLAlchemy's version: since 2.1 `postgresql://` means psycopg 3, before it psycopg 2
 * @returns null if Python includes it, or if it is not known here: SQLAlchemy itself will say
 */
export function findDriver(uri: string, sqlalchemy: string): Driver | null {
  const scheme = schemeOf(uri)
  switch (scheme) {
    case 'postgresql':
      return isAtLeast(sqlalchemy, 2, 1) ? PSYCOPG3 : PSYCOPG2
    case 'mysql':
      return NAMED['mysql+mysqldb'] ?? null
    case 'mssql':
      return NAMED['mssql+pyodbc'] ?? null
    default:
      return NAMED[scheme] ?? null
  }
}

/**
 * What can be used instead of the driver that a database's URI names after the `+`.
 *
 * @param dialects what the installed SQLAlchemy and plugins have
 * @returns null if MLflow can use the driver, or if the URI names none
 */
export function findUsableDrivers(uri: string, dialects: readonly string[]): readonly string[] | null {
  const scheme = schemeOf(uri)
  const [database = '', driver] = scheme.split('+')
  if (driver === undefined || !DATABASES.includes(database)) return null
  const isKnown = [...Object.keys(NAMED), BUILT_IN, ...dialects].includes(scheme)
  if (isKnown && !ASYNCHRONOUS.includes(driver)) return null
  return [...Object.keys(NAMED), BUILT_IN].filter((name) => name.startsWith(`${database}+`))
}
