// What the launcher's source is built into: a bundle for Node, and a native executable where there is Rust.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from 'vitest'
import { launcher, root } from './paths.ts'

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

const executable = join(root, 'dist', 'native', 'with-mlflow-env')

export function buildFor(node: string): Build {
  return { name: 'Node', words: [node, '--', launcher], file: launcher, isExact: false, absent: null }
}

/** For the Node that runs the tests. */
export const NODE_BUILD: Build = buildFor(process.execPath)

/** What Node alone runs is handed over to the first one on PATH. */
export const NATIVE_BUILD: Build = {
  name: 'native',
  words: [executable],
  file: executable,
  isExact: true,
  absent: existsSync(executable) ? null : 'not built: no Rust',
}

const titled = [NODE_BUILD, NATIVE_BUILD].map(
  (build) => [build.name + (build.absent ? ` (${build.absent})` : ''), build] as const,
)

/** Declares the tests once for each build; one that is not there is listed as skipped, with the reason. */
export function everyBuild(tests: (build: Build) => void): void {
  for (const [title, build] of titled) describe.skipIf(build.absent !== null)(title, () => tests(build))
}
