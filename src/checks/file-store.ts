import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { exists } from '../env-files/find.ts'

/**
 * Whether MLflow would take a folder's `mlruns` for its store because experiments stand in it.
 *
 * @see mlflow.tracking._tracking_service.utils._has_existing_mlruns_data
 */
export function hasFileStore(folder: string): boolean {
  const runs = join(folder, 'mlruns')
  try {
    const entries = readdirSync(runs, { withFileTypes: true })
    return entries.some(
      (entry) => entry.isDirectory() && /^\d+$/.test(entry.name) && exists(join(runs, entry.name, 'meta.yaml')),
    )
  } catch {
    return false
  }
}
