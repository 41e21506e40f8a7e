import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { canAccess, nearestExistingAncestor, pathExists, tryStat } from '../host/fs-probe.ts'
import { guessBucket } from '../mlflow/bucket-guess.ts'
import { isLocal } from '../mlflow/store-uri.ts'
import { defineDiagnostics } from '../model/diagnostic.ts'
import { DEFAULT_ARTIFACTS, formatOrigin, formatSetting, formatUri, quoteValue } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'
import type { CheckAt } from './check.ts'

export const diagnostics = defineDiagnostics(() => ({
  'artifacts-not-a-directory': ({ path }: { readonly path: string }, origin: Origin) =>
    `${formatSetting(origin, DEFAULT_ARTIFACTS)}: ${quoteValue(path)} is not a directory, so artifacts cannot be stored there: choose another path`,
  'artifacts-bucket-without-scheme': ({ meant }: { readonly meant: string }, origin: Origin) =>
    `${formatOrigin(origin)}: MLflow takes this for a directory: did you mean ${formatUri(meant)}? (For a directory, write ./ before its name)`,
  'artifacts-read-only': ({ path }: { readonly path: string }, origin: Origin) =>
    `${formatSetting(origin, DEFAULT_ARTIFACTS)}: ${quoteValue(path)} is not writable, so every upload will fail`,
}))

/** MLflow makes the directory of artifacts on its own disk with the first upload, which would fail. */
export const artifactDirectory: CheckAt<'machine'> = {
  name: 'artifact-directory',
  stage: 'machine',
  diagnostics,
  run({ settings, cwd }) {
    const { destination } = settings.artifacts
    const path = destination && isLocal(destination.value) ? toPath(destination.value, cwd) : null
    if (destination === null || path === null) return []
    const directory = nearestExistingAncestor(path)
    const found = { path: directory }
    if (tryStat(directory)?.kind !== 'directory') {
      return [diagnostics.error('artifacts-not-a-directory', destination.origin, found)]
    }
    const meant = guessBucket(destination.value, (part) => pathExists(resolve(cwd, part)))
    return [
      ...(meant === null
        ? []
        : [diagnostics.warning('artifacts-bucket-without-scheme', destination.origin, { meant })]),
      ...(canAccess(directory, 'write', 'execute')
        ? []
        : [diagnostics.warning('artifacts-read-only', destination.origin, found)]),
    ]
  },
}

/** MLflow alone knows what `file:mlruns`, or a file of another host, means. */
function toPath(uri: string, cwd: string): string | null {
  if (!uri.startsWith('file:')) return resolve(cwd, uri)
  try {
    return uri.startsWith('file://') ? fileURLToPath(uri) : null
  } catch {
    return null
  }
}
