import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathExists } from '../host/fs-probe.ts'

/** The backend store of `mlflow server` in a directory, if nobody names one. */
export function defaultBackendUri(directory: string): string {
  return hasFileStore(directory) ? './mlruns' : 'sqlite:///mlflow.db'
}

/**
 * Whether MLflow would use a directory's `mlruns` as its store, because it holds experiments.
 *
 * @see mlflow.tracking._tracking_service.utils._has_existing_mlruns_data
 */
function hasFileStore(directory: string): boolean {
  const runs = join(directory, 'mlruns')
  try {
    const entries = readdirSync(runs, { withFileTypes: true })
    return entries.some(
      (entry) => entry.isDirectory() && /^\d+$/.test(entry.name) && pathExists(join(runs, entry.name, 'meta.yaml')),
    )
  } catch {
    return false
  }
}
