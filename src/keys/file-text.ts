import { fail } from '../model/diagnostic.ts'
import { keysDiagnostics } from './diagnostics.ts'
import { type KeyRecord, readRecord } from './key-record.ts'

/** Of the file's form. A file of a later one is refused, because what it adds may narrow what a key permits. */
const VERSION = 1

/** Room for some fifty thousand keys. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024

/** The text of a file with these keys: one key a line. */
export function formatKeyFile(records: readonly KeyRecord[]): string {
  const lines = records.map((record) => `    ${JSON.stringify(record)}`)
  return `{\n  "version": ${VERSION},\n  "keys": [\n${lines.join(',\n')}\n  ]\n}\n`
}

/** @throws {LauncherError} key-store-malformed, key-store-newer */
export function parseKeyFile(text: string, location: string): readonly KeyRecord[] {
  const refuse = (reason: string) => fail(keysDiagnostics.error('key-store-malformed', null, { location, reason }))
  const { version, keys, ...others } = parseObject(text) ?? refuse('it is not JSON with an object')
  if (typeof version === 'number' && version > VERSION)
    fail(keysDiagnostics.error('key-store-newer', null, { location }))
  if (version !== VERSION || !Array.isArray(keys) || Object.keys(others).length > 0) {
    return refuse(`expected an object with "version": ${VERSION} and "keys"`)
  }
  const ids = new Set<string>()
  return keys.map((value, at) => {
    const record =
      readRecord(value) ?? refuse(`key ${at + 1} of ${keys.length} is not whole, or has more than it should`)
    if (ids.has(record.id)) refuse(`the id of key ${at + 1} of ${keys.length} is there twice`)
    ids.add(record.id)
    return record
  })
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}
