// What makes wheels of staged files: hatchling, in an environment of its own, from a hash-locked file. It needs nothing of
// the other environments, so that wheels can be built without MLflow.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './command.mjs'
import { root } from './environment.mjs'
import { findPython } from './interpreter.mjs'
import { step } from './progress.mjs'
import { fingerprint, readStamp, writeStamp } from './stamp.mjs'

const lock = 'requirements/wheels.txt'
const folder = join(root, '.python-wheels')
export const wheelPython = join(folder, 'bin', 'python')

export async function prepareWheels() {
  const wanted = fingerprint(lock)
  if (readStamp(folder) === wanted && existsSync(wheelPython)) return
  const { command } = await findPython()
  await step('Builder of wheels (hatchling)', async () => {
    rmSync(folder, { recursive: true, force: true })
    await run(command, ['-m', 'venv', folder])
    await run(wheelPython, ['-m', 'pip', 'install', '--no-input', '--require-hashes', '-r', lock])
    writeStamp(folder, wanted)
  })
}
