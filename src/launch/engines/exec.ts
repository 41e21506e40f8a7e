import { host } from '../../host/index.ts'
import { type ExecObstacle, refuse } from '../../model/failure.ts'
import type { LaunchPlan } from '../plan.ts'
import { examineStart, type Start, startFailure } from '../preflight.ts'

/**
 * Becomes the command, with nothing of the launcher left: same process, same parent, nothing to pass on. Does not come
 * back.
 *
 * @throws {Refusal} where the command cannot be started, or not in this way
 */
export function exec(plan: LaunchPlan): never {
  const start = examineStart(plan)
  const obstacle = findObstacle(plan, start)
  if (obstacle) refuse({ code: 'exec-unavailable', origin: plan.launch.origin, obstacle })
  try {
    return replaceProcess(plan, start)
  } catch (error) {
    throw startFailure(plan, error)
  }
}

/**
 * Becomes the command where nothing speaks against it.
 *
 * @returns where something does, what is left to do
 * @throws {Refusal} where the command cannot be started in any way
 */
export function tryExec(plan: LaunchPlan): LaunchPlan {
  if (!host.execve) return plan
  const start = examineStart(plan)
  if (findObstacle(plan, start) !== null || host.losesDescriptors()) return plan
  try {
    return replaceProcess(plan, start)
  } catch {
    // The other way finds out what it was.
    return { ...plan, announce: () => {} }
  }
}

/**
 * Everything that is known to make the call fail. What is left is the system's: a security module, an error of the disk.
 * Below version 26 Node aborts then, with status 134 and a dump.
 */
function findObstacle({ platform }: LaunchPlan, { path, fits }: Start): ExecObstacle | null {
  if (!host.execve || path === null) return platform === 'win32' ? 'platform' : 'node'
  if (!fits) return 'size'
  return host.canExec(path) ? null : 'program'
}

function replaceProcess({ command, args, env, announce }: LaunchPlan, { asFound }: Start): never {
  if (!host.execve) throw new Error('no execve')
  announce()
  return host.execve(asFound, [command, ...args], env)
}
