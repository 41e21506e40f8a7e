// A stamp says from what a folder was made. It is written last, so a folder without a stamp is half made.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './environment.mjs'

const name = '.made-from'

/** The SHA-256 of the named files of the project. */
export function fingerprint(...files) {
  const hash = createHash('sha256')
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

export function readStamp(folder) {
  try {
    return readFileSync(join(folder, name), 'utf8').trimEnd()
  } catch {
    return undefined
  }
}

export function writeStamp(folder, value) {
  writeFileSync(join(folder, name), `${value}\n`)
}
