import * as host from '../../host/index.ts'
import type { LaunchPlan } from '../plan.ts'
import type { Preflight } from '../preflight.ts'
import type { LaunchEngine } from './engine.ts'

/** Replaces the launcher by the command: same process, same parent, nothing to forward. */
export const exec: LaunchEngine = {
  name: 'exec',
  replacesProcess: true,

  // Everything that is known to make the call fail. What is left is the system's: a security module, a disk error. Below
  // version 26 Node aborts then, with status 134 and a dump.
  obstacle(plan, { path, fitsKernelLimits }) {
    if (plan.platform === 'win32') return 'platform'
    if (!host.execve) return 'node'
    if (plan.needsSupervisor) return 'supervisor'
    if (!fitsKernelLimits) return 'size'
    return path !== null && host.canExec(path) ? null : 'program'
  },

  hasDrawback: () => host.losesDescriptors(),

  // A promise that is never fulfilled: it can only be rejected.
  launch: async (plan, preflight) => replaceProcess(plan, preflight),
}

function replaceProcess({ command, args, env, announce }: LaunchPlan, { asFound }: Preflight): never {
  const execve = host.execve
  if (!execve) throw new Error('unreachable: the obstacle comes first')
  announce()
  return execve(asFound, [command, ...args], env)
}
