// Bundles tests with the executable's host and a runner, for the program that evaluates them in the engine.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type OnResolveArgs, type OnResolveResult, type Plugin } from 'esbuild'
import { finishedList } from '../../../scripts/finished-list.mjs'
import { HANDED_OVER } from '../../../scripts/native/handed-over.mjs'
import { nativeHost } from '../../../scripts/native/host-plugin.mjs'
import { root } from '../paths.ts'

const here = join(root, 'test', 'rig', 'engine')
const tests = join(root, 'test')
const PROCESSES = '.process.test.ts'
/** The words that Node runs. */
const OF_NODE = HANDED_OVER.map((word) => join('test', 'commands', word, sep))
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** The folders of `src/` whose tests run in the engine: all but those that use Node. */
export const FOLDERS: readonly string[] = JSON.parse(readFileSync(join(root, 'src', 'architecture.json'), 'utf8'))
  .filter(({ effects }: { effects: string }) => effects !== 'node')
  .map(({ folder }: { folder: string }) => folder)

function testsOf(folder: string): string[] {
  return readdirSync(join(tests, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join('test', folder, name))
    .filter(
      (path) => path.endsWith('.test.ts') && !path.endsWith(PROCESSES) && !OF_NODE.some((of) => path.startsWith(of)),
    )
    .sort()
}

export async function bundleTests(folder: string, outfile: string): Promise<void> {
  await build({
    absWorkingDir: root,
    bundle: true,
    stdin: { contents: entry(testsOf(folder)), resolveDir: root, sourcefile: `tests of ${folder}`, loader: 'ts' },
    outfile,
    format: 'esm',
    platform: 'neutral',
    target: 'es2023',
    logLevel: 'error',
    mainFields: ['module', 'main'],
    define: {
      'import.meta.dirname': '""',
      'import.meta.url': JSON.stringify(pathToFileURL(join(here, 'bundle.ts')).href),
      'import.meta.glob': 'importMetaGlob',
      LAUNCHER_VERSION: JSON.stringify(version),
    },
    plugins: [standIns, finishedList, nativeHost({ resolveOther, importsInFront })],
  })
}

function entry(files: readonly string[]): string {
  return `
    import './test/rig/engine/globals.ts'
    import { runFiles } from './test/rig/engine/run.ts'
    runFiles({ ${files.map((file) => `${JSON.stringify(file)}: () => import(${JSON.stringify(`./${file}`)})`).join(',\n')} })`
}

/** Packages that the tests run with. */
const NEEDED = ['fast-check', '@vitest/runner', '@vitest/expect', '@vitest/spy']

/** A package that the executable does not have. */
function resolveOther({ path, importer }: OnResolveArgs): OnResolveResult | undefined {
  if (importer.includes('node_modules') || NEEDED.includes(path)) return undefined
  const own = join(here, `${path}.ts`)
  return existsSync(own) ? { path: own } : { path, namespace: 'stand-in' }
}

const globals = join(here, 'node-globals.ts')
const GLOBALS = ['Buffer', 'TextEncoder', 'URLSearchParams', 'performance', 'process', 'structuredClone']

/** What tests use of Node's globals. The launcher's own modules do not get it: there it would hide a mistake. */
function importsInFront(path: string, source: string): string {
  if (!path.startsWith(tests) || path.startsWith(here)) return ''
  const used = GLOBALS.filter((name) => new RegExp(`[^.\\w'\`]${name}[.(]`).test(source)).filter(
    (name) => !new RegExp(`^import ${name} `, 'm').test(source),
  )
  const imports = used.length === 0 ? '' : `import { ${used.join(', ')} } from ${JSON.stringify(globals)};`
  return imports + globbed(path, source)
}

/** What Vite makes of `import.meta.glob`, for one pattern: `../*\/samples.ts`. */
function globbed(path: string, source: string): string {
  const [, folder = '', name = ''] = /import\.meta\.glob<.*>\(\s*'(.*)\/\*\/(.*)'/.exec(source) ?? []
  if (name === '') return ''
  const found = readdirSync(join(dirname(path), folder))
    .map((inside) => join(dirname(path), folder, inside, name))
    .filter((candidate) => existsSync(candidate))
    .map((file) => JSON.stringify(file))
  const imports = found.map((file, at) => `import * as globbed${at} from ${file};`)
  return `${imports.join('')}const importMetaGlob = () => ({${found.map((file, at) => `${file}: globbed${at}`)}});`
}

const ABSENT = JSON.stringify(join(here, 'absent.ts'))

/** In the place of a module of Node's: what the executable or this folder has of it. The rest is absent. */
const standIns: Plugin = {
  name: 'stand-ins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ path }) => (isBuiltin(path) ? { path, namespace: 'stand-in' } : undefined))
    // The project's scripts are for Node, but one test asks some of them for values.
    onLoad({ filter: /[\\/]scripts[\\/].*\.mjs$/ }, ({ path }) => ({
      contents: `import { URL } from ${JSON.stringify(globals)};${readFileSync(path, 'utf8')}`,
    }))
    onLoad({ filter: /./, namespace: 'stand-in' }, ({ path }) => {
      const own = [join(root, 'src', 'host', 'native', 'node'), join(here, 'node')]
        .map((folder) => join(folder, `${path.replace(/^node:/, '')}.ts`))
        .filter((candidate) => existsSync(candidate))
        .map((found) => `require(${JSON.stringify(found)})`)
      const contents = `module.exports = Object.assign(${['absentModule(name)', ...own].join(', ')})`
      return {
        contents: `const { absentModule } = require(${ABSENT}); const name = ${JSON.stringify(path)}; ${contents}`,
        resolveDir: root,
        loader: 'js',
      }
    })
  },
}
