import process from 'node:process'
import { isCertainToStart } from '../../host/exec-preflight.ts'
import { findInherited } from '../../host/inherited-fds.ts'
import { type ExecObstacle, refuse } from '../../model/failure.ts'
import type { LaunchPlan } from '../plan.ts'
import { examineStart, type Start, startFailure } from '../preflight.ts'
import { againstHangUp } from '../wrappers.ts'

type Execve = (file: string, args: readonly string[], env: Readonly<Record<string, string>>) => never
/** Node has it since 22.15, 23.11 and 24, but on Windows and in workers. The types are older. */
const { execve } = process as { readonly execve?: Execve }
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
    return become(plan, start)
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
  if (!execve) return plan
  const start = examineStart(plan)
  if (findObstacle(plan, start) !== null || findInherited(plan.parent).some(({ matters }) => matters)) return plan
  try {
    return become(plan, start)
  } catch {
    // The other way finds out what it was, and must not die of what this one has given back.
    for (const signal of IGNORED) process.on(signal, () => {})
    return { ...plan, announce: () => {} }
  }
}

/**
 * Everything that is known to make the call fail. What is left is the system's: a security module, an error of the disk.
 * Below version 26 Node aborts then, with status 134 and a dump.
 */
function findObstacle({ platform }: LaunchPlan, { path, fits }: Start): ExecObstacle | null {
  if (!execve || path === null) return platform === 'win32' ? 'platform' : 'node'
  if (!fits) return 'size'
  return isCertainToStart(path) ? null : 'program'
}

/** Node ignores them, and what is ignored stays so in the program that a process becomes. */
const IGNORED = ['SIGPIPE', 'SIGXFSZ'] as const

function become(plan: LaunchPlan, { asFound }: Start): never {
  const { command, args, env } = plan
  const wrapper = againstHangUp(plan)
  plan.announce()
  for (const signal of IGNORED) {
    // A handler that comes and goes leaves the default.
    const handler = () => {}
    process.on(signal, handler).off(signal, handler)
  }
  // A warning that the call is experimental would come to light only where it fails, and then say nothing useful.
  process.removeAllListeners('warning')
  const [file, words] = wrapper ? [wrapper[0], wrapper] : [asFound, []]
  return (execve as Execve)(file, [...words, command, ...args], env)
}
