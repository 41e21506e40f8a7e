import { accessSync, constants, statSync } from 'node:fs'
import process from 'node:process'
import { DEFAULT_PATH } from '../default-path.ts'

/** A program on the launcher's own PATH; null if there is none. */
export function findProgram(name: string): string | null {
  for (const directory of (process.env.PATH ?? DEFAULT_PATH).split(':')) {
    const path = `${directory || '.'}/${name}`
    if (isProgram(path)) return path
  }
  return null
}

function isProgram(path: string): boolean {
  try {
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
