// How a bundle gets the executable's host: for the executable, and for the tests that run in its engine.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commandsIn } from '../bundle/commands.mjs'
import { builtInScripts } from './python-scripts.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const host = join(root, 'src', 'host')
const packages = join(root, 'node_modules')
const commands = join(root, 'src', 'commands')
/** Each is a part of its own. */
export const parted = commandsIn(root)
/** Packages of which the executable has a part, which asks nothing of Node. */
const PACKAGES = { dotenv: 'dotenv/dist/index.cjs', 'yargs-parser': 'yargs-parser/browser.js' }
/** Globals of Node's that the engine lacks, each with the file of src/host/native that has it. */
const GLOBALS = {
  abort: ['AbortController'],
  timers: ['setTimeout', 'clearTimeout'],
  url: ['URL'],
}
const scripts = join(commands, 'completion', 'scripts')
const engines = Object.fromEntries(
  readdirSync(scripts)
    .filter((name) => name.startsWith('engine.'))
    .map((name) => [name.slice('engine.'.length), readFileSync(join(scripts, name), 'utf8')]),
)

/** What a module needs in front to find them, and the texts that are files elsewhere. */
function importsOfGlobals(path, source) {
  // Not as a `define`, which would be in the part that every run loads.
  if (path === join(commands, 'completion', 'engine-text.ts')) {
    return `const COMPLETION_ENGINES = ${JSON.stringify(engines)};`
  }
  if (path === join(root, 'src', 'python', 'built-in.ts')) {
    return `const PYTHON_SCRIPTS = ${JSON.stringify(builtInScripts(root))};`
  }
  if (path.startsWith(host)) return ''
  const lines = Object.entries(GLOBALS).map(([file, names]) => {
    const used = names.filter((name) => new RegExp(`(?:new |[^.\\w'\`])${name}\\(`).test(source))
    return used.length === 0
      ? ''
      : `import { ${used.join(', ')} } from ${JSON.stringify(join(host, 'native', `${file}.ts`))};`
  })
  return lines.join('')
}

/**
 * @typedef {object} Differences
 * @property {(name: string) => string} [loadPart] what loads a part; without it, `import()` stays
 * @property {(path: string, source: string) => string} [importsInFront] more that a module needs
 * @property {(asked: import('esbuild').OnResolveArgs) => import('esbuild').OnResolveResult | undefined} resolveOther
 *   a module of Node's or of a package that the executable does not have
 *
 * @param {Differences} differences
 * @returns {import('esbuild').Plugin}
 */
export function nativeHost({ loadPart, importsInFront = () => '', resolveOther }) {
  return {
    name: 'native-host',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\/node\/index\.ts$/ }, ({ resolveDir }) =>
        resolveDir === host ? { path: join(host, 'native', 'index.ts') } : undefined,
      )
      // A part of its own is loaded by the host: the engine's import() needs the names of files, which are left out.
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const source = readFileSync(path, 'utf8')
        const contents = source.replace(/\bimport\('(.*?)'\)/g, (whole, specifier) => {
          const [name = '', ...inside] = relative(commands, join(dirname(path), specifier)).split(sep)
          const isPart = parted.includes(name) && inside.join('/') === 'index.ts'
          return isPart && loadPart ? loadPart(name) : whole
        })
        const front = importsOfGlobals(path, source) + importsInFront(path, source)
        return { contents: front + contents, loader: 'ts' }
      })
      onResolve({ filter: /^(?:node:|[a-z@])/ }, (asked) => {
        const { path } = asked
        if (Object.hasOwn(PACKAGES, path)) return { path: join(packages, PACKAGES[path]) }
        const own = join(host, 'native', 'node', `${path.replace('node:', '')}.ts`)
        if (path.startsWith('node:') && existsSync(own)) return { path: own }
        return resolveOther(asked)
      })
      onLoad({ filter: /./, namespace: 'empty' }, () => ({ contents: '' }))
    },
  }
}
