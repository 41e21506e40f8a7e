import type { Failure, LegacyFailure, Malformation } from '../model/failure.ts'
import {
  beforeValue,
  COMMAND_NAME,
  formatLocation,
  formatOrigin,
  list,
  printable,
  quote,
  redactValue,
  unique,
} from '../model/format.ts'
import { hintText } from './hint-messages.ts'
import { serverFailureText } from './server-failure-messages.ts'
import { lifecycleFailureText } from './server-lifecycle-messages.ts'

/** Words a failure: what was expected, where, what was found, what to do. Never a value of a secret. */
export function failureText(failure: Failure): string {
  return 'message' in failure ? failure.message : legacyFailureText(failure)
}

function legacyFailureText(failure: LegacyFailure): string {
  switch (failure.code) {
    case 'unknown-option': {
      const { option, suggestion } = failure
      const remedy =
        option === '--json'
          ? `write '${COMMAND_NAME} config --json'`
          : suggestion
            ? `did you mean ${suggestion}?`
            : `see '${COMMAND_NAME} --help'`
      return `unknown option ${quote(option)}: ${remedy} (the command's own options stand behind the command)`
    }
    case 'option-needs-value':
      return `${failure.option} needs a value: see '${help(failure.command)}'`
    case 'option-takes-no-value':
      return `${failure.option} takes no value`
    case 'option-value':
      return `${formatOrigin(failure.origin)}: expected ${failure.expected}${failure.found === undefined ? '' : `, found ${redactValue(failure.found, failure.origin)}`}`
    case 'options-contradict':
      return `${formatOrigin(failure.first)} and ${formatOrigin(failure.second)} contradict each other: leave one of them out`
    case 'unexpected-argument':
      return `'${COMMAND_NAME} ${failure.command}' does not know ${quote(beforeValue(failure.argument))}: see '${help(failure.command)}'`
    case 'no-command':
      return `no command given: write it behind the options, as in '${COMMAND_NAME} python train.py' (see '${COMMAND_NAME} --help')`
    case 'command-not-yet': {
      const word = failure.command
      return `'${word}' is not part of this version: '${COMMAND_NAME} -- ${word}' runs a program of that name`
    }
    case 'directory-gone':
      return 'the working directory does not exist: change to one that does'
    case 'output-failed':
      return `the output cannot be written: ${failure.reason}`
    case 'env-file-missing':
      return `${formatOrigin(failure.origin)}: there is no file ${quote(failure.display)}`
    case 'env-file-kind': {
      const { display, kind, named } = failure
      if (named) return `${formatOrigin(named)}: expected a file, found ${kind}: ${quote(display)}`
      return `${quote(display)}: expected a file, found ${kind}: rename it, or name the file to read with --env-file, or use --no-env-file`
    }
    case 'env-file-empty-pipe':
      return `${quote(failure.display)}: nothing came through the pipe: look at the command that should have written the variables`
    case 'env-file-unreadable':
      return `${quote(failure.display)} cannot be read: ${failure.reason}`
    case 'env-file-foreign':
      return `${quote(failure.display)} ${failure.part === 'link' ? 'is a link that ' : ''}belongs to another user (uid ${failure.owner}), who could put any account into it: if you trust it, name it with --env-file; otherwise use --no-env-file`
    case 'env-file-too-large':
      return `${quote(failure.display)} has ${failure.bytes} bytes, more than the ${failure.limit} of any sensible .env file`
    case 'env-file-not-utf8':
      return `${formatLocation(failure.display, failure.line)}: not UTF-8${failure.utf16 ? ' but UTF-16' : ''}; Python would fail on it: save the file as UTF-8`
    case 'env-file-nul':
      return `${formatLocation(failure.display, failure.line)}: a NUL byte, which no environment variable can hold: remove it`
    case 'half-a-set':
      return halfText(failure)
    case 'keys-and-profile':
      return `${formatOrigin(failure.keys)} and ${formatOrigin(failure.profile)} name two identities: keep one of them`
    case 'malformed':
      return `${formatOrigin(failure.origin)}: ${MALFORMED[failure.problem]}`
    case 'placeholder':
      return `${formatOrigin(failure.origin)} still holds the template's placeholder: put in the real value or remove the line`
    case 'swapped':
      return `${formatOrigin(failure.secret)} holds an access key id: are it and ${formatOrigin(failure.id)} swapped?`
    case 'token-missing':
      return `${formatOrigin(failure.origin)} is a temporary key (ASIA…), which works only with its session token: set MLFLOW_AWS_SESSION_TOKEN in the same place`
    case 'token-unexpected':
      return `${formatOrigin(failure.origin)} is a long-term key (AKIA…), which has no session token: remove ${formatOrigin(failure.token)}`
    case 'empty-credentials': {
      const places = unique(failure.empty.map(formatOrigin))
      return `${list(places)} ${places.length > 1 ? 'are' : 'is'} empty, and the shell's credentials must not stand in silently: fill in the values, or remove the names to use the shell's`
    }
    case 'hidden-credentials':
      return `${formatOrigin(failure.hidden)} is hidden by the nearer ${quote(failure.nearer)}, and the shell's credentials must not stand in silently: move the credentials there, or name the files with --env-file`
    case 'strict': {
      const found = failure.found ? formatOrigin(failure.found) : "boto3's own chain (a profile, a role)"
      const hints = failure.hints.map((hint) => `; ${hintText(hint)}`).join('')
      return `no project credentials, and ${formatOrigin(failure.strict)} refuses ${found}: set MLFLOW_AWS_ACCESS_KEY_ID and MLFLOW_AWS_SECRET_ACCESS_KEY, or MLFLOW_AWS_PROFILE${hints}`
    }
    case 'internal':
      return `an error of the launcher's own (${printable(failure.reason)}): please report it`
    case 'database-refused':
    case 'database-unreachable':
    case 'database-unmigrated':
    case 'database-newer':
    case 'database-half-made':
    case 'bucket-missing':
    case 'bucket-refused':
      return lifecycleFailureText(failure)
    default:
      return serverFailureText(failure)
  }
}

const MALFORMED: Readonly<Record<Malformation, string>> = {
  whitespace: 'holds white space, which no such value has: copy it again without blanks or line breaks',
  'control character': 'holds an invisible character, which no such value has: copy it again',
  'not ASCII': 'holds a character outside ASCII, which no key has: copy it again',
  'not a region name': 'is no name of an AWS region, such as eu-central-1',
}

/** How the help of a word of the launcher's own is asked for, or that of the launcher. */
function help(command: string | undefined): string {
  return command === 'server' ? `${COMMAND_NAME} server --help` : `${COMMAND_NAME} --help`
}

function halfText({ missing, having, other }: Extract<LegacyFailure, { code: 'half-a-set' }>): string {
  const present = list(unique(having.map(formatOrigin)))
  const why = other ? ` (the one next to ${formatOrigin(other)} belongs to another key)` : ''
  return `${missing} is missing beside ${present}${why}: set it in the same place; it is never taken from AWS_*`
}
