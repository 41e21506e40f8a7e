import { isProjectOwned } from '../../../credentials/credentials.ts'
import { find } from '../../../model/source.ts'
import type { DoctorContext } from '../../context.ts'

/**
 * Whether the project counts on credentials: it names some, or a store that is reached with them. Artifacts of another one
 * go through its server.
 */
export function needsCredentials({ run, root }: Pick<DoctorContext, 'run' | 'root'>): boolean {
  const { configuration } = run
  if (!configuration) return false
  const { credentials, sources } = configuration
  return isProjectOwned(credentials) || root !== null || find(sources, 'MLFLOW_S3_ENDPOINT_URL') !== undefined
}
