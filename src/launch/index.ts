import type { ExitResult } from '../host/index.ts'
import type { Launch } from '../options/resolve.ts'
import { exec, tryExec } from './engines/exec.ts'
import { supervise } from './engines/supervise.ts'
import type { LaunchPlan } from './plan.ts'

/** A way of starting the command; one that replaces this process never comes back. */
type Launcher = (plan: LaunchPlan) => Promise<ExitResult>

const LAUNCHERS: Readonly<Record<Launch, Launcher>> = {
  auto: (plan) => supervise(tryExec(plan)),
  exec: async (plan) => exec(plan),
  supervise,
}

/**
 * Starts the command and, unless it takes this process's place, waits for its end.
 *
 * @throws {Refusal} where the command cannot be started
 */
export async function launch(plan: LaunchPlan): Promise<ExitResult> {
  return LAUNCHERS[plan.launch.value](plan)
}
