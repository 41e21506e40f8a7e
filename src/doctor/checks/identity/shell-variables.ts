import { findRule } from '../../../child-env/build.ts'
import type { Configuration } from '../../../configure/configuration.ts'
import { isProjectOwned } from '../../../credentials/credentials.ts'
import { formatName, list, quoteProfile } from '../../../model/format.ts'
import { type DoctorCheck, ok, skipBecause } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'

/** What of the shell's environment the command does not get, and what of it would have counted instead of the project's. */
export const shellVariables: DoctorCheck = {
  id: 'shell-variables',
  title: "Shell's variables",
  subject: 'identity',
  needsNetwork: false,
  asks: [],
  run({ run, hostContext: { env } }) {
    const { configuration } = run
    if (!configuration) return skipBecause('configuration', "not resolved: see the check 'configuration'")
    if (configuration.options.keepAws) return ok('all AWS settings of the shell are kept, because of --keep-aws')
    const names = findReplaced(configuration, env)
    if (names.length === 0) return ok("nothing of the shell's would have counted instead of the project's")
    const shown = list(names.slice(0, MAX_NAMES).map((name) => `${formatName(name)}${hintOf(name, env)}`))
    const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : ''
    const winners = isProjectOwned(configuration.credentials)
      ? names.filter((name) => wouldWin(name, configuration))
      : []
    const won =
      winners.length > 0 ? `; ${list(winners.map(formatName))} would have counted instead of the project's` : ''
    const unknown = names.filter((name) => configuration.change.unset.has(name) && isUnknown(name))
    const kept = unknown[0] ? ` (--keep ${formatName(unknown[0])} keeps one)` : ''
    return ok(`the command does not get ${shown}${more} of the shell${won}${kept}`)
  },
}

const MAX_NAMES = 8

/** Those of the shell's that are removed, and those that have another value in the command. */
function findReplaced({ change }: Configuration, env: DoctorContext['hostContext']['env']): string[] {
  return Object.keys(env)
    .filter((name) => isOfAccount(name) && env[name] !== '')
    .filter((name) => {
      const set = change.set.get(name)
      return set ? set.value.reveal() !== env[name] : change.unset.has(name)
    })
    .sort()
}

/** The others are MLflow's, the launcher's own, and the project's. */
const isOfAccount = (name: string) => /^AWS_/.test(name) || (!/MLFLOW/.test(name) && Boolean(findRule(name)))

const isUnknown = (name: string) => findRule(name)?.isReported === true

/** A profile's name and the end of a key say whose it was. */
function hintOf(name: string, env: DoctorContext['hostContext']['env']): string {
  const value = env[name] ?? ''
  if (/^AWS_(?:DEFAULT_)?PROFILE$/.test(name)) return ` (${quoteProfile(value)})`
  return name === 'AWS_ACCESS_KEY_ID' ? ` (…${value.slice(-4)})` : ''
}

/** Whether boto3 would have used it together with the project's account, or before it. */
function wouldWin(name: string, { credentials, endpoint }: Configuration): boolean {
  if (/^AWS_(?:SESSION|SECURITY)_TOKEN$/.test(name)) return !credentials.hasSessionToken
  if (/^AWS_ENDPOINT_URL(?:_S3)?$/.test(name)) return endpoint === null || endpoint.origin.kind !== 'environment'
  if (/^AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY)$/.test(name)) return true
  return /^AWS_(?:DEFAULT_)?PROFILE$/.test(name)
}
