// What the launcher's source is built into, and the build for Node.
import { launcher } from './paths.ts'

export interface Build {
  readonly name: string
  /** What starts the launcher; its own words follow. */
  readonly words: readonly [string, ...string[]]
  /** The same for a shell, as one word. */
  readonly file: string
  /**
   * Whether words and variables that are not UTF-8, and descriptors from 3 to 15, reach the command however it is started.
   * No Node does that.
   */
  readonly isExact: boolean
  /** Why nothing can be tested with it here; null where it can. */
  readonly absent: string | null
}

export function buildFor(node: string): Build {
  return { name: 'Node', words: [node, '--', launcher], file: launcher, isExact: false, absent: null }
}

/** For the Node that runs the tests. */
export const NODE_BUILD: Build = buildFor(process.execPath)
