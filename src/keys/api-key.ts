import { hash, randomBytes, randomInt } from 'node:crypto'
import { Secret } from '../model/secret.ts'
import { DIGITS, toBase62 } from './base62.ts'
import { checksum, ID_LENGTH, KEY_PREFIX, SECRET_LENGTH } from './key-form.ts'

const SECRET_BYTES = 32

/** A new key. Only `key` lets anybody in: the rest goes into a store. */
export interface NewKey {
  readonly key: Secret
  readonly id: string
  /** See `hashKey`. */
  readonly hash: string
}

/** Makes a key, whose secret has 256 bits of the system's randomness. */
export function createKey(): NewKey {
  const id = Array.from({ length: ID_LENGTH }, () => DIGITS.charAt(randomInt(DIGITS.length))).join('')
  const secret = BigInt(`0x${randomBytes(SECRET_BYTES).toString('hex')}`)
  const body = `${KEY_PREFIX}_${id}_${toBase62(secret, SECRET_LENGTH)}`
  const text = body + checksum(body)
  return { key: new Secret(text), id, hash: hashKey(text) }
}

/**
 * What a store keeps of a key: SHA-256 of the whole text, in hexadecimal digits. A slow hash is for passwords: nobody guesses
 * 256 bits.
 */
export function hashKey(text: string): string {
  return hash('sha256', text, 'hex')
}
