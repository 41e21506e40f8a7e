// A mark that the native executable is being built. Tests that do without it run meanwhile; the others look for the mark.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { environment, root } from './environment.mjs'

const folder = join(root, '.build', 'native')
const mark = join(folder, 'runs')

/** Every tool that is started from now on is told of the build. */
export async function whileMarked(build) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(mark, '')
  environment.NATIVE_BUILD_RUNS = mark
  try {
    await build()
  } finally {
    rmSync(mark)
  }
}
