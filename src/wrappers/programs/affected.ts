import { host } from '../../host/index.ts'
import type { Scope } from '../scope.ts'
import { isPython } from '../shell/python.ts'

/**
 * Whether what a program starts may need the project's settings. A script starts databases and installs packages
 * too: only Python counts there. A launcher inside brings the settings itself.
 */
export function isAffected(args: readonly string[], { depth }: Scope): boolean {
  if (args.some((word) => word.includes('with-mlflow-env'))) return false
  return depth === 0 || args.some((word) => word.split(/\s+/).some((part) => isPython(host.basename(part))))
}
