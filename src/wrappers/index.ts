import { childValue } from '../child-env/change.ts'
import type { Configuration } from '../configure/configuration.ts'
import { isProjectOwned } from '../credentials/credentials.ts'
import type { HostContext } from '../model/host-context.ts'
import { apply } from './apply.ts'
import { KEYS } from './changes.ts'
import { inspectCommand } from './inspect-command.ts'
import { makeScope } from './scope.ts'
import { inspectFunctions } from './shell/exported-functions.ts'
import { inspectVariables } from './shell/variables.ts'

/**
 * Looks at what comes between the launcher and the program: the start-up files that BASH_ENV and ENV name, and the
 * command's own wrappers. Adds warnings, and takes a variable away if the file that it names changes the project's account.
 *
 * @param words the command; none for a command that only reports
 */
export function inspectWrappers(
  hostContext: HostContext,
  configuration: Configuration,
  words: readonly string[],
): Configuration {
  const { env } = hostContext
  const child = (name: string) => childValue(env, configuration.change, name)
  const scope = makeScope(hostContext, child, neededNames(configuration), inspectCommand)
  const findings = [...inspectVariables(scope), ...inspectFunctions(env, scope), ...inspectCommand(words, scope)]
  return findings.reduce((before, finding) => apply(before, finding, scope, hostContext), configuration)
}

/** What has to reach the program: the project's account, else the tracking server that somebody named. */
function neededNames({ credentials, options, trackingUri }: Configuration): string[] {
  const isOwned = isProjectOwned(credentials) && options.keepAws === null
  const names = KEYS.filter((name) => name !== 'AWS_SESSION_TOKEN' && credentials.variables.has(name))
  if (isOwned && names.length > 0) return names
  return trackingUri.origin.kind === 'default' ? [] : ['MLFLOW_TRACKING_URI']
}
