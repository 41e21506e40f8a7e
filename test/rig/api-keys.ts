// Keys for tests.
import { createKey } from '../../src/keys/api-key.ts'
import type { KeyRecord } from '../../src/keys/key-record.ts'
import type { KeyStore } from '../../src/keys/key-store.ts'

export const CREATED = new Date('2026-01-02T03:04:05.678Z')
export const LATER = new Date('2026-02-03T04:05:06.789Z')

/** A key with its record, of the service `platform`. */
export function makeKey(more: Partial<KeyRecord> = {}): { readonly key: string; readonly record: KeyRecord } {
  const { key, id, hash } = createKey()
  const never = { expiresAt: null, revokedAt: null, lastUsedAt: null, note: null }
  const record = { id, hash, service: 'platform', scope: 'write', createdAt: CREATED, ...never, ...more } as const
  return { key: key.reveal(), record }
}

/** A store that tells when it was read. */
export function observed(store: KeyStore) {
  let waiting: (() => void)[] = []
  const read = async () => {
    const told = waiting
    waiting = []
    try {
      return await store.read()
    } finally {
      // After the caller has dealt with the answer.
      setImmediate(() => {
        for (const tell of told) tell()
      })
    }
  }
  return {
    store: { ...store, read },
    /** Ends after a reading that begins from now on. */
    nextRead: () => new Promise<void>((resolve) => waiting.push(resolve)),
  }
}
