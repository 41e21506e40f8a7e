// Both builds of the launcher's source: a bundle for Node, and a native executable where there is Rust.
import { describe } from 'vitest'
import { executable, isBuilt } from './executable.ts'
import { type Build, NODE_BUILD } from './node-build.ts'

/** What Node alone runs is handed over to the first one on PATH. */
export const NATIVE_BUILD: Build = {
  name: 'native',
  words: [executable],
  file: executable,
  isExact: true,
  absent: isBuilt ? null : 'not built: no Rust',
}

const titled = [NODE_BUILD, NATIVE_BUILD].map(
  (build) => [build.name + (build.absent ? ` (${build.absent})` : ''), build] as const,
)

/** Declares the tests once for each build; one that is not there is listed as skipped, with the reason. */
export function everyBuild(tests: (build: Build) => void): void {
  for (const [title, build] of titled) describe.skipIf(build.absent !== null)(title, () => tests(build))
}
