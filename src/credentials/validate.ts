import { checkCharacters, checkPlaceholder, refuse } from '../model/check-value.ts'
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
 */
export function checkKeys({ id, secret, token }: KeySet): void {
  for (const part of token ? [id, secret, token] : [id, secret]) {
    checkPlaceholder(part)
    checkCharacters(part)
  }
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

/** @throws {LauncherError} placeholder-value, invalid-value */
export function checkProfile(profile: Sourced): void {
  checkPlaceholder(profile)
  // A profile's name is shown.
  if (holdsPassword(profile.value)) refuse(profile, 'not a profile name')
  if (looksLikeKey(profile.value)) refuse(profile, 'a key')
  // A profile's name may have blanks inside; at its ends they are a slip.
  if (/[\p{Cc}\p{Cf}]/u.test(profile.value)) refuse(profile, 'control character')
  if (profile.value !== profile.value.trim()) refuse(profile, 'whitespace')
}

/** @throws {LauncherError} placeholder-value; invalid-value for a region that botocore would call invalid */
export function checkRegion(region: Sourced): void {
  checkPlaceholder(region)
  if (looksLikeKey(region.value)) refuse(region, 'a key')
  checkCharacters(region)
  // botocore.utils.validate_region_name
  if (!/^(?!\d+$)(?!-)[a-zA-Z0-9-]{1,63}(?<!-)$/.test(region.value)) refuse(region, 'not a region name')
}
