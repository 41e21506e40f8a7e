// Programs such as pipenv and tox, for the end-to-end tests of what comes between the launcher and a program.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './command.mjs'
import { root } from './environment.mjs'
import { step } from './progress.mjs'
import { fingerprint, readStamp, writeStamp } from './stamp.mjs'

const lock = 'requirements/wrappers.txt'
const python = join(root, '.python')
const folder = join(root, '.python-wrappers')
const interpreter = join(folder, 'bin', 'python')

/** Needs the Python environment, whose interpreter and uv it is made with. */
export async function prepareWrappers() {
  const wanted = `${fingerprint(lock)} ${readStamp(python)}`
  if (readStamp(folder) === wanted && existsSync(interpreter)) return
  await step('Programs that start others (pipenv, honcho, tox)', async () => {
    rmSync(folder, { recursive: true, force: true })
    const uv = join(python, 'bin', 'uv')
    await run(uv, ['venv', '--python', join(python, 'bin', 'python'), folder])
    await run(uv, ['pip', 'install', '--python', interpreter, '--require-hashes', '-r', lock])
    writeStamp(folder, wanted)
  })
}
