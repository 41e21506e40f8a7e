import { host } from '../host/index.ts'
import { launching } from '../launch/diagnostics.ts'
import type { CheckAt } from './check.ts'

/** With NODE_DEBUG, Node prints the whole environment of every process that the launcher starts. */
export const nodeDebug: CheckAt<'settings'> = {
  name: 'node-debug',
  stage: 'settings',
  diagnostics: launching,
  run: ({ launcherEnv }) => (host.leakingVariable(launcherEnv) === null ? [] : [launching.error('node-debug', null)]),
}
