import type { Finding } from '../finding.ts'
import type { Program } from '../program.ts'
import { isAffected } from './affected.ts'
import { BATCH_SYSTEMS } from './batch-systems.ts'
import { CONTAINERS } from './containers.ts'
import { ELSEWHERE } from './elsewhere.ts'
import { OTHER_USERS } from './other-users.ts'
import { SANDBOXES } from './sandboxes.ts'

const DROPPERS = [...OTHER_USERS, ...SANDBOXES, ...CONTAINERS, ...ELSEWHERE, ...BATCH_SYSTEMS]

/** Programs that start others without the launcher's environment, unless their options say otherwise. */
export const droppers: readonly Program[] = DROPPERS.map(({ names, drops, remedy }) => ({
  names,
  inspect(command, scope): Finding[] {
    const { name, args } = command
    if (!isAffected(args, scope) || !drops(args, scope, name)) return []
    return [{ kind: 'drops', program: name, remedy: typeof remedy === 'string' ? remedy : remedy(command) }]
  },
}))
