// Makes what the package ships: the launcher, a bundle for each command, the public module, the types of the latter, and
// the licences of the packages within. They are bundled because one package installs and loads faster than fifty.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { finishedList } from './finished-list.mjs'
import { thirdPartyNotices } from './notices.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
// But for what other builds make.
for (const name of existsSync(join(root, 'dist')) ? readdirSync(join(root, 'dist')) : []) {
  if (!['native', 'wheels', 'npm'].includes(name)) rmSync(join(root, 'dist', name), { recursive: true })
}

// A folder of src/commands with an index.ts is a command and a bundle of its own, which is loaded only if it is needed.
const folder = join(root, 'src', 'commands')
const commands = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'index.ts')))
// A part of some ordinary runs, and CommonJS for their sake: see below.
const INSPECT = 'inspect'
/** The packages that the launcher itself may load. */
const packages = new Set()
const lazyParts = {
  name: 'lazy-parts',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir, kind, namespace }) => {
      if (namespace === 'lazy') return { path, external: true }
      const [name = '', ...inside] = relative(folder, join(resolveDir, path)).split(sep)
      if (!commands.includes(name)) return
      if (kind !== 'dynamic-import' || inside.join('/') !== 'index.ts') {
        return { errors: [{ text: `load the command ${name} by import('…/commands/${name}/index.ts')` }] }
      }
      // The same from dist/ and bin/.
      const extension = name === INSPECT ? 'cjs' : 'js'
      return { path: `../dist/commands/${name}.${extension}`, namespace: 'lazy' }
    })
    // Packages that few runs need. Any other import of one would be loaded by every run.
    onResolve({ filter: /^[a-z@]/ }, ({ path, kind, namespace }) => {
      if (namespace === 'lazy') return { path, external: true }
      if (path.startsWith('node:')) return
      if (kind !== 'dynamic-import') return { errors: [{ text: `load the package ${path} by import('${path}')` }] }
      packages.add(path)
      return { path: `../dist/packages/${path}.js`, namespace: 'lazy' }
    })
    // What import() gives may be thenable: awaiting it does the real import. In code that is compiled ahead, `import` does
    // not work (Node 20), so bin/with-mlflow-env.js hands in `importModule`.
    onLoad({ filter: /./, namespace: 'lazy' }, ({ path }) => {
      const name = JSON.stringify(path)
      if (path.endsWith('.cjs'))
        return { contents: `export const then = (...settle) => Promise.resolve(require(${name})).then(...settle)` }
      const load = `typeof importModule === 'function' ? importModule(${name}) : import(${name})`
      return { contents: `export const then = (...settle) => (${load}).then(...settle)` }
    })
  },
}
// What is CommonJS can load a bundle that is none, but not contain it.
const packagesApart = {
  name: 'packages-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^[a-z@]/ }, ({ path, kind }) => {
      if (kind !== 'dynamic-import' || !packages.has(path)) return
      return { path: `../packages/${path}.js`, external: true }
    })
  },
}
// In CommonJS there is a global of that name; imported, it would be copied property by property.
const globalProcess = {
  name: 'global-process',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^node:process$/ }, () => ({ path: 'process', namespace: 'global' }))
    onLoad({ filter: /./, namespace: 'global' }, () => ({ contents: 'export default process' }))
  },
}
/** @satisfies {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
  // Less to read, and a third less to download. Names stay, because the message about an internal error has those of functions.
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 120,
}
// CommonJS in one file: on Node 20 loading the first module of the other kind takes as long as starting a process.
await build({
  ...common,
  entryPoints: ['src/cli.ts'],
  outfile: 'dist/cli.cjs',
  format: 'cjs',
  plugins: [globalProcess, lazyParts],
  define: { 'import.meta.dirname': '__dirname' },
  // A function, which bin/with-mlflow-env.js calls. If it were added there, the text would be in memory twice.
  banner: { js: '(function (require, __dirname, importModule) {' },
  footer: { js: '})' },
})
// `host` as a value (`const { stat } = host`, or an argument) would make an object of all its functions at every start.
if (readFileSync(join(root, 'dist', 'cli.cjs'), 'utf8').includes('host_exports')) {
  throw new Error("use src/host/index.ts as 'host.NAME' only, never as a value")
}
await build({
  ...common,
  entryPoints: [`src/commands/${INSPECT}/index.ts`],
  outfile: `dist/commands/${INSPECT}.cjs`,
  format: 'cjs',
  plugins: [globalProcess, packagesApart],
})
const { metafile } = await build({
  ...common,
  entryPoints: [
    ...commands
      .filter((name) => name !== INSPECT)
      .map((name) => ({ in: `src/commands/${name}/index.ts`, out: `commands/${name}` })),
    ...Array.from(packages, (name) => ({ in: name, out: `packages/${name}` })),
    { in: 'src/index.ts', out: 'index' },
  ],
  outdir: 'dist',
  plugins: [finishedList],
  chunkNames: 'shared/[hash]',
  format: 'esm',
  splitting: true,
  metafile: true,
  // Some packages are CommonJS, and call it.
  banner: { js: "import { createRequire as toRequire } from 'node:module'; var require = toRequire(import.meta.url)" },
})
writeFileSync(join(root, 'dist', 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(root, Object.keys(metafile.inputs)))
// What Python and shells read keeps its place: src/python/scripts.ts finds it in either tree.
for (const path of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
  if (/\.(?:py|sh|bash|zsh|fish)$|\.dist-info\/./.test(path)) cpSync(join(root, 'src', path), join(root, 'dist', path))
}
const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'))
const tsc = spawnSync(process.execPath, [join(typescript, 'bin', 'tsc'), '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
})
if (tsc.status !== 0) process.exit(tsc.status ?? 1)

// For each Node at hand: this one, and those that the tests bring along.
const nodes = [
  process.execPath,
  ...['node-24', 'node-26'].map((name) => join(root, 'test/nodes/node_modules', name, 'bin/node')),
]
// With an account of the shell's, which is never used.
const bare = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  AWS_ACCESS_KEY_ID: 'A'.repeat(20),
  AWS_SECRET_ACCESS_KEY: 's'.repeat(40),
}
for (const node of nodes.filter((path) => existsSync(path))) {
  const { status, stderr } = spawnSync(node, ['scripts/compile.cjs'], { cwd: root, encoding: 'utf8', env: bare })
  if (status !== 0) throw new Error(`${node} cannot compile the launcher: ${stderr}`)
}
