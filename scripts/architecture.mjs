// Writes biome.architecture.json: lint rules for every folder of src, made from the table in src/architecture.json.
//
// A folder may import the folders above it in the table, never those below. `effects` says what else it may use:
//   none   values in, values out: no modules of Node's, no packages, no globals that reach the outside
//   host   the system through src/host only
//   node   anything
// `lazy` says the same for the folders inside, if they are loaded only when they are needed (scripts/build.mjs).
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const table = new URL('../src/architecture.json', import.meta.url)
const output = new URL('../biome.architecture.json', import.meta.url)

const BUILT_IN = ['node:*', 'node:*/**', 'fs', 'fs/**', 'child_process', 'http', 'https', 'net', 'os', 'process']
const PACKAGES = ['execa', 'yargs-parser', 'yargs-parser/**', 'tree-kill', 'dotenv', 'dotenv/**', 'pg', 'pg/**']
const FORBIDDEN = {
  none: { modules: [...BUILT_IN, '!node:path', ...PACKAGES], globals: ['process', 'globalThis', 'fetch', 'WebSocket'] },
  host: { modules: [...BUILT_IN, ...PACKAGES], globals: ['process'] },
  node: { modules: [], globals: ['process'] },
}
const WHY = {
  none: 'This folder is pure: values in, values out.',
  host: 'This folder reaches the system through src/host only.',
  node: 'The world is read once, in src/cli.ts: take what you need as a value, or import node:process.',
}

/** The configuration as a text. */
export function architectureRules(rows) {
  const overrides = rows.flatMap(({ folder, effects, lazy = effects }, at) => {
    const below = rows.slice(at + 1).map((row) => row.folder)
    // The rest of src sees the host's interface only.
    if (folder !== 'host') below.push('host/node', 'host/native')
    // The two entry points have the same names at every depth: `../index.ts` may be a folder's own.
    return [
      override(`src/${folder}/*.ts`, effects, below, '..'),
      override(`src/${folder}/*/**/*.ts`, lazy, below, '../..'),
    ]
  })
  return `${JSON.stringify({ overrides }, null, 2)}\n`
}

function override(files, effects, below, top) {
  const { modules, globals } = FORBIDDEN[effects]
  const patterns = [
    {
      group: [...below.map((folder) => `**/${folder}/**`), '**/cli.ts', `${top}/index.ts`],
      message: 'A folder imports only those above it in src/architecture.json.',
    },
    ...(modules.length > 0 ? [{ group: modules, message: WHY[effects] }] : []),
  ]
  const deniedGlobals = Object.fromEntries(globals.map((name) => [name, WHY[effects]]))
  const style = {
    noRestrictedImports: { level: 'error', options: { patterns } },
    noRestrictedGlobals: { level: 'error', options: { deniedGlobals } },
  }
  return { includes: [files], linter: { rules: { style } } }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(output, architectureRules(JSON.parse(readFileSync(table, 'utf8'))))
}
