import type { CheckContext } from '../checks/context.ts'
import type { Sourced } from '../model/origin.ts'
import type { Environment } from '../model/source.ts'
import type { LaunchChoice } from '../options/launch-engines.ts'

/** Everything that starting, watching and ending the server needs. */
export interface ServerPlan extends CheckContext {
  /** That of a registry of its own. */
  readonly registryFile: string | null
  /** The launcher's own environment. */
  readonly parent: Environment
  /** What goes to MLflow as it is, from behind `--`. */
  readonly args: readonly string[]
  readonly platform: NodeJS.Platform
  /** The launcher's own process id. */
  readonly pid: number
  /** The process that started the launcher. */
  readonly parentPid: number
  readonly launch: Sourced<LaunchChoice>
  readonly quiet: boolean
  /** Writes for people, to stderr. */
  readonly tell: (text: string) => void
  /** Prints the configuration block. Called once, and only where the server starts. */
  readonly announce: () => void
}
