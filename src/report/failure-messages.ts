import type { Failure, LegacyFailure } from '../model/failure.ts'
import { beforeValue, COMMAND_NAME, formatOrigin, printable, quote, redactValue } from '../model/format.ts'
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

/** How the help of a word of the launcher's own is asked for, or that of the launcher. */
function help(command: string | undefined): string {
  return command === 'server' ? `${COMMAND_NAME} server --help` : `${COMMAND_NAME} --help`
}
