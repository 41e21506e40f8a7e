import { timingSafeEqual } from 'node:crypto'
import { hashKey } from './api-key.ts'
import { parseKeyId } from './key-form.ts'
import type { KeyRecord } from './key-record.ts'

/** Why a key does not open a service. For logs: the client learns none of it. */
export type RefusalCause = 'malformed' | 'unknown' | 'other service' | 'revoked' | 'expired'

export type Admission =
  | { readonly ok: true; readonly record: KeyRecord }
  | {
      readonly ok: false
      readonly cause: RefusalCause
      /** Of the key, if it is one of the store's; null if anybody may have made it up. */
      readonly id: string | null
    }

/** Compared with if there is no such key. Nothing has this hash. */
const NO_HASH = '0'.repeat(64)

/**
 * Decides about a key. Every refusal does the same work: a hash, and a comparison that takes the same time for all.
 *
 * @param presented what the client sent; anything at all
 * @param records by id
 * @param compare two hashes, in a time that does not depend on them
 */
export function admit(
  presented: string,
  records: ReadonlyMap<string, KeyRecord>,
  service: string,
  now: Date,
  compare: (one: Buffer, other: Buffer) => boolean = timingSafeEqual,
): Admission {
  const id = parseKeyId(presented)
  const record = records.get(id ?? '')
  const isSame = compare(Buffer.from(hashKey(presented)), Buffer.from(record?.hash ?? NO_HASH))
  if (id === null) return { ok: false, cause: 'malformed', id: null }
  if (!record || !isSame) return { ok: false, cause: 'unknown', id: null }
  const cause = causeOf(record, service, now)
  return cause === null ? { ok: true, record } : { ok: false, cause, id }
}

/** Why a known key does not open a service at a time, or null. */
export function causeOf({ service, revokedAt, expiresAt }: KeyRecord, asked: string, now: Date): RefusalCause | null {
  if (service !== asked) return 'other service'
  if (revokedAt !== null) return 'revoked'
  return expiresAt !== null && expiresAt <= now ? 'expired' : null
}
