import { realpathSync } from 'node:fs'
import { dirname } from 'node:path'

/** `python3` and `python` of one directory are usually one program. Links into other directories are environments. */
export function isSamePython(one: string, other: string): boolean {
  if (one === other) return true
  try {
    return dirname(one) === dirname(other) && realpathSync(one) === realpathSync(other)
  } catch {
    // A script may name one that was removed.
    return false
  }
}
