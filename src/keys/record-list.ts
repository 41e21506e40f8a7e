import { fail } from '../model/diagnostic.ts'
import { keysDiagnostics } from './diagnostics.ts'
import type { KeyRecord } from './key-record.ts'

/** The records with one revoked: the same array if it was before. @throws {LauncherError} key-unknown */
export function revokeIn(records: readonly KeyRecord[], id: string, at: Date, location: string): readonly KeyRecord[] {
  const found = records.find((record) => record.id === id)
  if (!found) return fail(keysDiagnostics.error('key-unknown', null, { location }))
  if (found.revokedAt !== null) return records
  return records.map((record) => (record === found ? { ...record, revokedAt: at } : record))
}

/** The records with later last uses: the same array if none is later. */
export function touchIn(records: readonly KeyRecord[], uses: ReadonlyMap<string, Date>): readonly KeyRecord[] {
  const isLater = ({ id, lastUsedAt }: KeyRecord) => {
    const use = uses.get(id)
    return use !== undefined && (lastUsedAt === null || use > lastUsedAt)
  }
  if (!records.some(isLater)) return records
  return records.map((record) => (isLater(record) ? { ...record, lastUsedAt: uses.get(record.id) ?? null } : record))
}
