import { refuse } from '../resolve/failure.ts'
import type { Launch } from '../resolve/options.ts'
import type { Ending } from './exit.ts'
import type { LaunchPlan } from './plan.ts'
import { supervise } from './supervise.ts'

/** A way of starting the command; one that replaces this process never comes back. */
type Launcher = (plan: LaunchPlan) => Promise<Ending>

const LAUNCHERS: Readonly<Record<Launch, Launcher>> = {
  auto: supervise,
  supervise,
  exec: (plan) => refuse({ code: 'exec-unavailable', origin: plan.launch.origin }),
}

/**
 * Starts the command and, unless it takes this process's place, waits for its end.
 *
 * @throws {Refusal} where the command cannot be started
 */
export function launch(plan: LaunchPlan): Promise<Ending> {
  return LAUNCHERS[plan.launch.value](plan)
}
