// Makes what the package ships: the launcher, a bundle for each command, the public module, the types of the latter, and
// the licences of the packages within. They are bundled because one package installs and loads faster than fifty.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { commandsIn } from './bundle/commands.mjs'
import { lazyCommands, lazyPackages } from './bundle/lazy-commands.mjs'
import { common, globalProcess, INSPECT, main } from './bundle/main.mjs'
import { finishedList } from './finished-list.mjs'
import { thirdPartyNotices } from './notices.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
// But for what other builds make.
for (const name of existsSync(join(root, 'dist')) ? readdirSync(join(root, 'dist')) : []) {
  if (!['native', 'wheels', 'npm'].includes(name)) rmSync(join(root, 'dist', name), { recursive: true })
}

const commands = commandsIn(root)
/** The packages that the launcher itself may load. */
const packages = new Set()
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
/** @satisfies {import('esbuild').BuildOptions} */
const built = { absWorkingDir: root, sourcemap: true, sourcesContent: false, lineLimit: 120 }
const { metafile: ofMain } = await build({
  ...main,
  ...built,
  outfile: 'dist/cli.cjs',
  plugins: [globalProcess, lazyCommands(root, commands), lazyPackages(packages)],
  metafile: true,
})
for (const path of Object.keys(ofMain.inputs)) {
  const command = commands.find((name) => path.startsWith(`src/commands/${name}/`))
  if (command !== undefined) throw new Error(`${path}: load the command ${command} by import('…/index.ts')`)
}
// `host` as a value (`const { stat } = host`, or an argument) would make an object of all its functions at every start.
if (readFileSync(join(root, 'dist', 'cli.cjs'), 'utf8').includes('host_exports')) {
  throw new Error("use src/host/index.ts as 'host.NAME' only, never as a value")
}
await build({
  ...common,
  ...built,
  entryPoints: [`src/commands/${INSPECT}/index.ts`],
  outfile: `dist/commands/${INSPECT}.cjs`,
  format: 'cjs',
  plugins: [globalProcess, packagesApart],
})
const { metafile } = await build({
  ...common,
  ...built,
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
