import type { KeyRecord } from '../keys/key-record.ts'
import { printable } from '../model/format.ts'

const HEADING = ['ID', 'SERVICE', 'SCOPE', 'STATE', 'CREATED (UTC)', 'EXPIRES', 'LAST USED', 'NOTE']
const GAP = '  '

/** A table of keys, the first one first. */
export function keysText(records: readonly KeyRecord[], now: Date): string {
  if (records.length === 0) return 'no keys\n'
  const rows = [HEADING, ...records.map((record) => toRow(record, now))]
  const widths = HEADING.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join(GAP)
          .trimEnd()}\n`,
    )
    .join('')
}

function toRow(record: KeyRecord, now: Date): string[] {
  const { id, service, scope, createdAt, expiresAt, lastUsedAt, note } = record
  const times = [
    toMinute(createdAt),
    expiresAt ? toMinute(expiresAt) : 'never',
    lastUsedAt ? toMinute(lastUsedAt) : '-',
  ]
  return [id, service, scope, stateOf(record, now), ...times, printable(note ?? '')]
}

function stateOf({ revokedAt, expiresAt }: KeyRecord, now: Date): string {
  if (revokedAt !== null) return 'revoked'
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'live'
}

function toMinute(time: Date): string {
  return time.toISOString().slice(0, 16).replace('T', ' ')
}
