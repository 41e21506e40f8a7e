import { nameOf, type Sourced } from '../model/origin.ts'
import { findIn, type Source } from '../model/source.ts'
import { keysTag, outerTag, profileTag } from './identity-tag.ts'
import type { KeySet } from './keys.ts'
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY, SESSION_TOKEN } from './project-variables.ts'

/**
 * The keys that an outer launcher passed on, if they are still in the environment.
 *
 * @param environment the real environment; what a file says does not count
 */
export function findOuterKeys(environment: Source | undefined): KeySet | null {
  if (!environment) return null
  const id = findIn(environment, 'AWS_ACCESS_KEY_ID')
  const secret = findIn(environment, 'AWS_SECRET_ACCESS_KEY')
  if (!id || !secret || outerTag(environment) !== keysTag(id.value)) return null
  return { id, secret, token: findIn(environment, 'AWS_SESSION_TOKEN') }
}

/** The profile that an outer launcher passed on, if nobody has set another one or keys, which would win. */
export function findOuterProfile(environment: Source | undefined): Sourced | null {
  if (!environment) return null
  const named = findIn(environment, 'AWS_PROFILE')
  if (findIn(environment, 'AWS_ACCESS_KEY_ID') || findIn(environment, 'AWS_SECRET_ACCESS_KEY')) return null
  return named && outerTag(environment) === profileTag(named.value) ? named : null
}

/** Whether one of the project's own variables has the value that the set has. */
export function isPartOf({ id, secret, token }: KeySet, { value, origin }: Sourced): boolean {
  const same: Readonly<Record<string, Sourced | undefined>> = {
    [ACCESS_KEY_ID]: id,
    [SECRET_ACCESS_KEY]: secret,
    [SESSION_TOKEN]: token,
  }
  return same[nameOf(origin)]?.value === value
}
