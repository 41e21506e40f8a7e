// MLflow's client in other versions, for the end-to-end tests: one environment for each hash-locked file in
// requirements/clients.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './command.mjs'
import { root } from './environment.mjs'
import { step, together } from './progress.mjs'
import { collectRarely } from './rare-collections.mjs'
import { fingerprint, readStamp, writeStamp } from './stamp.mjs'

const locks = join('requirements', 'clients')
const python = join(root, '.python')
const folder = join(root, '.python-clients')
const interpreter = (name) => join(folder, name, 'bin', 'python')

/** Needs the Python environment, whose interpreter and uv they are made with. */
export async function prepareClients() {
  const names = readdirSync(join(root, locks)).flatMap((file) => (file.endsWith('.txt') ? file.slice(0, -4) : []))
  const lockOf = (name) => join(locks, `${name}.txt`)
  // With another Python they are made anew.
  const wanted = `${fingerprint(...names.map(lockOf))} ${readStamp(python)}`
  if (readStamp(folder) === wanted && names.every((name) => existsSync(interpreter(name)))) {
    for (const name of names) collectRarely(join(folder, name))
    return
  }
  await step(`Other versions of MLflow's client (${names.join(', ')})`, async () => {
    rmSync(folder, { recursive: true, force: true })
    const uv = join(python, 'bin', 'uv')
    const install = async (name) => {
      await run(uv, ['venv', '--python', join(python, 'bin', 'python'), join(folder, name)])
      // Not compiled: a test loads a part of each only, and Python keeps what it has compiled of that.
      await run(uv, ['pip', 'install', '--python', interpreter(name), '--require-hashes', '-r', lockOf(name)])
      collectRarely(join(folder, name))
    }
    await together(...names.map((name) => () => install(name)))
    writeStamp(folder, wanted)
  })
}
