import type { Configuration } from '../../../configure/configuration.ts'
import { isProjectOwned } from '../../../credentials/credentials.ts'
import { noticeReplaced } from '../../../credentials/rival-keys.ts'
import type { Diagnostic } from '../../../model/diagnostic.ts'
import {
  formatName,
  formatOrigin,
  formatProfile,
  formatSource,
  list,
  printable,
  unique,
} from '../../../model/format.ts'
import { nameOf, type Origin } from '../../../model/origin.ts'
import { formatLine } from '../../aws-files.ts'
import { type CheckResult, combine, type DoctorCheck, fail, ok, skipBecause, warn } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { fromDiagnostic, splitMessage } from '../../from-diagnostic.ts'
import { warningsFor } from '../../warnings.ts'
import { findElsewhere } from '../files/elsewhere.ts'
import { profileWord } from '../profile-word.ts'
import { unsetCommand } from './let-file-win.ts'
import { needsCredentials } from './needs-credentials.ts'
import { explainByteOrderMark, findHeadWithPrefix, findProfileFaults } from './profile-faults.ts'

/** Whose credentials a run gets, and where they were named. */
export const credentials: DoctorCheck = {
  id: 'credentials',
  title: 'Credentials',
  subject: 'identity',
  needsNetwork: false,
  asks: [],
  run(context) {
    const { configuration } = context.run
    if (!configuration) return skipBecause('configuration', "not resolved: see the check 'configuration'")
    const warnings = warningsFor('credentials', context)
    const replaced = configuration.options.keepAws ? [] : noticeReplaced(configuration.sources)
    const told = [...warnings, ...replaced].map((warning) => explain(warning, context))
    const results = [...told, ...findProfileFaults(context)]
    return results.length > 0 ? combine(results) : describe(configuration)
  },
}

/** Of a profile that may be there under another head. */
const OF_SECTION = ['profile-not-found', 'profile-without-credentials']

/** Of what boto3 refuses; the others leave a run to an account that was not meant. */
const FAILING = [
  ...['profile-not-found', 'profile-without-prefix', 'profile-with-prefix', 'profile-needs-environment'],
  ...['aws-config-unparsable'],
]

/** Whether this check fails: boto3 has no credentials then, for the same reason. */
export function isCredentialsFailure(context: DoctorContext): boolean {
  const isWarned = warningsFor('credentials', context).some((warning) => isFailure(warning, context))
  return isWarned || findProfileFaults(context).length > 0
}

function isFailure({ code }: Diagnostic, context: DoctorContext): boolean {
  return FAILING.includes(code) || (code === 'incomplete-credentials' && needsCredentials(context))
}

function explain(warning: Diagnostic, context: DoctorContext): CheckResult {
  if (warning.code === 'no-project-credentials') return explainFallBack(warning, context)
  const marks = warning.code === 'aws-config-unparsable' ? explainByteOrderMark(context) : []
  if (marks.length > 0) return combine(marks)
  const { found, where, remedy: told } = fromDiagnostic(warning)
  const { profile } = Object(warning.data)
  const head = OF_SECTION.includes(warning.code) ? findHeadWithPrefix(context, String(profile)) : null
  if (head) {
    const section = formatProfile(String(profile))
    const place = formatLine(head)
    return fail(
      `[profile ${section}] in ${place} must be written [${section}]: only ~/.aws/config has the word 'profile'`,
      place,
      `write [${section}] instead of [profile ${section}] in ${place}`,
    )
  }
  const remedy = remedyFor(warning, context) || told
  return (isFailure(warning, context) ? fail : warn)(found, where, remedy)
}

/** The shell's credentials for the project's store. What may have been meant instead says what to do. */
function explainFallBack({ message, data }: Diagnostic, context: DoctorContext): CheckResult {
  const { reason, hints } = Object(data) as { readonly reason: Origin; readonly hints: readonly string[] }
  const [cause = ''] = message.split('; --strict')
  const [elsewhere] = findElsewhere(context)
  const [hint] = hints.map(splitMessage)
  const found = [cause, ...(hint ? [hint.found] : [])].join('; ')
  return warn(found, formatSource(reason), elsewhere?.remedy || hint?.remedy || AGREE)
}

const AGREE = 'with-mlflow-env init, or WITH_MLFLOW_ENV_ALLOW_FALLBACK=1 in .env.mlflow to agree to these credentials'

function remedyFor({ code, data, origin }: Diagnostic, context: DoctorContext): string {
  const { profile, owner } = Object(data)
  switch (code) {
    case 'profile-not-found':
      return `aws configure --profile ${profileWord(String(profile))}, or correct ${origin ? formatOrigin(origin) : 'its name'}`
    case 'profile-without-prefix':
      return `write [profile ${formatProfile(String(profile))}] instead of [${formatProfile(String(profile))}] in ~/.aws/config`
    case 'profile-with-prefix':
      return `MLFLOW_AWS_PROFILE=${formatProfile(String(profile))} in ${origin ? formatSource(origin) : '.env.mlflow'}`
    case 'credential-ignored':
      return `remove ${origin ? formatOrigin(origin) : 'it'}, or ${formatOrigin(owner)}`
    case 'file-replaced':
      return `${unsetCommand(
        context,
        Object(data).pairs.map(({ used }: { readonly used: Origin }) => nameOf(used)),
      )}, or use --override`
    case 'stale-credentials':
      return origin?.kind === 'environment' && nameOf(origin).startsWith('MLFLOW_')
        ? `${unsetCommand(context)}, or use --override`
        : ''
    default:
      return ''
  }
}

function describe({ credentials: found, options }: Configuration): CheckResult {
  if (options.keepAws)
    return ok(`the shell's AWS settings are left as they are, because of ${formatOrigin(options.keepAws)}`)
  const { accessKeyIdSuffix, hasSessionToken, nested } = found
  const key = accessKeyIdSuffix === null ? '' : `, key …${printable(accessKeyIdSuffix)}`
  const token = hasSessionToken ? ' with a session token' : ''
  const outer = nested ? ', passed on by the launcher outside' : ''
  const where = list(unique(Array.from(found.origins.values(), shownOrigin)))
  const isShells = !isProjectOwned(found)
  const agreed = isShells && options.allowFallback ? `, to which ${formatOrigin(options.allowFallback)} agrees` : ''
  return ok(`${found.description}${key}${token}${outer}${agreed}`, where)
}

const shownOrigin = (origin: Origin) =>
  origin.kind === 'file' ? formatSource(origin) : `${formatName(nameOf(origin))} in ${formatSource(origin)}`
