import { checkCharacters, checkShape, refuse } from '../model/check-value.ts'
import { fail } from '../model/diagnostic.ts'
import { looksLikeKey } from '../model/looks-like-key.ts'
import type { Sourced } from '../model/origin.ts'
import { holdsPassword } from '../model/uri.ts'
import { credentialsDiagnostics } from './diagnostics.ts'
import type { KeySet } from './keys.ts'

/**
 * Refuses keys that cannot be right before anything is signed with them: botocore prints a token or header that contains
 * a line break in its exception, and signs silently wrong with a secret that does.
 *
 * @throws {LauncherError} placeholder-value, invalid-value, swapped-keys, missing-session-token,
 *   unexpected-session-token; without any of the values
 *
 * @param isDevelopment whether the keys are for a store on this machine, such as a MinIO in a container
 */
export function checkKeys({ id, secret, token }: KeySet, isDevelopment: boolean): void {
  for (const part of token ? [id, secret, token] : [id, secret]) {
    if (!isDevelopment || !isSimplePassword(part.value)) checkShape(part, 'key')
    checkCharacters(part)
  }
  if (/^\$\w+$/.test(id.value)) refuse(id, 'unreplaced')
  // AWS's own secrets have no `$`; a password of another store can begin with one.
  if (/^A[KS]IA/.test(id.value) && /^\$\w+$/.test(secret.value)) refuse(secret, 'unreplaced')
  // The end of an id is shown: it must not be the end of a secret.
  if (secret.value.length === 20 && /^(?:AKIA|ASIA)[A-Z0-9]{16}$/.test(secret.value)) {
    fail(credentialsDiagnostics.error('swapped-keys', secret.origin, { id: id.origin }))
  }
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  if (id.value.startsWith('ASIA') && !token) fail(credentialsDiagnostics.error('missing-session-token', id.origin))
  if (id.value.startsWith('AKIA') && token) {
    fail(credentialsDiagnostics.error('unexpected-session-token', id.origin, { token: token.origin }))
  }
}

/** Words that a template has for a password, and that developers leave as they are. */
function isSimplePassword(value: string): boolean {
  return /^(?:change|replace)[-_]?me$/.test(value.toLowerCase())
}

/** @throws {LauncherError} placeholder-value, invalid-value */
export function checkProfile(profile: Sourced): void {
  checkShape(profile, 'name')
  // A profile's name is shown.
  if (holdsPassword(profile.value)) refuse(profile, 'not a profile name')
  if (looksLikeKey(profile.value)) refuse(profile, 'a key')
  // A profile's name may have blanks inside; at its ends they are a slip.
  if (/[\p{Cc}\p{Cf}]/u.test(profile.value)) refuse(profile, 'control character')
  if (profile.value !== profile.value.trim()) refuse(profile, 'whitespace')
}

/** @throws {LauncherError} placeholder-value; invalid-value for a region that botocore would call invalid */
export function checkRegion(region: Sourced): void {
  checkShape(region, 'name')
  if (looksLikeKey(region.value)) refuse(region, 'a key')
  checkCharacters(region)
  checkSpelling(region)
  // botocore.utils.validate_region_name
  if (!/^(?!\d+$)(?!-)[a-zA-Z0-9-]{1,63}(?<!-)$/.test(region.value)) refuse(region, 'not a region name')
}

/** The names of AWS's regions, as `us-gov-west-1`, with what follows them in the name of a zone. */
const REGION = /^([a-z]{2}(?:-[a-z]+){1,2}-\d)([a-f]|-[a-z]{3}-\d[a-z])?$/

/** A zone, and a region written as in a constant, reach AWS as another region. */
function checkSpelling(region: Sourced): void {
  const [, name = null, zone] = REGION.exec(region.value.toLowerCase().replaceAll('_', '-')) ?? []
  if (name === null || name === region.value) return
  refuse(region, zone === undefined ? 'capitals' : 'an availability zone', name)
}
