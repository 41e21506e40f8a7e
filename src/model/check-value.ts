import { isVisibleAscii } from './ascii.ts'
import { fail } from './diagnostic.ts'
import { type Problem, valueDiagnostics } from './diagnostics.ts'
import { looksLikeApiKey, looksLikeKey } from './looks-like-key.ts'
import type { Sourced } from './origin.ts'
import { isText } from './uri-shape.ts'
import { findWrongShape, type ValueKind } from './value-shape.ts'

/** @throws {LauncherError} placeholder-value; invalid-value for what should have been replaced or decrypted */
export function checkShape(part: Sourced, kind: ValueKind): void {
  checkPlaceholder(part)
  const problem = findWrongShape(part.value, kind)
  if (problem) refuse(part, problem)
}

/** @throws {LauncherError} placeholder-value */
export function checkPlaceholder({ value, origin }: Sourced): void {
  if (isPlaceholder(value)) fail(valueDiagnostics.error('placeholder-value', origin))
}

export function isPlaceholder(value: string): boolean {
  // In lower case: a flag for any case takes 0.3 ms more to compile.
  const text = value.trim().toLowerCase()
  // By the first letter: nearly no value needs the expression.
  return 'y<cr*'.includes(text.charAt(0)) && /^(?:your[-_ ].*|<.*>|(?:change|replace)[-_ ]?me|\*{3,})$/s.test(text)
}

/** @throws {LauncherError} invalid-value for what cannot be in an HTTP header */
export function checkCharacters(part: Sourced): void {
  const problem = findProblem(part.value)
  if (problem) refuse(part, problem)
}

/**
 * A secret is never sent: it is only the key of a signature. Stores other than AWS have passwords with blanks and letters of
 * any language.
 *
 * @throws {LauncherError} invalid-value for what is a slip in any password
 */
export function checkPassword(part: Sourced): void {
  const problem = findProblem(part.value)
  const isSlip = part.value !== part.value.trim() || /[^\S ]/.test(part.value)
  if (problem !== null && (isSlip || (problem !== 'whitespace' && problem !== 'not ASCII'))) refuse(part, problem)
}

/** @throws {LauncherError} placeholder-value; invalid-value for a URI that contains what no URI has */
export function checkUri(uri: Sourced): void {
  checkShape(uri, 'uri')
  if (isVisibleAscii(uri.value)) return
  if (hasLineBreak(uri.value)) refuse(uri, 'line break')
  if (/[\p{Cc}]/u.test(uri.value)) refuse(uri, 'control character')
  // A path may have blanks inside, a key in a bucket too; the address of a server cannot.
  const hasBlanks = /^https?:\/\//i.test(uri.value) ? /\s/.test(uri.value) : uri.value !== uri.value.trim()
  if (hasBlanks) refuse(uri, 'whitespace')
}

/**
 * The same for a server's store. A tracking URI can be a directory called `my runs`. In a server's settings, such a value is
 * more likely a text in the wrong variable.
 *
 * @throws {LauncherError} placeholder-value, invalid-value
 */
export function checkStoreUri(uri: Sourced): void {
  checkUri(uri)
  if (isText(uri.value)) refuse(uri, 'words')
}

/** Refuses a key where a name or an address is expected, which would be shown. @throws {LauncherError} invalid-value */
export function refuseKey(part: Sourced): void {
  if (looksLikeKey(part.value)) refuse(part, looksLikeApiKey(part.value) ? 'an API key' : 'a key')
}

const hasLineBreak = (text: string) => /[\r\n\u2028\u2029]/.test(text)

/** What makes a value unusable in an HTTP header, or null. */
export function findProblem(value: string): Problem | null {
  // Nearly every value: the expression with Unicode classes takes 0.4 ms to compile, at each start.
  if (isVisibleAscii(value)) return null
  if (hasLineBreak(value)) return 'line break'
  if (/[\p{Cc}\p{Cf}]/u.test(value)) return 'control character'
  if (/\s/.test(value)) return 'whitespace'
  return 'not ASCII'
}

/** Refuses a value without showing it. @throws {LauncherError} invalid-value */
export function refuse({ origin }: Sourced, problem: Problem, meant: string | null = null): never {
  return fail(valueDiagnostics.error('invalid-value', origin, { problem, meant }))
}
