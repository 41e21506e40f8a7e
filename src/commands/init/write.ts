import * as host from '../../host/index.ts'
import { fail } from '../../model/diagnostic.ts'
import { initDiagnostics } from './diagnostics.ts'
import type { Effects } from './effects/effects.ts'
import type { Plan } from './plan/plan.ts'
import type { InitProject } from './project.ts'

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the limit for the size of a file is reached',
  EIO: 'the disk reports an error',
  ENOENT: 'the directory does not exist any more',
  ENAMETOOLONG: 'the path is too long',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
}

/** Why the system could not do something. @throws an error that is none of the system's */
export function reasonOf(error: unknown): string {
  const { code } = error as { readonly code?: string }
  if (code === undefined) throw error
  return REASONS[code] ?? code
}

/**
 * Writes the project's file, unless it was changed since it was read.
 *
 * @throws {LauncherError} file-not-written, file-changed-meanwhile
 */
export async function writeFile(project: InitProject, { text }: Plan, effects: Effects): Promise<void> {
  const { path, display, current } = project
  const write = () => {
    if (!current) effects.createSecretFile(path, text)
    else if (host.lstat(path)?.kind === 'file' && host.readText(path) === current.text)
      effects.replaceSecretFile(path, text)
    else fail(initDiagnostics.error('file-changed-meanwhile', null, { display }))
  }
  try {
    await effects.uninterrupted(write)
  } catch (error) {
    if ((error as { readonly code?: string }).code === 'EEXIST') {
      fail(initDiagnostics.error('file-changed-meanwhile', null, { display }))
    }
    fail(initDiagnostics.error('file-not-written', null, { display, reason: reasonOf(error) }))
  }
}
