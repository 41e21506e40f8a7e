// Runs the tests of a folder in the engine.
import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { NATIVE_BUILD } from '../builds.ts'
import { root } from '../paths.ts'
import { bundleTests } from './bundle.ts'
import type { Outcome } from './outcome.ts'

const program = join(root, 'dist', 'native', 'evaluate')
/** Evaluates a module in the engine. It ends by SIGKILL only. */
const TIMEOUT_MS = 170_000

/** Why no test can run in the engine; null where they can. */
export const absent =
  NATIVE_BUILD.absent ?? (existsSync(program) ? null : 'not built: npm run build:native -- --dev --evaluate')

export async function evaluateTests(folder: string): Promise<Outcome> {
  const own = realpathSync(mkdtempSync(join(tmpdir(), 'with-mlflow-env-engine-')))
  // Tests that end the rights of an administrator reach what is theirs.
  chmodSync(own, 0o711)
  try {
    const bundle = join(own, 'tests.mjs')
    await bundleTests(folder, bundle)
    const { stdout } = await execa(program, [bundle], {
      cwd: root,
      env: { TMPDIR: own },
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
    })
    return JSON.parse(stdout)
  } finally {
    rmSync(own, { recursive: true, force: true, maxRetries: 5 })
  }
}
