// A Python environment of its own, from one hash-locked file.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './command.mjs'
import { root } from './environment.mjs'
import { step } from './progress.mjs'
import { collectRarely } from './rare-collections.mjs'
import { fingerprint, readStamp, writeStamp } from './stamp.mjs'

const python = join(root, '.python')

/** Makes it unless it is there, with the interpreter and the uv of the project's Python environment. */
export async function prepareVenv(name, lock, title) {
  const folder = join(root, name)
  const interpreter = join(folder, 'bin', 'python')
  const wanted = `${fingerprint(lock)} ${readStamp(python)}`
  if (readStamp(folder) === wanted && existsSync(interpreter)) return collectRarely(folder)
  await step(title, async () => {
    rmSync(folder, { recursive: true, force: true })
    const uv = join(python, 'bin', 'uv')
    await run(uv, ['venv', '--python', join(python, 'bin', 'python'), folder])
    await run(uv, ['pip', 'install', '--python', interpreter, '--require-hashes', '-r', lock])
    collectRarely(folder)
    writeStamp(folder, wanted)
  })
}
