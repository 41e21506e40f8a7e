import type { HostContext } from '../../model/host-context.ts'
import type { Environment } from '../../model/source.ts'

/** A command that could not be started. */
export interface Attempt {
  readonly command: string
  readonly args: readonly string[]
  /** Whether `--` was written before it: then it is no word of the launcher's own. */
  readonly isSeparated: boolean
  /** The launcher's own words that can be used. */
  readonly ownWords: readonly string[]
  /** The command's own environment, with the PATH on which it was searched. */
  readonly env: Environment
  readonly hostContext: HostContext
  /** The project's directory. */
  readonly project: string
}
