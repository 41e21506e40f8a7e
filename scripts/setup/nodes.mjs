// Other versions of Node for the end-to-end tests, exactly as test/nodes/package-lock.json names them. They come as
// packages for one kind of system; elsewhere those tests are skipped, and say so.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CommandFailed } from './command.mjs'
import { root } from './environment.mjs'
import { npm } from './npm.mjs'
import { step } from './progress.mjs'
import { fingerprint, readStamp, writeStamp } from './stamp.mjs'

const home = join('test', 'nodes')
const folder = join(root, home, 'node_modules')

export async function prepareNodes() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return
  const wanted = fingerprint(join(home, 'package-lock.json'))
  if (readStamp(folder) === wanted) return
  const names = Object.keys(JSON.parse(readFileSync(join(root, home, 'package.json'), 'utf8')).optionalDependencies)
  await step(`Other versions of Node (${names.join(', ')})`, async () => {
    // Optional ones whatever npm's own settings say: nothing else is there to be installed.
    await npm(['ci', '--prefix', home, '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund'])
    // npm passes over an optional package that it cannot fetch, and ends with 0.
    const missing = names.filter((name) => !existsSync(join(folder, name, 'bin', 'node')))
    if (missing.length > 0) throw new CommandFailed(`${missing.join(', ')}: not fetched; 'npm ci' in ${home} says why`)
    writeStamp(folder, wanted)
  })
}
