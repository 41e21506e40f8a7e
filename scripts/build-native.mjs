// Builds the native executable: bundles the launcher with the host of src/host/native in the place of Node's, and lets
// cargo compile the parts to bytecode and link them with the engine. See native/README.md.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'
import { finishedList } from './finished-list.mjs'
import { splitColdParts } from './native/cold-parts.mjs'
import { mergeMainPart } from './native/merge.mjs'
import { ownTarget, tools } from './setup/native.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const out = join(root, 'dist', 'native')
const parts = join(out, 'parts')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
rmSync(parts, { recursive: true, force: true })
mkdirSync(parts, { recursive: true })

/** Commands that Node runs: the executable hands the whole run over. */
const HANDED_OVER = ['server', 'proxy', 'keys']
/** Packages of which the executable has a part, which asks nothing of Node. */
const PACKAGES = { dotenv: 'dotenv/dist/index.cjs', 'yargs-parser': 'yargs-parser/browser.js' }
const packages = join(root, 'node_modules')
const commands = join(root, 'src', 'commands')
const parted = readdirSync(commands).filter((name) => existsSync(join(commands, name, 'index.ts')))
const scripts = join(commands, 'completion', 'scripts')
const engines = Object.fromEntries(
  readdirSync(scripts)
    .filter((name) => name.startsWith('engine.'))
    .map((name) => [name.slice('engine.'.length), readFileSync(join(scripts, name), 'utf8')]),
)
/** Globals of Node's that the engine lacks, each with the file of src/host/native that has it. */
const GLOBALS = {
  abort: ['AbortController'],
  timers: ['setTimeout', 'clearTimeout'],
  url: ['URL'],
}

/** What a module needs in front to find them, and the text of the completion's engines. */
function importsOfGlobals(path, source) {
  // Not as a `define`, which would be in the part that every run loads.
  if (path === join(commands, 'completion', 'engine-text.ts')) {
    return `const COMPLETION_ENGINES = ${JSON.stringify(engines)};`
  }
  const host = join(root, 'src', 'host')
  if (path.startsWith(host)) return ''
  const lines = Object.entries(GLOBALS).map(([file, names]) => {
    const used = names.filter((name) => new RegExp(`(?:new |[^.\\w'\`])${name}\\(`).test(source))
    return used.length === 0
      ? ''
      : `import { ${used.join(', ')} } from ${JSON.stringify(join(host, 'native', `${file}.ts`))};`
  })
  return lines.join('')
}

const nativeHost = {
  name: 'native-host',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/node\/index\.ts$/ }, ({ resolveDir }) => {
      const host = join(root, 'src', 'host')
      return resolveDir === host ? { path: join(host, 'native', 'index.ts') } : undefined
    })
    // A part of its own is loaded by the host: the engine's import() needs the names of files, which are left out.
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8')
      const contents = source.replace(/\bimport\('(.*?)'\)/g, (whole, specifier) => {
        const [name = '', ...inside] = relative(commands, join(dirname(path), specifier)).split(sep)
        if (!parted.includes(name) || inside.join('/') !== 'index.ts') return whole
        return HANDED_OVER.includes(name) ? 'nativeHost.handOver()' : `nativeHost.part('${name}.js')`
      })
      return { contents: importsOfGlobals(path, source) + contents, loader: 'ts' }
    })
    onResolve({ filter: /^(?:node:|[a-z@])/ }, ({ path, importer }) => {
      if (path in PACKAGES) return { path: join(packages, PACKAGES[path]) }
      // What reads files there is never called.
      if (importer.startsWith(packages)) return { path, namespace: 'empty' }
      const own = join(root, 'src', 'host', 'native', 'node', `${path.replace('node:', '')}.ts`)
      if (path.startsWith('node:') && existsSync(own)) return { path: own }
      return { errors: [{ text: `${relative(root, importer)} imports ${path}, which the executable does not have` }] }
    })
    onLoad({ filter: /./, namespace: 'empty' }, () => ({ contents: '' }))
  },
}
await build({
  absWorkingDir: root,
  bundle: true,
  entryPoints: {
    cli: 'src/cli.ts',
    ...Object.fromEntries(
      parted.filter((name) => !HANDED_OVER.includes(name)).map((name) => [name, `src/commands/${name}/index.ts`]),
    ),
  },
  chunkNames: 'shared-[hash]',
  outdir: parts,
  format: 'esm',
  splitting: true,
  platform: 'neutral',
  target: 'es2023',
  logLevel: 'warning',
  define: {
    'import.meta.dirname': '""',
    LAUNCHER_VERSION: JSON.stringify(version),
  },
  plugins: [finishedList, nativeHost],
})

const wanted = process.argv.indexOf('--target')
const target = wanted === -1 ? ownTarget : process.argv[wanted + 1]
if (target === undefined) throw new Error(`no native executable is built for ${process.platform} ${process.arch}`)
await mergeMainPart(parts)
splitColdParts(parts)
for (const name of readdirSync(parts)) {
  const { code } = await transform(readFileSync(join(parts, name), 'utf8'), { minify: true, target: 'es2023' })
  writeFileSync(join(parts, name), code)
}

// `--dev`: with the system's own C compiler and library, which is quicker.
const isDev = process.argv.includes('--dev')
const command = isDev ? ['build'] : ['zigbuild', '--target', target]
const words = [...command, '--release', '--locked', '--manifest-path', 'native/Cargo.toml']
// Panics name files of crates: without the folder of this machine's user, and so with the same bytes everywhere.
const cargoHome = process.env.CARGO_HOME ?? join(homedir(), '.cargo')
const { status, error } = spawnSync('cargo', words, {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    PATH: `${tools}${delimiter}${process.env.PATH}`,
    WITH_MLFLOW_ENV_PARTS: parts,
    // The oldest that Rust's own library runs on. Zig would take one of its own, which is newer.
    MACOSX_DEPLOYMENT_TARGET: target.startsWith('x86_64') ? '10.12' : '11.0',
    CARGO_ENCODED_RUSTFLAGS: `--remap-path-prefix=${cargoHome}=cargo`,
  },
})
if (error) throw new Error("the native executable needs Rust's cargo to be built", { cause: error })
if (status !== 0) process.exit(status ?? 1)
const folder = wanted === -1 ? out : join(out, target)
mkdirSync(folder, { recursive: true })
const built = join(folder, 'with-mlflow-env')
// Not written into a file that may be running.
rmSync(built, { force: true })
cpSync(join(root, 'native', 'target', isDev ? '' : target, 'release', 'with-mlflow-env'), built)
