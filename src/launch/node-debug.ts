import { host } from '../host/index.ts'
import { refuse } from '../model/failure.ts'
import type { Environment } from '../model/source.ts'

/**
 * Node prints whatever it starts then, with all variables.
 *
 * @param env the launcher's own
 * @throws {LauncherError} node-debug
 */
export function checkNodeDebug(env: Environment): void {
  if (host.leakingVariable(env) !== null) refuse({ code: 'node-debug' })
}
