// A database with MLflow's tables and nothing in them, as the launcher leaves it on a first start. MLflow takes seconds to
// create one, so it is created once for each installed Python, and tests of anything but a first start get a copy.
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runScript } from '../../src/python/run-script.ts'
import { pythonBin, root } from './paths.ts'

const SCRIPT = 'initialize_sqlite.py'
const directory = join(root, '.build', 'databases')

/** Copies it to this path. Works in the projects of vitest.config.ts that prepare it. */
export function giveDatabase(path: string): void {
  copyFileSync(template(), path)
}

/** Creates it if there is none for this Python. Vitest calls this before the first test. */
export async function setup(): Promise<void> {
  const path = template()
  if (existsSync(path)) return
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory, { recursive: true })
  // At its own path it is complete.
  const unfinished = `${path}.${process.pid}`
  const python = join(pythonBin, 'python')
  const run = { python, script: SCRIPT, args: [unfinished], env: {}, cwd: directory, stdin: 'open' } as const
  const { exitCode, stderr } = await runScript(run)
  if (exitCode !== 0) throw new Error(`${SCRIPT} ended with ${exitCode}: ${stderr}`)
  renameSync(unfinished, path)
}

function template(): string {
  const hash = createHash('sha256')
  for (const file of [join(pythonBin, '..', '.made-from'), join(root, 'src', 'python', SCRIPT)]) {
    hash.update(readFileSync(file))
  }
  return join(directory, `${hash.digest('hex').slice(0, 16)}.db`)
}
