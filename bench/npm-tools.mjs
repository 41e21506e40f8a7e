// Launchers from npm, each started by its own JavaScript file on the given Node and not through npx.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { here } from './paths.mjs'

const tools = [
  { name: 'dotenv-cli', bin: 'dotenv', args: ['-e', '.env', '--'] },
  { name: 'env-cmd', bin: 'env-cmd', args: ['-f', '.env', '--'] },
  // It reads no file, but takes variables as words.
  { name: 'cross-env', bin: 'cross-env', args: ['DEBUG=false'] },
  { name: '@dotenvx/dotenvx', bin: 'dotenvx', args: ['run', '--quiet', '-f', '.env', '--'] },
]

export function npmTools(node) {
  return tools.map(({ name, bin, args }) => {
    const folder = join(here, 'node_modules', name)
    const script = join(folder, readPackage(name).bin[bin])
    return { name, role: 'rival', node, argv: (words) => [node.path, script, ...args, ...words] }
  })
}

/** Name and version of each, for the description of what was measured. */
export function npmToolVersions() {
  return tools.map(({ name }) => `${name} ${readPackage(name).version}`)
}

export function readPackage(name) {
  return JSON.parse(readFileSync(join(here, 'node_modules', name, 'package.json'), 'utf8'))
}
