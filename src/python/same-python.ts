import * as host from '../host/index.ts'

/** `python3` and `python` of one directory are usually one program. Links into other directories are environments. */
export function isSamePython(one: string, other: string): boolean {
  if (one === other) return true
  try {
    return host.dirname(one) === host.dirname(other) && host.realPath(one) === host.realPath(other)
  } catch {
    // A script may name one that was removed.
    return false
  }
}
