import type { BigIntStats } from 'node:fs'
import * as host from '../host/index.ts'
import { fail } from '../model/diagnostic.ts'
import { keysDiagnostics, type NotAFile } from './diagnostics.ts'
import { MAX_FILE_BYTES } from './file-text.ts'

/**
 * Whether the file that was opened may decide who gets in: nobody else may read or replace what is in it.
 *
 * @param uid the user's own id; null if the system has none, and then files have no modes either
 * @throws {LauncherError} key-store-not-a-file, key-store-of-other-user, key-store-open, key-store-malformed
 */
export function checkFile(location: string, status: BigIntStats, uid: number | null): void {
  if (!status.isFile()) {
    fail(keysDiagnostics.error('key-store-not-a-file', null, { location, found: kindOf(status) }))
  }
  const [owner, mode] = [Number(status.uid), Number(status.mode) & 0o777]
  if (uid !== null && owner !== uid) fail(keysDiagnostics.error('key-store-of-other-user', null, { location, owner }))
  if (uid !== null && (mode & 0o077) !== 0) {
    const keepsModes = host.keepsPermissions(location)
    fail(keysDiagnostics.error('key-store-open', null, { location, mode, keepsModes }))
  }
  if (status.size > BigInt(MAX_FILE_BYTES)) {
    fail(keysDiagnostics.error('key-store-malformed', null, { location, reason: 'it is too large' }))
  }
}

function kindOf(status: BigIntStats): NotAFile {
  if (status.isDirectory()) return 'a directory'
  return status.isFIFO() ? 'a named pipe' : 'a device'
}
