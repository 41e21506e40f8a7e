import { option } from '../../options/option.ts'

/** What a script can ask for while somebody types. */
export const ASKED_VALUES = ['profile', 'check'] as const

export const COMPLETION_OPTIONS = [
  option('values', {
    kind: 'value',
    valueName: 'WHAT',
    choices: ASKED_VALUES,
    help: 'instead of a script, print the names that the scripts ask for while you type, each in a line with what it is',
  }),
]
