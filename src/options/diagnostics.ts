import { defineDiagnostics } from '../model/diagnostic.ts'
import { COMMAND_NAME, formatOrigin, printable, quote, redactValue } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'

/** What can be wrong with an option, whether it is written on the command line or set by its variable. */
export const optionDiagnostics = defineDiagnostics(() => ({
  /** `command`: the launcher's own word that the option follows; null before a command. */
  'unknown-option': ({ option, command, suggestion }: UnknownOption) => {
    const name = quote(shownOption(option))
    const remedy = suggestion ? `did you mean ${suggestion}?` : `see '${helpOf(command)}'`
    if (command === null && option === '--json') {
      return `unknown option ${name}: write '${COMMAND_NAME} config --json'`
    }
    if (command === null) {
      return `unknown option ${name}: ${remedy} (options of the command itself go after the command)`
    }
    const other = command === 'server' ? " (options for MLflow itself go after '--')" : ''
    return `'${COMMAND_NAME} ${command}' has no option ${name}: ${remedy}${other}`
  },
  'option-needs-value': ({ option, command }: { option: string; command: string | null }) =>
    `${printable(option)} needs a value: see '${helpOf(command)}'`,
  'option-takes-no-value': ({ option }: { option: string }) => `${printable(option)} takes no value`,
  /** `found` is left out if the value could be a secret. */
  'invalid-option-value': ({ expected, found }: { expected: string; found?: string }, origin: Origin) =>
    `${formatOrigin(origin)}: expected ${expected}${found === undefined ? '' : `, found ${redactValue(found, origin)}`}`,
  'conflicting-options': ({ other }: { other: Origin }, origin: Origin) =>
    `${formatOrigin(origin)} and ${formatOrigin(other)} contradict each other: leave one of them out`,
  /** Without the word, which may be a secret in the wrong place. */
  'unexpected-argument': ({ position, command, takes = 0, suggestion }: UnexpectedArgument) => {
    const own = command === 'server' ? " (words for MLflow itself go after '--')" : ''
    const remedy = suggestion ? `did you mean ${suggestion}?` : `see '${helpOf(command)}'`
    const taken = takes === 0 ? 'takes options only' : `takes ${takes === 1 ? 'one word' : 'two words'} and options`
    const problem = takes === 0 ? 'is not one' : 'is one more'
    return `'${COMMAND_NAME} ${command}' ${taken}; argument ${position} ${problem}: ${remedy}${own}`
  },
  /** An option of `server` that is written after `--`, among the words for MLflow. */
  'option-after-separator': ({ option }: { option: string }) =>
    `${quote(option)} comes after '--' and would go to MLflow unchecked: write '${COMMAND_NAME} server ${printable(option)} …'`,
  'unknown-variable': ({ suggestion }: { suggestion: string | null }, origin: Origin) =>
    suggestion
      ? `${formatOrigin(origin)} is not a name that ${COMMAND_NAME} or MLflow reads: did you mean ${suggestion}?`
      : `${formatOrigin(origin)} is not a name that ${COMMAND_NAME} knows: it has no effect`,
  'variable-ignored-in-file': (_: unknown, origin: Origin) =>
    `${formatOrigin(origin)} has no effect in a file: set it in the environment, or use the option`,
}))

interface UnknownOption {
  readonly option: string
  readonly command: string | null
  readonly suggestion: string | null
}

interface UnexpectedArgument {
  /** The place among the words after the command, from 1 on. */
  readonly position: number
  readonly command: string
  /** How many words the command takes apart from options; none if it is left out. */
  readonly takes?: number
  readonly suggestion: string | null
}

/** An unknown option, if it can be the name of one: `-psecret` is a letter with a value. */
function shownOption(option: string): string {
  const isName = /^(?:-\w|--[A-Za-z][A-Za-z_.-]{0,39}|--[a-z][a-z0-9_.-]{0,19})$/.test(option)
  return isName ? option : `${/^(?:-\w|--)/.exec(option)?.[0] ?? '-'}…`
}

function helpOf(command: string | null): string {
  return command === null ? `${COMMAND_NAME} --help` : `${COMMAND_NAME} ${command} --help`
}
