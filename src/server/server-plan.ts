import type { RunningContext } from '../checks/context.ts'
import type { Sourced } from '../model/origin.ts'
import type { Environment } from '../model/source.ts'
import type { LaunchChoice } from '../options/launch-engines.ts'
import type { ServerReporter } from './events.ts'
import type { GatePlan } from './gate-plan.ts'

/** Everything that starting, watching and stopping the server needs. */
export interface ServerPlan extends RunningContext {
  /** The SQLite file of a separate registry, an absolute path. */
  readonly registryFile: string | null
  /** The launcher's own environment. */
  readonly launcherEnv: Environment
  /** What goes to MLflow as it is, from after `--`. */
  readonly passthroughArgs: readonly string[]
  readonly platform: NodeJS.Platform
  /** The launcher's own process id. */
  readonly pid: number
  /** The process that started the launcher. */
  readonly parentPid: number
  readonly launch: Sourced<LaunchChoice>
  /** The gate in front of MLflow; null if clients reach MLflow itself. */
  readonly gate: GatePlan | null
  readonly reporter: ServerReporter
  /** The directory of the project whose commands find this server by its note; null for a private server. */
  readonly notedFor: string | null
  /** Prints the configuration block. Called once, and only if the server starts. */
  readonly announce: () => void
}
