import { isPrintableAscii, isVisibleAscii } from '../model/ascii.ts'
import { type Malformation, refuse } from '../model/failure.ts'
import type { Sourced } from '../model/origin.ts'
import { holdsPassword } from '../model/uri.ts'

const PLACEHOLDER = /^(?:your[-_ ].*|<.*>|(?:change|replace)[-_ ]?me)$/is

/**
 * Refuses keys that cannot be right before anything is signed with them: botocore prints a token or header that holds
 * a line break in its exception, and signs silently wrong with a secret that does.
 *
 * @throws {Refusal} without any of the values
 */
export function checkKeys(id: Sourced, secret: Sourced, token: Sourced | undefined): void {
  for (const part of token ? [id, secret, token] : [id, secret]) {
    checkPlaceholder(part)
    const problem = findMalformation(part.value)
    if (problem) refuse({ code: 'malformed', origin: part.origin, problem })
  }
  // The end of an id is shown: it must not be the end of a secret.
  if (secret.value.length === 20 && /^(?:AKIA|ASIA)[A-Z0-9]{16}$/.test(secret.value))
    refuse({ code: 'swapped', id: id.origin, secret: secret.origin })
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  if (id.value.startsWith('ASIA') && !token) refuse({ code: 'token-missing', origin: id.origin })
  if (id.value.startsWith('AKIA') && token) {
    refuse({ code: 'token-unexpected', origin: id.origin, token: token.origin })
  }
}

/** @throws {Refusal} */
export function checkProfile(profile: Sourced): void {
  checkPlaceholder(profile)
  // A profile's name is shown.
  if (holdsPassword(profile.value)) {
    refuse({ code: 'option-value', origin: profile.origin, expected: "a profile's name", found: profile.value })
  }
  // A profile's name may have blanks inside; at its ends they are a slip.
  if (!isPrintableAscii(profile.value) && /[\p{Cc}\p{Cf}]/u.test(profile.value)) {
    refuse({ code: 'malformed', origin: profile.origin, problem: 'control character' })
  }
  if (profile.value !== profile.value.trim()) {
    refuse({ code: 'malformed', origin: profile.origin, problem: 'whitespace' })
  }
}

/** @throws {Refusal} for a region that botocore would call invalid */
export function checkRegion(region: Sourced): void {
  checkPlaceholder(region)
  checkPlain(region)
  // botocore.utils.validate_region_name
  if (!/^(?!\d+$)(?!-)[a-zA-Z0-9-]{1,63}(?<!-)$/.test(region.value)) {
    refuse({ code: 'malformed', origin: region.origin, problem: 'not a region name' })
  }
}

/** @throws {Refusal} for a URI that still is the template's or holds what no URI has */
export function checkUri(uri: Sourced): void {
  checkPlaceholder(uri)
  if (isVisibleAscii(uri.value)) return
  if (/[\p{Cc}]/u.test(uri.value)) refuse({ code: 'malformed', origin: uri.origin, problem: 'control character' })
  // A path may have blanks inside, a key in a bucket too; the address of a server may not.
  const blanks = /^https?:\/\//i.test(uri.value) ? /\s/.test(uri.value) : uri.value !== uri.value.trim()
  if (blanks) refuse({ code: 'malformed', origin: uri.origin, problem: 'whitespace' })
}

/** What makes a credential unusable in an HTTP header, or null. */
export function findMalformation(value: string): Malformation | null {
  if (isVisibleAscii(value)) return null
  if (/[\p{Cc}\p{Cf}]/u.test(value)) return 'control character'
  if (/\s/.test(value)) return 'whitespace'
  return 'not ASCII'
}

function checkPlain(part: Sourced): void {
  const problem = findMalformation(part.value)
  if (problem) refuse({ code: 'malformed', origin: part.origin, problem })
}

function checkPlaceholder(part: Sourced): void {
  const value = part.value.trim()
  if ('yYcCrR<'.includes(value.charAt(0)) && PLACEHOLDER.test(value))
    refuse({ code: 'placeholder', origin: part.origin })
}
