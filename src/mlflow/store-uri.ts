import { resolve } from 'node:path'
import { schemeOf } from './scheme.ts'
import { isAtLeast } from './version.ts'

/**
 * The database file of a backend that is one; null for the others.
 *
 * @param sqlalchemy SQLAlchemy's version: since 2.1 the path is percent-decoded
 */
export function sqliteFile(backend: string, cwd: string, sqlalchemy: string): string | null {
  const [, written = '', parameters = ''] = /^sqlite(?:\+pysqlite)?:\/\/\/([^?]*)(.*)$/.exec(backend) ?? []
  if (written === '') return null
  const path = isAtLeast(sqlalchemy, 2, 1) ? decode(written) : written
  // SQLite's own URI. https://www.sqlite.org/uri.html
  const [, inner] = /[?&]uri=(?:true|1|yes|on)/i.test(parameters)
    ? (/^file:(?:\/\/(?:localhost)?(?=\/))?(.*)$/.exec(path) ?? [])
    : []
  return resolve(cwd, inner === undefined ? path : decode(inner))
}

/** What is no encoding stays as it is, as with Python. */
function decode(path: string): string {
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return encoded
    }
  })
}

/** Whether a URI's artifacts are on a disk: a path, or `file:`. */
export function isLocal(uri: string): boolean {
  return ['', 'file'].includes(schemeOf(uri))
}

/** Whether a default artifact root sends clients to a server: MLflow's own, or another by its URL. */
export function isServed(uri: string): boolean {
  return ['mlflow-artifacts', 'http', 'https'].includes(schemeOf(uri))
}
