// A key pair shaped like AWS's, made up for one run: it opens nothing.
import { randomBytes, randomInt } from 'node:crypto'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export function makeKeys() {
  const id = Array.from({ length: 16 }, () => letters[randomInt(letters.length)]).join('')
  return [`AKIA${id}`, randomBytes(30).toString('base64')]
}
