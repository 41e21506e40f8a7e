import { hash, randomBytes, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { Secret } from '../model/secret.ts'
import { DIGITS, toBase62 } from './base62.ts'

/*
 * `wmle_<id>_<secret><checksum>`. The prefix lets scanners of repositories and logs find a key; the checksum tells a slip
 * of the hand, or a text that only looks like a key, without the store.
 */

/** What every key begins with. */
export const KEY_PREFIX = 'wmle'
/** 62^12 ids: two of one service never meet. */
const ID_LENGTH = 12
const SECRET_BYTES = 32
/** 62^43 is the first power above 2^256. */
const SECRET_LENGTH = 43
/** 62^6 is the first power above 2^32. */
const CHECKSUM_LENGTH = 6

const FORM = new RegExp(
  `^(${KEY_PREFIX}_([0-9A-Za-z]{${ID_LENGTH}})_[0-9A-Za-z]{${SECRET_LENGTH}})([0-9A-Za-z]{${CHECKSUM_LENGTH}})$`,
)

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

/** The id in a key of the right form and checksum; null for anything else. */
export function parseKeyId(text: string): string | null {
  const [, body = '', id = '', found] = FORM.exec(text) ?? []
  return found !== undefined && found === checksum(body) ? id : null
}

/** Whether a text has the form of a key's id. */
export function isKeyId(text: string): boolean {
  return text.length === ID_LENGTH && /^[0-9A-Za-z]+$/.test(text)
}

/**
 * What a store keeps of a key: SHA-256 of the whole text, in hexadecimal digits. A slow hash is for passwords: nobody guesses
 * 256 bits.
 */
export function hashKey(text: string): string {
  return hash('sha256', text, 'hex')
}

/** Of prefix, id and secret. */
function checksum(body: string): string {
  return toBase62(BigInt(crc32(body)), CHECKSUM_LENGTH)
}
