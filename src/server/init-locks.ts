import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readlinkSync, unlinkSync } from 'node:fs'
import { resolve } from 'node:path'
import process from 'node:process'
import { listNames } from '../host/list-names.ts'
import type { Environment } from '../model/source.ts'

/**
 * The empty files that MLflow locks while it looks for its tables in a database, and leaves behind: one for each
 * database, in the directory for temporary files, and named after the URI without its password.
 */
export class InitLocks {
  readonly #paths: readonly string[]

  /** Looks before the server starts. A file that is there already belongs to somebody else. */
  constructor(env: Environment, cwd: string, databaseUris: readonly string[]) {
    const names = databaseUris.flatMap(lockNames)
    const paths = temporaryDirectories(env, cwd).flatMap((directory) => names.map((name) => resolve(directory, name)))
    this.#paths = [...new Set(paths)].filter((path) => !existsSync(path))
  }

  /** Removes those that were made since, and that no process has open. By now the database has its tables. */
  remove(): void {
    const made = this.#paths.filter(isOwnEmptyFile)
    if (made.length === 0) return
    const opened = openFiles()
    for (const path of made.filter((path) => !opened.has(path))) {
      try {
        unlinkSync(path)
      } catch {
        // Removed by somebody else meanwhile, or in a directory that is read-only now.
      }
    }
  }
}

/** @returns names that the lock of a database may have */
export function lockNames(uri: string): string[] {
  return Array.from(new Set([uri, rendered(uri)]), (text) => {
    return `db_init_lock-${createHash('md5').update(text).digest('hex')}`
  })
}

/** A URI as SQLAlchemy writes it. */
function rendered(uri: string): string {
  const parts = /^([^:/?#]+:\/\/)(?:([^:/?]*)(:[^/?]*)?@)?([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s.exec(uri)
  if (!parts) return uri
  const [, scheme, user, password, place, database, query] = parts
  try {
    return [
      scheme,
      user === undefined ? '' : `${quoted(user)}${password === undefined ? '' : ':***'}@`,
      place,
      database === undefined ? '' : `/${quoted(database).replaceAll('%2F', '/')}`,
      query ? `?${sorted(query)}` : '',
    ].join('')
  } catch {
    // It has a % that begins nothing.
    return uri
  }
}

/** @throws {URIError} */
function quoted(text: string): string {
  const all = encodeURIComponent(decodeURIComponent(text)).replace(/[!'()*]/g, (sign) => {
    return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
  })
  return all.replaceAll('%20', ' ').replaceAll('%2B', '+')
}

function sorted(query: string): string {
  const parameters = new URLSearchParams(query)
  parameters.sort()
  return parameters.toString().replaceAll('%7E', '~').replaceAll('*', '%2A')
}

/** Where Python may put temporary files. @see tempfile.gettempdir */
function temporaryDirectories(env: Environment, cwd: string): string[] {
  const named = ['TMPDIR', 'TEMP', 'TMP'].flatMap((name) => env[name] || [])
  return [...named, '/tmp', '/var/tmp', '/usr/tmp', '.'].map((directory) => resolve(cwd, directory))
}

function isOwnEmptyFile(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found?.isFile() === true && found.size === 0 && found.uid === process.getuid?.()
}

/** The paths of all files that processes of this user have open. */
function openFiles(): ReadonlySet<string> {
  const found = new Set<string>()
  for (const pid of listNames('/proc').filter((name) => /^\d+$/.test(name))) {
    for (const name of listNames(`/proc/${pid}/fd`)) {
      try {
        found.add(readlinkSync(`/proc/${pid}/fd/${name}`))
      } catch {
        // Closed between the two looks.
      }
    }
  }
  return found
}
