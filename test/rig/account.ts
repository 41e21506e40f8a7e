// An account of the store: a key pair made for one run, shaped like AWS's.
import { randomBytes, randomInt } from 'node:crypto'

export interface Account {
  readonly name: string
  /** The one bucket that it may use. */
  readonly bucket: string
  readonly keyId: string
  readonly secret: string
}

export function makeAccount(name: string, bucket: string): Account {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const id = Array.from({ length: 16 }, () => letters[randomInt(letters.length)]).join('')
  return { name, bucket, keyId: `AKIA${id}`, secret: randomBytes(30).toString('base64') }
}

/** The keys under the names that every AWS SDK reads. */
export function awsKeys(account: Account): { AWS_ACCESS_KEY_ID: string; AWS_SECRET_ACCESS_KEY: string } {
  return { AWS_ACCESS_KEY_ID: account.keyId, AWS_SECRET_ACCESS_KEY: account.secret }
}

/** The text with every secret made unreadable, and the key ids cut to what AWS's own tools show. */
export function mask(text: string, accounts: readonly Account[]): string {
  let masked = text
  for (const { keyId, secret } of accounts) {
    masked = masked.replaceAll(secret, '********').replaceAll(keyId, `…${keyId.slice(-4)}`)
  }
  return masked
}
