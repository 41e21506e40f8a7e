import { readFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'
import { reasonOf } from '../../host/reason.ts'

/** How a connection is tried: without TLS, or with it. */
export type Transport = false | ConnectionOptions

/** A file of the URI, or a mode, that cannot be used. */
export class TlsProblem extends Error {}

const MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full']

/**
 * The ways to connect, in the order in which libpq tries them
 * (https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION). Unlike libpq it knows no files of its own in
 * `~/.postgresql`: if the URI names no authority, those that Node knows count.
 *
 * @throws {TlsProblem}
 */
export function transportsOf(
  parameters: ReadonlyMap<string, string>,
  environmentMode: string | undefined,
): Transport[] {
  const mode = parameters.get('sslmode') ?? environmentMode ?? 'prefer'
  if (!MODES.includes(mode)) throw new TlsProblem(`sslmode has to be one of ${MODES.join(', ')}`)
  if (mode === 'disable') return [false]
  const authority = parameters.get('sslrootcert')
  const own = {
    ...(authority === undefined || authority === 'system' ? {} : { ca: read('sslrootcert', authority) }),
    ...optional('cert', 'sslcert', parameters),
    ...optional('key', 'sslkey', parameters),
  }
  if (mode === 'verify-full' || authority === 'system') return [own]
  if (mode === 'verify-ca' || (mode === 'require' && authority !== undefined)) {
    return [{ ...own, checkServerIdentity: () => undefined }]
  }
  const unverified = { ...own, rejectUnauthorized: false }
  if (mode === 'require') return [unverified]
  return mode === 'allow' ? [false, unverified] : [unverified, false]
}

function optional(field: 'cert' | 'key', name: string, parameters: ReadonlyMap<string, string>) {
  const path = parameters.get(name)
  return path === undefined ? {} : { [field]: read(name, path) }
}

function read(parameter: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new TlsProblem(`the file that ${parameter} names cannot be read (${reasonOf(error)})`)
  }
}
