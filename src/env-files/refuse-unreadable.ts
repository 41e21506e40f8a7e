import { fail } from '../model/diagnostic.ts'
import { envFilesDiagnostics, LEADS_NOWHERE } from './diagnostics.ts'

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: LEADS_NOWHERE,
  ELOOP: 'the link leads to itself',
  ENOTDIR: 'a part of the path is not a directory',
  EIO: 'the disk reports an error',
  ENAMETOOLONG: 'the path is too long',
}

/** @param shown the path as messages name it. @throws {LauncherError} env-file-unreadable */
export function refuseUnreadable(error: unknown, shown: string): never {
  const { code } = error as { readonly code?: string }
  // Not an error of the system: one that was thrown here, or the launcher's own.
  if (code === undefined) throw error
  return fail(envFilesDiagnostics.error('env-file-unreadable', null, { display: shown, reason: REASONS[code] ?? code }))
}
