import type { Sourced } from '../model/origin.ts'
import type { Environment } from '../model/source.ts'
import type { LaunchChoice } from '../options/launch-engines.ts'

/** Everything that starting the command needs. */
export interface LaunchPlan {
  readonly command: string
  readonly args: readonly string[]
  /** The child's whole environment. */
  readonly env: Environment
  /** The launcher's own environment. */
  readonly launcherEnv: Environment
  readonly cwd: string
  readonly platform: NodeJS.Platform
  readonly launch: Sourced<LaunchChoice>
  /** Whether the launcher has something to do while the command runs: then it cannot become the command. */
  readonly needsSupervisor?: boolean
  /** Prints the configuration block. Called once, and only if the command starts: a refusal prints nothing else. */
  readonly announce: () => void
  /** Takes what was decided, for the debug log. */
  readonly log?: (decision: string) => void
  /** What must be done before the command starts. Called when nothing is left that could refuse it. */
  readonly prepare?: () => Promise<void>
}
