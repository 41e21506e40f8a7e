// The native executable of this build. `npm test` builds it while tests run already: those that import this wait for it.
import { existsSync, watch } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './paths.ts'

/** A file that is there until the build has ended; see scripts/setup/native-build.mjs. */
const { NATIVE_BUILD_RUNS: mark } = process.env
if (mark) await isGone(mark)

export const executable = join(root, 'dist', 'native', 'with-mlflow-env')
export const isBuilt = existsSync(executable)

async function isGone(path: string): Promise<void> {
  const watcher = watch(dirname(path))
  try {
    await new Promise<void>((resolve) => {
      const look = () => existsSync(path) || resolve()
      watcher.on('change', look)
      look()
    })
  } finally {
    watcher.close()
  }
}
