import { option, ownVariable } from './option.ts'

/** It may hold a password, and decides who gets in: no project's file can set it. */
export const KEYS_VARIABLE = ownVariable('keys')

/** The store of API keys, wherever a command needs it. @param group of the command's own table */
export function keysOption(group: string | null = null) {
  return option('keys', {
    group,
    kind: 'value',
    valueName: 'STORE',
    completes: 'file',
    variable: KEYS_VARIABLE,
    scope: 'environment',
    default: 'a file of this user',
    help: 'where the keys are: a file that only you can read, or a database (`postgresql://…`); a password belongs into the variable',
    page: 'docs/api-keys.md',
  })
}
