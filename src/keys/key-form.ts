import { crc32 } from 'node:zlib'
import { toBase62 } from './base62.ts'

/*
 * `wmle_<id>_<secret><checksum>`. The prefix lets scanners of repositories and logs find a key; the checksum tells a slip
 * of the hand, or a text that only looks like a key, without the store.
 */

/** What every key begins with. */
export const KEY_PREFIX = 'wmle'
/** 62^12 ids: two of one service never meet. */
export const ID_LENGTH = 12
/** 62^43 is the first power above 2^256. */
export const SECRET_LENGTH = 43
/** 62^6 is the first power above 2^32. */
const CHECKSUM_LENGTH = 6

const FORM = new RegExp(
  `^(${KEY_PREFIX}_([0-9A-Za-z]{${ID_LENGTH}})_[0-9A-Za-z]{${SECRET_LENGTH}})([0-9A-Za-z]{${CHECKSUM_LENGTH}})$`,
)

/** The id in a key of the right form and checksum; null for anything else. */
export function parseKeyId(text: string): string | null {
  const [, body = '', id = '', found] = FORM.exec(text) ?? []
  return found !== undefined && found === checksum(body) ? id : null
}

/** Whether a text has the form of a key's id. */
export function isKeyId(text: string): boolean {
  return text.length === ID_LENGTH && /^[0-9A-Za-z]+$/.test(text)
}

/** Of prefix, id and secret. */
export function checksum(body: string): string {
  return toBase62(BigInt(crc32(body)), CHECKSUM_LENGTH)
}
