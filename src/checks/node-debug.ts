import * as host from '../host/index.ts'
import { launchDiagnostics } from '../launch/diagnostics.ts'
import type { CheckAt } from './check.ts'

/** With NODE_DEBUG, Node prints the whole environment of every process that the launcher starts. */
export const nodeDebug: CheckAt<'settings'> = {
  name: 'node-debug',
  stage: 'settings',
  diagnostics: launchDiagnostics,
  run: ({ launcherEnv }) =>
    host.leakingVariable(launcherEnv) === null ? [] : [launchDiagnostics.error('node-debug', null)],
}
