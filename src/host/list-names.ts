import * as host from './index.ts'

/** The names in a directory, in no order; none if it is gone, or this user may not list it. */
export function listNames(folder: string): string[] {
  try {
    return host.readDirectory(folder)
  } catch {
    return []
  }
}
