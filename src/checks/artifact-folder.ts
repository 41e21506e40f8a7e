import { constants } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findNearest, may, statOf } from '../host/fs-probe.ts'
import type { ArtifactSettings } from '../mlflow/settings.ts'
import { isLocal } from '../mlflow/store-uri.ts'
import { refuse } from '../model/failure.ts'
import type { Warning } from '../model/warning.ts'

/**
 * Looks at the folder of artifacts on the server's disk: MLflow makes it with the first upload, which would fail.
 *
 * @throws {Refusal} where something else than a folder stands there, or in the way
 */
export function examineArtifactFolder({ destination }: ArtifactSettings, cwd: string): Warning[] {
  if (!destination || !isLocal(destination.value)) return []
  const { value, origin } = destination
  const path = value.startsWith('file:') ? pathOf(value) : resolve(cwd, value)
  if (path === null) return []
  const folder = findNearest(path)
  if (!statOf(folder)?.isDirectory()) refuse({ code: 'artifact-folder', origin, display: folder })
  const isWritable = may(folder, constants.W_OK | constants.X_OK)
  return isWritable ? [] : [{ code: 'artifacts-read-only', origin, display: folder }]
}

/** `file:mlruns` and other hosts' are left to MLflow. */
function pathOf(uri: string): string | null {
  try {
    return /^file:\/\//.test(uri) ? fileURLToPath(uri) : null
  } catch {
    return null
  }
}
