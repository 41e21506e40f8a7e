import { isGoverned } from '../child-env/governed.ts'
import type { Configuration } from '../configure/configuration.ts'
import { isProjectOwned } from '../credentials/credentials.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Assignment } from './finding.ts'
import type { Scope } from './scope.ts'

/** The variables that make an account. */
export const KEYS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE']

/** Whether an assignment gives the program another value than the launcher has decided. */
export function changes(
  { name, value, ifUnset }: Assignment,
  configuration: Configuration,
  { child }: Scope,
  { env }: HostContext,
): boolean {
  const current = child(name)
  if (value === current || (ifUnset && current !== undefined)) return false
  if (value === '' && current === undefined && KEYS.includes(name)) return false
  const { ruleContext, options, credentials, trackingUri } = configuration
  const keepAws = options.keepAws !== null
  if (name === 'MLFLOW_TRACKING_URI') return trackingUri.origin.kind === 'file'
  if (!keepAws && !isProjectOwned(credentials) && credentials.isKnown) return KEYS.includes(name)
  return isGoverned(name, { context: ruleContext, keepAws, parent: env, child })
}
