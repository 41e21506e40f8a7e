import type { Action, RuleContext } from '../rule.ts'

/** Sets a value; removes the variable if there is none. */
export const setOrRemove = (value: string | false | null | undefined): Action => (value ? { set: value } : 'remove')

/** Names a file that exists and is empty. */
export const nullDevice = ({ nullDevice }: RuleContext): Action => ({ set: nullDevice })
