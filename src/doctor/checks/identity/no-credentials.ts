import { formatProfile, printable, quote, quoteProfile } from '../../../model/format.ts'
import { type CheckResult, fail } from '../../check.ts'
import type { SessionFinding } from '../../session.ts'
import { profileWord } from '../profile-word.ts'

/**
 * Why boto3 has no credentials, or no client, and what gives it some.
 *
 * @param profile the one that was to give them; null for none
 * @param isShells whether the command keeps the shell's own credentials
 */
export function explainFinding(finding: SessionFinding, profile: string | null, isShells = false): CheckResult {
  const { kind, reason } = finding
  const where = placeOf(finding)
  if (kind === 'none' && isShells)
    return fail('the shell has no credentials, and --keep-aws keeps what it has', '', OF_SHELL)
  if (kind === 'none') {
    if (profile === null) return fail('boto3 finds no credentials anywhere', '', 'with-mlflow-env init')
    const where = `the profile ${quoteProfile(profile)}`
    return fail(
      `boto3 finds no credentials: ${where} has none`,
      where,
      `aws configure --profile ${profileWord(profile)}`,
    )
  }
  const because = reason === '' ? '' : ` (${printable(reason)})`
  if (where === '') return fail(`boto3 cannot be used as it is set${because}`, '', 'correct this setting')
  const what = kind === 'unreachable' ? 'gets no answer' : 'gets no credentials'
  return fail(`boto3 ${what} because of ${where}${because}`, where, remedyFor(finding))
}

const OF_SHELL =
  "give the shell credentials of its own (export AWS_PROFILE=…, or AWS_ACCESS_KEY_ID=… and AWS_SECRET_ACCESS_KEY=…), or leave out --keep-aws for the project's"

/** The variable, or the setting with its profile. */
function placeOf({ variable, profile, setting }: SessionFinding): string {
  if (variable !== null) return printable(variable)
  if (profile === null) return ''
  return `${setting === null ? '' : `${printable(setting)} of `}the profile ${quoteProfile(profile)}`
}

function remedyFor({ variable, profile, setting, program }: SessionFinding): string {
  if (profile === null) return `correct ${printable(variable ?? 'the setting')}`
  const name = profileWord(profile)
  switch (setting) {
    case null:
      return `aws configure --profile ${name}`
    case 'sso_session':
    case 'sso_start_url':
      return loginCommand('sso', profile)
    case 'login_session':
      return loginCommand('login', profile)
    case 'credential_process':
      return program?.isMissing
        ? `install the program ${quote(program.name)}, or correct credential_process of [profile ${formatProfile(profile)}] in ~/.aws/config`
        : `run it yourself, and do what it asks for: the command of credential_process of [profile ${formatProfile(profile)}] in ~/.aws/config`
    default:
      return `correct ${printable(setting)} of [profile ${formatProfile(profile)}] in ~/.aws/config`
  }
}

/** The command that logs in again. */
export function loginCommand(kind: 'sso' | 'login', profile: string): string {
  return `aws ${kind === 'sso' ? 'sso login' : 'login'} --profile ${profileWord(profile)}`
}
