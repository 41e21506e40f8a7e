// A database with MLflow's tables and nothing in them, as the launcher leaves it on a first start. MLflow takes seconds to
// create one, so it is created once for each installed Python, and tests of anything but a first start get a copy.
import { copyFileSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runScript } from '../../src/python/run-script.ts'
import { pythonBin, root } from './paths.ts'
import { template } from './template.ts'

const SCRIPT = 'initialize_sqlite.py'
const sqlite = () => template('sqlite', readFileSync(join(root, 'src', 'python', SCRIPT)))

/** Copies it to this path. Works in the projects of vitest.config.ts that prepare it. */
export function giveDatabase(path: string): void {
  copyFileSync(sqlite().path, path)
}

/** Creates it, unless it is there for this Python. */
export async function makeDatabase(): Promise<void> {
  await sqlite().make(async (path) => {
    const python = join(pythonBin, 'python')
    const run = { python, script: SCRIPT, args: [path], env: {}, cwd: dirname(path), stdin: 'open' } as const
    const { exitCode, stderr } = await runScript(run)
    if (exitCode !== 0) throw new Error(`${SCRIPT} ended with ${exitCode}: ${stderr}`)
  })
}
