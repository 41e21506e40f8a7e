import process from 'node:process'
import { findInherited } from '../read/descriptors.ts'
import { isCertainToStart } from '../read/executable.ts'
import { type ExecObstacle, refuse } from '../resolve/failure.ts'
import type { LaunchPlan } from './plan.ts'
import { examineStart, type Start, startFailure } from './start.ts'
import { againstHangUp } from './wrappers.ts'

type Execve = (file: string, args: readonly string[], env: Readonly<Record<string, string>>) => never
/** Node has it since 22.15, 23.11 and 24, but on Windows and in workers. The types are older. */
const { execve } = process as { readonly execve?: Execve }
const SHELL = '/bin/sh'
/** Below this version a failed call aborts the process, with status 134 and a dump. */
const THROWS_SINCE = 26

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
  if (findObstacle(plan, start) !== null || wouldLose(plan)) return plan
  try {
    return become(plan, start)
  } catch {
    // The other way finds out what it was.
    return { ...plan, announce: () => {} }
  }
}

/** Everything that is known to make the call fail; the one doubt that is left is the system's. */
function findObstacle({ platform }: LaunchPlan, { path, fits }: Start): ExecObstacle | null {
  if (!execve || path === null) return platform === 'win32' ? 'platform' : 'node'
  if (!fits) return 'size'
  // An error that Node throws can be told to the user; one that ends Node must not come up.
  if (Number.parseInt(process.versions.node, 10) >= THROWS_SINCE) return null
  return isCertainToStart(path) ? null : 'program'
}

/** Whether a descriptor would be closed that the command may need: supervised, it gets them all. */
function wouldLose({ parent, args }: LaunchPlan): boolean {
  const inherited = findInherited(parent.MAKEFLAGS)
  const isNamed = (descriptor: number) =>
    args.some((word) => word.endsWith(`/dev/fd/${descriptor}`) || word.endsWith(`/proc/self/fd/${descriptor}`))
  return inherited.some(({ descriptor, matters }) => matters || isNamed(descriptor))
}

function become(plan: LaunchPlan, { path }: Start): never {
  const { command, args, env } = plan
  // What execvp hands on as the name of a script: the path as it was found or written.
  const file = command.includes('/') ? command : (path ?? command)
  const wrapper = againstHangUp(plan)
  plan.announce()
  // Node ignores these two, and what is ignored stays so in the command: a handler that comes and goes restores them.
  for (const signal of ['SIGPIPE', 'SIGXFSZ'] as const) {
    const handler = () => {}
    process.on(signal, handler).off(signal, handler)
  }
  // A warning that the call is experimental would come to light only where it fails, and then say nothing useful.
  process.removeAllListeners('warning')
  if (!execve) throw new TypeError('execve was expected here')
  if (wrapper) return execve(wrapper[0], [...wrapper, command, ...args], env)
  try {
    return execve(file, [command, ...args], env)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOEXEC') throw error
    // A script without a first line for the kernel: as execvp does it.
    return execve(SHELL, [SHELL, file, ...args], env)
  }
}
