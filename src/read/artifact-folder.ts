import { accessSync, constants, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { refuse } from '../resolve/failure.ts'
import type { ArtifactSettings } from '../resolve/server/settings.ts'
import { isLocal } from '../resolve/server/uri.ts'
import type { Warning } from '../resolve/warning.ts'

/**
 * Looks at the folder of artifacts on the server's disk: MLflow makes it with the first upload, which would fail.
 *
 * @throws {Refusal} where something else than a folder stands there, or in the way
 */
export function examineArtifactFolder({ destination }: ArtifactSettings, cwd: string): Warning[] {
  if (!destination || !isLocal(destination.value)) return []
  const { value, origin } = destination
  let folder = value.startsWith('file:') ? pathOf(value) : resolve(cwd, value)
  if (folder === null) return []
  while (isMissing(folder) && dirname(folder) !== folder) folder = dirname(folder)
  if (!isFolder(folder)) refuse({ code: 'artifact-folder', origin, display: folder })
  return isWritable(folder) ? [] : [{ code: 'artifacts-read-only', origin, display: folder }]
}

/** `file:mlruns` and other hosts' are left to MLflow. */
function pathOf(uri: string): string | null {
  try {
    return /^file:\/\//.test(uri) ? fileURLToPath(uri) : null
  } catch {
    return null
  }
}

function isMissing(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) === undefined
  } catch {
    // Below a file, or in a folder that may not be entered: that one is looked at.
    return true
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}
