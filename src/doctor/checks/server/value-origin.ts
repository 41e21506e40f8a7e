import { TOKEN } from '../../../mlflow/logins.ts'
import type { Origin } from '../../../model/origin.ts'
import type { DoctorContext } from '../../context.ts'

/** Where the command's token is from; null if it has none. */
export function tokenOrigin({ run, env }: Pick<DoctorContext, 'run' | 'env'>): Origin | null {
  if (!env[TOKEN]) return null
  return run.configuration?.change.set.get(TOKEN)?.origin ?? { kind: 'environment', name: TOKEN }
}
