import { hostDiagnostics } from '../host/diagnostics.ts'
import { pathExists } from '../host/fs-probe.ts'
import * as host from '../host/index.ts'
import { fail } from '../model/diagnostic.ts'

/**
 * Finds a file that another program reads: Python, or a shell. Such files have the same path below src/ and below dist/.
 * From source this module is one directory below src/; a bundle is in dist/ or one directory below it, and the build
 * gives it its own directory as `import.meta.dirname`.
 *
 * @param path relative to src/ and dist/, as `python/check_bucket.py`
 * @throws {LauncherError} incomplete-installation, other-bundle
 */
export function findShipped(path: string): string {
  const candidates = host.shippedFolders(import.meta.dirname).map((folder) => host.joinPath(folder, path))
  const found = candidates.find((candidate) => pathExists(candidate))
  const [missing = path] = candidates
  return found ?? fail(hostDiagnostics.error('incomplete-installation', null, { missing }))
}
