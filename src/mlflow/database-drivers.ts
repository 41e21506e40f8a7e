import { DATABASES, schemeOf } from './scheme.ts'
import { isAtLeast } from './version.ts'

/** A Python module and the package that brings it. */
export interface PythonPackage {
  readonly module: string
  readonly package: string
}

/** Most modules and their packages have the same name. */
export const pythonPackage = (module: string, name = module): PythonPackage => ({ module, package: name })
const PSYCOPG3 = pythonPackage('psycopg', 'psycopg[binary]')
const PSYCOPG2 = pythonPackage('psycopg2', 'psycopg2-binary')

/** Drivers by SQLAlchemy's dialect and what follows after the `+`. */
const DRIVERS: Readonly<Record<string, PythonPackage>> = {
  'postgresql+psycopg': PSYCOPG3,
  'postgresql+psycopg2': PSYCOPG2,
  'postgresql+psycopg2cffi': pythonPackage('psycopg2cffi'),
  'postgresql+pg8000': pythonPackage('pg8000'),
  'mysql+mysqldb': pythonPackage('MySQLdb', 'mysqlclient'),
  'mysql+pymysql': pythonPackage('pymysql', 'PyMySQL'),
  'mysql+mysqlconnector': pythonPackage('mysql.connector', 'mysql-connector-python'),
  'mysql+mariadbconnector': pythonPackage('mariadb'),
  'mysql+cymysql': pythonPackage('cymysql'),
  'mysql+pyodbc': pythonPackage('pyodbc'),
  'mssql+pyodbc': pythonPackage('pyodbc'),
  'mssql+pymssql': pythonPackage('pymssql'),
  'mssql+mssqlpython': pythonPackage('mssql_python', 'mssql-python'),
  'sqlite+pysqlcipher': pythonPackage('sqlcipher3', 'sqlcipher3-wheels'),
}

/** Included in Python. */
const BUILT_IN = 'sqlite+pysqlite'
/** MLflow calls SQLAlchemy synchronously, which these drivers do not support. */
const ASYNCHRONOUS = ['asyncpg', 'psycopg_async', 'aiomysql', 'asyncmy', 'aiosqlite', 'aioodbc']

/** Every module that a URI may ask for. */
export const DRIVER_MODULES = [...new Set(Object.values(DRIVERS).map(({ module }) => module))]

/**
 * The driver that SQLAlchemy uses for a database's URI.
 *
 * @param sqlalchemy SQLAlchemy's version: since 2.1 `postgresql://` means psycopg 3, before it psycopg 2
 * @returns null if Python includes it, or if it is not known here: SQLAlchemy itself will say
 */
export function findDriver(uri: string, sqlalchemy: string): PythonPackage | null {
  const scheme = schemeOf(uri)
  switch (scheme) {
    case 'postgresql':
      return isAtLeast(sqlalchemy, 2, 1) ? PSYCOPG3 : PSYCOPG2
    case 'mysql':
      return DRIVERS['mysql+mysqldb'] ?? null
    case 'mssql':
      return DRIVERS['mssql+pyodbc'] ?? null
    default:
      return DRIVERS[scheme] ?? null
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
  const isKnown = [...Object.keys(DRIVERS), BUILT_IN, ...dialects].includes(scheme)
  if (isKnown && !ASYNCHRONOUS.includes(driver)) return null
  return [...Object.keys(DRIVERS), BUILT_IN].filter((name) => name.startsWith(`${database}+`))
}
