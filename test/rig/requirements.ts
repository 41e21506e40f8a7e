// Programs of the system that a test needs and that are not everywhere.
import { execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Why the test cannot run here; null where every program is on PATH. */
export function lacking(...names: string[]): string | null {
  const missing = names.filter((name) => !isOnPath(name))
  return missing.length === 0 ? null : `no ${missing.join(', no ')} on this system`
}

/** Why no namespace of this kind can be made here; null where it can. */
export function noNamespace(...options: string[]): string | null {
  try {
    execFileSync('unshare', [...options, 'true'], { stdio: 'ignore', timeout: 10_000 })
    return null
  } catch {
    return `unshare ${options.join(' ')} is not permitted here`
  }
}

function isOnPath(name: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
