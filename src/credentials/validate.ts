import { fail } from '../model/diagnostic.ts'
import type { Sourced } from '../model/origin.ts'
import { holdsPassword } from '../model/uri.ts'
import { credentialsDiagnostics, type Problem } from './diagnostics.ts'
import type { KeySet } from './keys.ts'

/** Nearly every value: the expressions with Unicode classes below take 0.4 ms to compile, at each start. */
const VISIBLE_ASCII = /^[\x21-\x7e]*$/
/** For text in lower case: a flag for any case takes 0.3 ms more to compile. */
const PLACEHOLDER = /^(?:your[-_ ].*|<.*>|(?:change|replace)[-_ ]?me)$/s

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
  // A profile's name may have blanks inside; at its ends they are a slip.
  if (/[\p{Cc}\p{Cf}]/u.test(profile.value)) refuse(profile, 'control character')
  if (profile.value !== profile.value.trim()) refuse(profile, 'whitespace')
}

/** @throws {LauncherError} placeholder-value; invalid-value for a region that botocore would call invalid */
export function checkRegion(region: Sourced): void {
  checkPlaceholder(region)
  checkCharacters(region)
  // botocore.utils.validate_region_name
  if (!/^(?!\d+$)(?!-)[a-zA-Z0-9-]{1,63}(?<!-)$/.test(region.value)) refuse(region, 'not a region name')
}

/** @throws {LauncherError} placeholder-value; invalid-value for a URI that contains what no URI has */
export function checkUri(uri: Sourced): void {
  checkPlaceholder(uri)
  if (VISIBLE_ASCII.test(uri.value)) return
  if (/[\p{Cc}]/u.test(uri.value)) refuse(uri, 'control character')
  // A path may have blanks inside, a key in a bucket too; the address of a server cannot.
  const hasBlanks = /^https?:\/\//i.test(uri.value) ? /\s/.test(uri.value) : uri.value !== uri.value.trim()
  if (hasBlanks) refuse(uri, 'whitespace')
}

/** What makes a credential unusable in an HTTP header, or null. */
export function findProblem(value: string): Problem | null {
  if (VISIBLE_ASCII.test(value)) return null
  if (/[\p{Cc}\p{Cf}]/u.test(value)) return 'control character'
  if (/\s/.test(value)) return 'whitespace'
  return 'not ASCII'
}

function checkCharacters(part: Sourced): void {
  const problem = findProblem(part.value)
  if (problem) refuse(part, problem)
}

function checkPlaceholder(part: Sourced): void {
  if (PLACEHOLDER.test(part.value.trim().toLowerCase()))
    fail(credentialsDiagnostics.error('placeholder-value', part.origin))
}

function refuse({ origin }: Sourced, problem: Problem): never {
  return fail(credentialsDiagnostics.error('invalid-value', origin, { problem }))
}
