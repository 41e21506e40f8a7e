import { isKeyId } from './key-form.ts'
import { isScope, type Scope } from './scope.ts'

/** What a store knows of a key. Nobody can make the key of it. */
export interface KeyRecord {
  /** The public part of the key, by which people and logs name it. */
  readonly id: string
  /** SHA-256 of the key, in hexadecimal digits. */
  readonly hash: string
  /** The service that it opens, and no other. */
  readonly service: string
  readonly scope: Scope
  readonly createdAt: Date
  /** From then on it opens nothing; null if it never ends. */
  readonly expiresAt: Date | null
  /** If it is not null, the key opens nothing, whatever the clock says. */
  readonly revokedAt: Date | null
  /** The last use that was noted, up to a minute late; null if there was none. */
  readonly lastUsedAt: Date | null
  readonly note: string | null
}

/** A record as `keys list --json` prints it: without the hash. Times are in UTC, as `2027-01-31T12:00:00.000Z`. */
export type KeyJson = Readonly<
  Record<'id' | 'service' | 'scope' | 'createdAt', string> &
    Record<'expiresAt' | 'revokedAt' | 'lastUsedAt' | 'note', string | null>
>

const NAMES = ['id', 'hash', 'service', 'scope', 'createdAt', 'expiresAt', 'revokedAt', 'lastUsedAt', 'note'] as const

/** What a service can be called. */
export const SERVICE_FORM = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

export function toJson({ id, service, scope, createdAt, expiresAt, revokedAt, lastUsedAt, note }: KeyRecord): KeyJson {
  return {
    id,
    service,
    scope,
    createdAt: createdAt.toISOString(),
    expiresAt: toText(expiresAt),
    revokedAt: toText(revokedAt),
    lastUsedAt: toText(lastUsedAt),
    note,
  }
}

/**
 * Reads what a store has of a key. It is strict, because a field that a newer version adds may narrow what the key permits.
 *
 * @returns null for anything but a whole record with nothing else in it
 */
export function readRecord(value: unknown): KeyRecord | null {
  if (typeof value !== 'object' || value === null || !Object.keys(value).every(isName)) return null
  const { id, hash, service, scope, note, ...times } = value as Readonly<Record<string, unknown>>
  const [createdAt, expiresAt, revokedAt, lastUsedAt] = NAMES.slice(4, 8).map((name) => toDate(times[name]))
  if (typeof id !== 'string' || !isKeyId(id) || !isScope(scope)) return null
  if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) return null
  if (typeof service !== 'string' || !SERVICE_FORM.test(service)) return null
  if (note !== null && typeof note !== 'string') return null
  if (!createdAt || expiresAt === undefined || revokedAt === undefined || lastUsedAt === undefined) return null
  return { id, hash, service, scope, createdAt, expiresAt, revokedAt, lastUsedAt, note }
}

function isName(name: string): boolean {
  return (NAMES as readonly string[]).includes(name)
}

function toText(time: Date | null): string | null {
  return time === null ? null : time.toISOString()
}

/** A time, or null for none; undefined for what is neither. */
function toDate(value: unknown): Date | null | undefined {
  if (value === null) return null
  const date = value instanceof Date ? value : typeof value === 'string' ? new Date(value) : undefined
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date
}
