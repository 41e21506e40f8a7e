import { COMMAND_NAME, formatLocation, formatName, formatOrigin, list, quote } from '../model/format.ts'
import type { LegacyNotice, LegacyWarning, Notice, Warning } from '../model/warning.ts'
import { hintText } from './hint-messages.ts'
import { lifecycleWarningText } from './server-lifecycle-messages.ts'
import { serverVariablesText, serverWarningText } from './server-warning-messages.ts'

/** Words a warning: what is so, where, and what to do. Never a value of a secret. */
export function warningText(warning: Warning): string {
  return 'message' in warning ? warning.message : legacyWarningText(warning)
}

function legacyWarningText(warning: LegacyWarning): string {
  switch (warning.code) {
    case 'env-file-writable':
      return `${quote(warning.display)} can be written by every user of this machine: 'chmod o-w' it`
    case 'unknown-name': {
      const remedy = warning.suggestion ? `did you mean ${warning.suggestion}?` : 'it has no effect'
      return `${formatOrigin(warning.origin)} is not a name that ${COMMAND_NAME} knows: ${remedy}`
    }
    case 'left-from-outside':
      return `${formatOrigin(warning.id)} was changed inside another ${COMMAND_NAME}: ${list(warning.beside.map(formatOrigin))} may still belong to the account of that one`
    case 'empty-profile':
      return `${formatOrigin(warning.origin)} is empty, so the shell's credentials are used: fill it in, or remove it`
    case 'default-endpoint':
      return "with --keep-aws-config the endpoint of [default] in ~/.aws/config is in force for the project too: name the project's with MLFLOW_S3_ENDPOINT_URL"
    case 'no-effect-in-file':
      return `${formatOrigin(warning.origin)} has no effect: it says which files are read, so set it in the environment or use the option`
    case 'left-aside':
      return `${formatOrigin(warning.origin)} is left aside: the credentials are those of ${formatOrigin(warning.owner)}`
    case 'half-a-global-set':
      return `${formatOrigin(warning.having)} has no ${warning.missing} beside it: boto3 fails on it or falls through to ~/.aws`
    case 'global-dropped':
      return `${list(warning.dropped.map(formatOrigin))} ${warning.dropped.length > 1 ? 'are' : 'is'} taken out: the AWS credentials are those of ${formatOrigin(warning.owner)}, as one set`
    case 'global-malformed':
      return `${formatOrigin(warning.origin)} holds white space or an invisible character, on which boto3 fails, printing it: set it anew`
    case 'profile-not-found':
      return `${formatOrigin(warning.origin)}: there is no profile ${quote(warning.profile)} in ~/.aws/config or ~/.aws/credentials; boto3 will raise ProfileNotFound`
    case 'nested-differs':
      return `runs inside another ${COMMAND_NAME} (${quote(warning.outer)}): this project's own account (${quote(warning.inner)}) is used here, with ~/.aws and the region as if nothing else were set`
    case 'file-comes-back': {
      const names = list(warning.names.slice(0, 8).map(formatName))
      const what = `${formatLocation(warning.display, warning.line)}: a script's own load_dotenv() would put back ${names}`
      const done = warning.disabled
        ? 'so the command runs with PYTHON_DOTENV_DISABLED=1'
        : 'and PYTHON_DOTENV_DISABLED, set to a value that means no, lets it'
      const remedy = warning.disabled ? '' : 'unset it, or '
      return `${what}, ${done}: ${remedy}remove the lines, or keep them in a file that the script does not load`
    }
    case 'keep-aws-direct':
      return `${formatOrigin(warning.origin)} is reached directly, not through the server: with --keep-aws that means with the shell's own AWS credentials`
    case 'java-options':
      return `${warning.name} sets -Daws.… properties, which Java programs take before the environment: remove them from it`
    case 'missing-credentials-hint':
      return `no project credentials: ${hintText(warning.hint)}`
    case 'database-remade':
    case 'database-silent':
    case 'bucket-silent':
    case 'bucket-closed':
    case 'experiments-elsewhere':
      return lifecycleWarningText(warning)
    default:
      return serverWarningText(warning)
  }
}

export function noticeText(notice: Notice): string {
  return 'message' in notice ? notice.message : legacyNoticeText(notice)
}

function legacyNoticeText(notice: LegacyNotice): string {
  switch (notice.code) {
    case 'server-variables':
      return serverVariablesText(notice.origins)
    case 'no-server':
      return `nothing listens at ${notice.uri}, the default tracking URI: start a server with '${COMMAND_NAME} server', or set MLFLOW_TRACKING_URI`
  }
}
