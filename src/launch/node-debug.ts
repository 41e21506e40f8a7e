import { refuse } from '../model/failure.ts'
import type { Environment } from '../model/source.ts'

/**
 * Node prints whatever it starts then, with all variables.
 *
 * @param env the launcher's own
 * @throws {Refusal}
 */
export function checkNodeDebug(env: Environment): void {
  if (/child_process|\*/i.test(env.NODE_DEBUG ?? '')) refuse({ code: 'node-debug' })
}
