import { displayPath } from '../../../host/display-path.ts'
import { formatLocation, list, quoteProfile, unique } from '../../../model/format.ts'
import { type DoctorCheck, ok, skipBecause, warn } from '../../check.ts'
import type { Script } from '../../find-scripts.ts'

/** Profiles of `~/.aws` that the project's scripts ask for, and that the command does not have. */
export const otherProfiles: DoctorCheck = {
  id: 'other-profiles',
  title: 'Other profiles',
  subject: 'identity',
  needsNetwork: false,
  asks: [],
  run({ run, scripts, hostContext: { cwd } }) {
    const { configuration } = run
    if (!configuration) return skipBecause('configuration', "not resolved: see the check 'configuration'")
    const { credentials, options } = configuration
    if (credentials.column !== 'project' || options.keepAws || options.keepAwsConfig) {
      return ok('programs can use the profiles of ~/.aws')
    }
    const named = scripts.flatMap(findProfiles)
    if (named.length === 0)
      return ok('the command reads nothing of ~/.aws, and no script of the project names a profile')
    const places = unique(named.map(({ path, line }) => formatLocation(displayPath(cwd, path), line)))
    const profiles = list(unique(named.map(({ profile }) => quoteProfile(profile))))
    const found = `${places[0]} names the profile ${profiles}, which boto3 does not find next to the project's keys`
    return warn(
      found,
      places.slice(0, 3).join(', '),
      'with-mlflow-env --keep-aws-config …, or WITH_MLFLOW_ENV_KEEP_AWS_CONFIG=1 in .env.mlflow',
    )
  },
}

interface NamedProfile {
  readonly path: string
  readonly line: number
  readonly profile: string
}

/** `boto3.Session(profile_name="lab")`, also over several lines. */
function findProfiles({ path, text }: Script): NamedProfile[] {
  // Nearly every script.
  if (!text.includes('profile_name') || !/\bboto(?:3|core)\b|\bawswrangler\b/.test(text)) return []
  const calls = text.matchAll(
    /\b(?:Session|setup_default_session)\([^()]{0,300}?\bprofile_name\s*=\s*["']([^"'\n]+)["']/g,
  )
  return Array.from(calls).flatMap((call) => {
    const before = text.slice(0, call.index)
    const isComment = /#[^\n]*$/.test(before)
    return isComment ? [] : [{ path, line: before.split('\n').length, profile: call[1] ?? '' }]
  })
}
