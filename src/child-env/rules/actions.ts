import type { Action, RuleContext } from '../rule.ts'

/** Sets a value; removes the variable if there is none. */
export const setOrRemove = (value: string | false | null | undefined): Action => (value ? { set: value } : 'remove')

/** Names a file that exists and is empty. */
export const nullDevice = ({ nullDevice }: RuleContext): Action => ({ set: nullDevice })

/** Whether the project's credentials are in the environment: then other settings there are the project's own. */
export const isFromEnvironment = ({ credentials }: RuleContext): boolean =>
  Array.from(credentials.origins.values()).some(({ kind }) => kind === 'environment')
