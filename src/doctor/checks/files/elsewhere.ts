import { NAMES } from '../../../env-files/find.ts'
import { findHints } from '../../../env-files/hints.ts'
import { findCredential } from '../../../env-files/missing-credentials.ts'
import { displayPath } from '../../../host/display-path.ts'
import { pathExists } from '../../../host/fs-probe.ts'
import * as host from '../../../host/index.ts'
import { listNames } from '../../../host/list-names.ts'
import type { Diagnostic } from '../../../model/diagnostic.ts'
import { formatName, quote } from '../../../model/format.ts'
import { nameOf } from '../../../model/origin.ts'
import { type CheckResult, warn } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { fromDiagnostic } from '../../from-diagnostic.ts'
import { quotePath } from '../quote-path.ts'

/** Files that have the missing credentials, or may have them, and are not read: of another name, or in another folder. */
export function findElsewhere(context: DoctorContext): CheckResult[] {
  const { chosen, hostContext } = context
  if (!chosen) return []
  // A file of another name may be among those with credentials too.
  const byFile = new Map<string, Diagnostic>()
  for (const hint of findHints(hostContext, chosen.search)) {
    const { display } = Object(hint.data)
    if (!byFile.has(display)) byFile.set(display, hint)
  }
  const hints = Array.from(byFile.values(), (hint) => explain(hint, context))
  return hints.length > 0 ? hints : findBelow(context)
}

function explain(hint: Diagnostic, { hostContext: { cwd } }: DoctorContext): CheckResult {
  const { found, remedy } = fromDiagnostic(hint)
  const { display, expected = '.env.mlflow', reason } = Object(hint.data)
  const source = quotePath(String(display))
  const isMisnamed = hint.code === 'env-file-misnamed' && /\.txt$/.test(String(display))
  const own = host.resolvePath(cwd, String(display))
  const target = isMisnamed ? host.joinPath(host.dirname(own), String(expected)) : host.joinPath(cwd, '.env.mlflow')
  const shown = quotePath(displayPath(cwd, target))
  // Nothing is written over.
  if (pathExists(target) || (hint.code === 'env-file-misnamed' && !isMisnamed)) {
    return warn(found, quote(String(display)), remedy)
  }
  const command = isMisnamed ? 'mv' : reason === 'worktree' ? 'ln -s' : 'cp -p'
  return warn(found, quote(String(display)), `${command} ${reason === 'worktree' ? quotePath(own) : source} ${shown}`)
}

/** Folders that nobody keeps settings in, or too many of them. */
const FOREIGN = /^(?:\.git|\.venv|node_modules|venv|__pycache__|mlruns|mlartifacts)$/
const MAX_FOLDERS = 64

/** The search goes upward only. */
function findBelow({ hostContext }: DoctorContext): CheckResult[] {
  const { cwd, home } = hostContext
  if (cwd === home || cwd === host.dirname(cwd)) return []
  const folders = listNames(cwd)
    .filter((name) => !FOREIGN.test(name))
    .sort()
    .slice(0, MAX_FOLDERS)
  for (const folder of folders) {
    for (const name of NAMES) {
      const path = host.joinPath(cwd, folder, name)
      const found = findCredential(hostContext, path)
      if (!found) continue
      const display = displayPath(cwd, path)
      const what = `${formatName(nameOf(found.origin))} is in ${quote(display)}, and the search goes upward from ${quote(cwd)}`
      return [warn(what, quote(display), `cd ${quotePath(folder)}, or add --env-file ${quotePath(display)}`)]
    }
  }
  return []
}
