import * as host from '../host/index.ts'
import { fail } from '../model/diagnostic.ts'
import type { Environment } from '../model/source.ts'
import { launchDiagnostics } from './diagnostics.ts'

/**
 * Refuses to start a child if the host would print its whole environment, as Node does with NODE_DEBUG.
 *
 * @param env the launcher's own
 * @throws {LauncherError} node-debug
 */
export function refuseNodeDebug(env: Environment): void {
  if (host.leakingVariable(env) !== null) fail(launchDiagnostics.error('node-debug', null))
}
