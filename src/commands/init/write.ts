import * as host from '../../host/index.ts'
import { reasonOf } from '../../host/reason.ts'
import { fail } from '../../model/diagnostic.ts'
import { initDiagnostics } from './diagnostics.ts'
import type { Effects } from './effects/effects.ts'
import type { Plan } from './plan/plan.ts'
import type { InitProject } from './project.ts'

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
