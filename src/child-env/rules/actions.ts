import type { Action, RuleContext } from '../rule.ts'

/** Sets a value; removes the variable if there is none. */
export const setOrRemove = (value: string | false | null | undefined): Action => (value ? { set: value } : 'remove')

/** Names a file that exists and is empty. */
export const nullDevice = ({ nullDevice }: RuleContext): Action => ({ set: nullDevice })

/** Whether a value of the project's file names the endpoint for S3 that is in force, with or without its scheme. */
export function isActiveEndpoint(value: string, { activeEndpoint }: RuleContext): boolean {
  if (activeEndpoint === null) return false
  const [named, active] = [value, activeEndpoint].map((uri) => uri.toLowerCase().replace(/\/+$/, ''))
  return named === active || named === active?.replace(/^https?:\/\//, '')
}

/** Whether a value of the project's file names the region that is in force. */
export const isActiveRegion = (value: string, { region }: RuleContext): boolean => value !== '' && value === region

/** Whether the project's credentials are in the environment: then other settings there are the project's own. */
export const isFromEnvironment = ({ credentials }: RuleContext): boolean =>
  Array.from(credentials.origins.values()).some(({ kind }) => kind === 'environment')
