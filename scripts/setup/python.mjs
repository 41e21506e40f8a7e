// The Python environment in .python/: MLflow, boto3, SeaweedFS and what the examples need, from hash-locked files.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CommandFailed, run } from './command.mjs'
import { root } from './environment.mjs'
import { findPython } from './interpreter.mjs'
import { step } from './progress.mjs'
import { collectRarely } from './rare-collections.mjs'
import { fingerprint, readStamp, writeStamp } from './stamp.mjs'

const folder = join(root, '.python')
const python = join(folder, 'bin', 'python')

export async function preparePython() {
  const wanted = fingerprint('requirements/uv.txt', 'requirements/python.txt')
  if (existsSync(python) && readStamp(folder) === `${wanted} ${await version()}`) return collectRarely(folder)
  const { command, found } = await findPython()
  await step(`Python environment (Python ${found}, MLflow, boto3, SeaweedFS)`, async () => {
    rmSync(folder, { recursive: true, force: true })
    await run(command, ['-m', 'venv', folder])
    await run(python, ['-m', 'pip', 'install', '--no-input', '--require-hashes', '-r', 'requirements/uv.txt'])
    // Compiled here, on all cores at once: left to the first start, MLflow's takes several times as long.
    const install = ['pip', 'install', '--python', python, '--require-hashes', '--compile-bytecode']
    await run(join(folder, 'bin', 'uv'), [...install, '-r', 'requirements/python.txt'])
    collectRarely(folder)
    writeStamp(folder, `${wanted} ${await version()}`)
  })
}

/** The version of the environment's own Python; none if the interpreter behind it is gone or broken. */
async function version() {
  try {
    return (await run(python, ['-c', 'import platform; print(platform.python_version())'])).trim()
  } catch (error) {
    if (error instanceof CommandFailed) return undefined
    throw error
  }
}
