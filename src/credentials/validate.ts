import { isWord } from '../model/ascii.ts'
import { checkCharacters, checkPassword, checkShape, refuse, refuseKey } from '../model/check-value.ts'
import { fail } from '../model/diagnostic.ts'
import type { Sourced } from '../model/origin.ts'
import { holdsPassword } from '../model/uri.ts'
import type { StoreKind } from './check-endpoint.ts'
import { credentialsDiagnostics } from './diagnostics.ts'
import type { KeySet } from './keys.ts'

/** botocore's own limit. */
const MAX_REGION_LENGTH = 63

/**
 * Refuses keys that cannot be right before anything is signed with them: botocore prints a token or header that contains
 * a line break in its exception, and signs silently wrong with a secret that does.
 *
 * @throws {LauncherError} placeholder-value, invalid-value, swapped-keys, missing-session-token,
 *   unexpected-session-token; without any of the values
 *
 * @param store what the keys are for
 */
export function checkKeys({ id, secret, token }: KeySet, store: StoreKind): void {
  for (const part of token ? [id, secret, token] : [id, secret]) {
    const isPassword = part === secret
    if (store !== 'development' || !isSimplePassword(part.value, isPassword)) checkShape(part, 'key')
    if (isPassword && store !== 'aws') checkPassword(part)
    else checkCharacters(part)
  }
  if (isReference(id.value)) refuse(id, 'unreplaced')
  // AWS's own secrets have no `$`; a password of another store can begin with one.
  if (isReference(secret.value) && /^A[KS]IA/.test(id.value)) refuse(secret, 'unreplaced')
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

/** `$NAME`. By the first character: nearly no value needs the expression. */
function isReference(value: string): boolean {
  return value.startsWith('$') && /^\$\w+$/.test(value)
}

/** Words that a template has for a password, and that developers leave as they are; and a password in angle brackets. */
function isSimplePassword(value: string, isPassword: boolean): boolean {
  const lower = value.toLowerCase()
  if (/^(?:change|replace)[-_]?me$/.test(lower)) return true
  return isPassword && /^<[^<>]*>$/.test(lower) && !hasTemplateWord(lower)
}

/** What a placeholder in angle brackets says. */
const hasTemplateWord = (text: string) =>
  /your|my|secret|key|access|password|passwd|token|credential|value|here|change|replace|insert|enter|fill|put|paste|todo|tbd|redacted|hidden|minio|aws|\.\.|x{3}|\*{2}|…/.test(
    text,
  )

/** @throws {LauncherError} placeholder-value, invalid-value */
export function checkProfile(profile: Sourced): void {
  checkShape(profile, 'name')
  // A profile's name is shown.
  if (holdsPassword(profile.value)) refuse(profile, 'not a profile name')
  refuseKey(profile)
  // A profile's name may have blanks inside; at its ends they are a slip.
  if (/[\r\n]/.test(profile.value)) refuse(profile, 'line break')
  if (/[\p{Cc}\p{Cf}]/u.test(profile.value)) refuse(profile, 'control character')
  if (profile.value !== profile.value.trim()) refuse(profile, 'whitespace')
}

/** @throws {LauncherError} placeholder-value; invalid-value for a region that botocore would call invalid */
export function checkRegion(region: Sourced): void {
  checkShape(region, 'name')
  refuseKey(region)
  checkCharacters(region)
  checkSpelling(region)
  if (!isRegionName(region.value)) refuse(region, 'not a region name')
}

/** As botocore.utils.validate_region_name has it: letters, digits, and hyphens between them; not digits alone. */
function isRegionName(text: string): boolean {
  const isForm =
    text !== '' && text.length <= MAX_REGION_LENGTH && !text.includes('_') && isWord(text.replaceAll('-', ''))
  const isNumber = '0123456789'.includes(text.charAt(0)) && /^\d+$/.test(text)
  return isForm && !isNumber && !text.startsWith('-') && !text.endsWith('-')
}

/** The names of AWS's regions, as `us-gov-west-1`, with what follows them in the name of a zone. */
const matchRegion = (text: string) => /^([a-z]{2}(?:-[a-z]+){1,2}-\d)([a-f]|-[a-z]{3}-\d[a-z])?$/.exec(text)

/** A zone, and a region written as in a constant, reach AWS as another region. */
function checkSpelling(region: Sourced): void {
  const spelt = region.value.toLowerCase().replaceAll('_', '-')
  // Nearly every region: a zone's name ends with a letter.
  if (spelt === region.value && '0123456789'.includes(spelt.slice(-1))) return
  const [, name = null, zone] = matchRegion(spelt) ?? []
  if (name === null || name === region.value) return
  refuse(region, zone === undefined ? 'capitals' : 'an availability zone', name)
}
