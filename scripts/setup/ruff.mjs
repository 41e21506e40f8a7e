// ruff, which checks the Python files: in an environment of its own, from a hash-locked file.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './command.mjs'
import { root } from './environment.mjs'
import { step } from './progress.mjs'
import { fingerprint, readStamp, writeStamp } from './stamp.mjs'

const lock = join('requirements', 'lint.txt')
const folder = join(root, '.python-lint')
export const ruff = join(folder, 'bin', 'ruff')

/** Needs the Python environment, whose uv installs it. */
export async function prepareRuff() {
  const wanted = fingerprint(lock)
  if (readStamp(folder) === wanted && existsSync(ruff)) return
  await step('ruff', async () => {
    rmSync(folder, { recursive: true, force: true })
    const uv = join(root, '.python', 'bin', 'uv')
    const python = join(folder, 'bin', 'python')
    await run(uv, ['venv', '--python', join(root, '.python', 'bin', 'python'), folder])
    await run(uv, ['pip', 'install', '--python', python, '--require-hashes', '-r', lock])
    writeStamp(folder, wanted)
  })
}
