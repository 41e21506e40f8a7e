import * as host from '../../host/index.ts'
import type { Scope } from '../scope.ts'
import { isPython } from '../shell/python.ts'

/**
 * Whether what a program starts may need the project's settings. A script starts databases and installs packages
 * too: only Python counts there. A launcher inside brings the settings itself.
 */
export function isAffected(args: readonly string[], { depth }: Scope): boolean {
  const parts = args.flatMap((word) => word.split(/[\s;&|()"']+/))
  if (parts.some((part) => /^with-mlflow-env(?:\.js)?$/.test(host.basename(part)))) return false
  return depth === 0 || parts.some((part) => isPython(host.basename(part)))
}
