import type { ExitResult } from '../../host/index.ts'
import type { EngineName } from '../../options/launch-engines.ts'
import type { Obstacle } from '../diagnostics.ts'
import type { LaunchPlan } from '../plan.ts'
import type { Preflight } from '../preflight.ts'

/** A way to start the command. A new one is a file here, a line in index.ts, and its name in src/options. */
export interface LaunchEngine {
  readonly name: EngineName
  /** Whether the launcher's process becomes the command: then nothing of the launcher is left while it runs. */
  readonly replacesProcess: boolean
  /** Why the command cannot be started in this way; null if it can. */
  obstacle(plan: LaunchPlan, preflight: Preflight): Obstacle | null
  /** Whether `auto` avoids this way although it would work, because the command would miss something. */
  hasDrawback(plan: LaunchPlan): boolean
  /**
   * Starts the command. Does not come back if it replaces the process.
   *
   * @throws whatever the host throws; see toSpawnError
   */
  launch(plan: LaunchPlan, preflight: Preflight): Promise<ExitResult>
}
