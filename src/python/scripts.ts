import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { hostDiagnostics } from '../host/diagnostics.ts'
import { fail } from '../model/diagnostic.ts'

/**
 * Finds a file that another program reads: Python, or a shell. Such files have the same path below src/ and below dist/.
 * From source this module is one directory below src/; a bundle is in dist/ or one directory below it, and the build
 * gives it its own directory as `import.meta.dirname`.
 *
 * @param path relative to src/ and dist/, as `python/check_bucket.py`
 * @throws {LauncherError} incomplete-installation
 */
export function findShipped(path: string): string {
  const candidates = ['..', '.'].map((root) => join(import.meta.dirname, root, path))
  const found = candidates.find((candidate) => existsSync(candidate))
  const [missing = path] = candidates
  return found ?? fail(hostDiagnostics.error('incomplete-installation', null, { missing }))
}
