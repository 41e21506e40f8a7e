import { pathExists } from '../host/fs-probe.ts'
import * as host from '../host/index.ts'
import { validateBucket } from '../mlflow/artifact-uri.ts'
import { guessBucket } from '../mlflow/bucket-guess.ts'
import { mlflowDiagnostics } from '../mlflow/diagnostics.ts'
import { isWord } from '../model/ascii.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Sourced } from '../model/origin.ts'

/**
 * Warns of an artifact root that names a bucket without `s3://`, and would be a directory in the working directory.
 *
 * @throws {LauncherError} invalid-option-value: it has the scheme of a store, and names no bucket, or a user with it
 */
export function checkArtifactRoot({ cwd }: HostContext, root: Sourced | undefined): Diagnostic[] {
  // Nearly every root.
  if (!root) return []
  const isBucket = root.value.startsWith('s3://') && root.value.length > 5 && isWord(root.value.charAt(5))
  if (isBucket && !root.value.includes('@')) return []
  if (/^(?:s3:\/\/[^/@]+(?:\/|$)|file:\/\/[^/]|[./~])/.test(root.value)) return []
  validateBucket(root)
  const meant = guessBucket(root.value, (path) => pathExists(host.resolvePath(cwd, path)))
  return meant === null ? [] : [mlflowDiagnostics.warning('artifact-root-without-scheme', root.origin, { meant })]
}
