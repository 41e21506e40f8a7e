import { createKey } from '../../keys/api-key.ts'
import { parseExpiry } from '../../keys/expiry.ts'
import { type KeyRecord, SERVICE_FORM } from '../../keys/key-record.ts'
import type { KeyStore } from '../../keys/key-store.ts'
import { isScope, SCOPES, type Scope } from '../../keys/scope.ts'
import { fail, isLauncherError } from '../../model/diagnostic.ts'
import { list, quote } from '../../model/format.ts'
import { looksLikeKey } from '../../model/looks-like-key.ts'
import type { Secret } from '../../model/secret.ts'
import { type GivenOptions, givenOption } from '../../options/arguments.ts'
import { optionDiagnostics } from '../../options/diagnostics.ts'
import { keysCommandDiagnostics } from './diagnostics.ts'
import { DEFAULT_SCOPE, DEFAULT_SERVICE } from './options.ts'

const MAX_NOTE_LENGTH = 200

/** What a new key is to be, checked before the store is opened. */
export type KeyDetails = Pick<KeyRecord, 'service' | 'scope' | 'createdAt' | 'expiresAt' | 'note'>

/** @throws {LauncherError} invalid-option-value */
export function readDetails(options: GivenOptions, now: Date): KeyDetails {
  const expires = givenOption(options, 'expires')
  return {
    service: readService(options) ?? DEFAULT_SERVICE,
    scope: readScope(options),
    createdAt: now,
    expiresAt: expires ? parseExpiry(expires, now) : null,
    note: readNote(options),
  }
}

/** The service that an option names; null if none does. @throws {LauncherError} invalid-option-value */
export function readService(options: GivenOptions): string | null {
  const given = givenOption(options, 'service')
  if (!given) return null
  if (SERVICE_FORM.test(given.value)) return given.value
  const expected = "a name of at most 64 letters, digits, '.', '_' and '-'"
  return fail(optionDiagnostics.error('invalid-option-value', given.origin, { expected }))
}

function readScope(options: GivenOptions): Scope {
  const given = givenOption(options, 'scope')
  if (!given) return DEFAULT_SCOPE
  if (isScope(given.value)) return given.value
  const expected = list(SCOPES, 'or')
  return fail(optionDiagnostics.error('invalid-option-value', given.origin, { expected, found: given.value }))
}

function readNote(options: GivenOptions): string | null {
  const given = givenOption(options, 'note')
  if (!given) return null
  if (given.value.split(/[^0-9A-Za-z_+/=]+/).some(looksLikeKey))
    fail(keysCommandDiagnostics.error('note-holds-key', given.origin))
  if (given.value.length <= MAX_NOTE_LENGTH && !/[\p{Cc}\u2028\u2029]/u.test(given.value)) return given.value
  const expected = `one line of at most ${MAX_NOTE_LENGTH} characters`
  return fail(optionDiagnostics.error('invalid-option-value', given.origin, { expected }))
}

export interface Created {
  readonly id: string
  readonly key: Secret
  /** What to say of it. */
  readonly text: string
}

/** Makes a key. It is in the store before anybody sees it. */
export async function create(store: KeyStore, details: KeyDetails): Promise<Created> {
  const { key, id, hash } = createKey()
  await store.add({ ...details, id, hash, revokedAt: null, lastUsedAt: null })
  const { service, scope, expiresAt } = details
  const end = expiresAt === null ? 'it never expires' : `it expires at ${expiresAt.toISOString()}`
  const text = `The key ${id} opens the service ${service} (${scope}); ${end}. It is shown this once; ${quote(store.location)} has its hash.\n`
  return { id, key, text }
}

/**
 * Shows a new key, whole. One that nobody could read is revoked: it would open the service, and nobody would know.
 *
 * @param write returns the system's error code, or null
 * @throws {LauncherError} key-not-delivered
 */
export async function deliver(store: KeyStore, { id, key }: Created, write: (text: string) => string | null) {
  const reason = write(`${key.reveal()}\n`)
  if (reason === null) return
  const left = await revoke(store, id)
  fail(keysCommandDiagnostics.error('key-not-delivered', null, { id, reason, left }))
}

/** @returns why it could not be revoked, or null */
async function revoke(store: KeyStore, id: string): Promise<string | null> {
  try {
    await store.revoke(id, new Date())
    return null
  } catch (error) {
    if (isLauncherError(error)) return error.diagnostic.message
    throw error
  }
}
