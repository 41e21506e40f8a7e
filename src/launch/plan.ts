import type { Sourced } from '../model/origin.ts'
import type { Environment } from '../model/source.ts'
import type { Launch } from '../options/resolve.ts'

/** Everything that starting the command needs. */
export interface LaunchPlan {
  readonly command: string
  readonly args: readonly string[]
  /** The child's whole environment. */
  readonly env: Environment
  /** The launcher's own environment. */
  readonly parent: Environment
  readonly cwd: string
  readonly platform: NodeJS.Platform
  /** The launcher's own process id. */
  readonly pid: number
  /** The process that started the launcher. */
  readonly parentPid: number
  readonly launch: Sourced<Launch>
  /** Prints the configuration block. Called once, and only where the command starts: a refusal prints nothing else. */
  readonly announce: () => void
}
