// Builds the native executable: bundles the launcher with the host of src/host/native in the place of Node's, and lets
// cargo compile the parts to bytecode and link them with the engine. See native/README.md.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, delimiter, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'
import { finishedList } from './finished-list.mjs'
import { splitColdParts } from './native/cold-parts.mjs'
import { HANDED_OVER } from './native/handed-over.mjs'
import { nativeHost, parted } from './native/host-plugin.mjs'
import { mergeMainPart } from './native/merge.mjs'
import { ownTarget, tools } from './setup/native.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const out = join(root, 'dist', 'native')
const parts = join(out, 'parts')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
rmSync(parts, { recursive: true, force: true })
mkdirSync(parts, { recursive: true })

const resolveOther = ({ path, importer }) => {
  // What reads files there is never called.
  if (importer.startsWith(join(root, 'node_modules'))) return { path, namespace: 'empty' }
  return { errors: [{ text: `${relative(root, importer)} imports ${path}, which the executable does not have` }] }
}
const loadPart = (name) => (HANDED_OVER.includes(name) ? 'nativeHost.handOver()' : `nativeHost.part('${name}.js')`)

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
  plugins: [finishedList, nativeHost({ loadPart, resolveOther })],
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
// `--evaluate`: also the program that runs tests in the engine.
const isForTests = process.argv.includes('--evaluate')
const programs = ['--bin', 'with-mlflow-env', ...(isForTests ? ['--example', 'evaluate'] : [])]
const words = [...command, '--release', '--locked', '--manifest-path', 'native/Cargo.toml', ...programs]
// Panics name files of crates: without the folder of this machine's user and the name of the registry or its mirror, and so with
// the same bytes everywhere. The crates must be there, so that their folder is.
const cargoHome = process.env.CARGO_HOME ?? join(homedir(), '.cargo')
const fetch = ['fetch', '--quiet', '--locked', '--target', target, '--manifest-path', 'native/Cargo.toml']
spawnSync('cargo', fetch, { cwd: root, stdio: 'inherit' })
const registries = join(cargoHome, 'registry', 'src')
const crates = existsSync(registries) ? readdirSync(registries).map((name) => join(registries, name)) : []
const renamed = [`${cargoHome}=cargo`, ...crates.map((folder) => `${folder}=crates`)]
const { status, error } = spawnSync('cargo', words, {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    PATH: `${tools}${delimiter}${process.env.PATH}`,
    WITH_MLFLOW_ENV_PARTS: parts,
    // The oldest that Rust's own library runs on. Zig would take one of its own, which is newer.
    MACOSX_DEPLOYMENT_TARGET: target.startsWith('x86_64') ? '10.12' : '11.0',
    CARGO_ENCODED_RUSTFLAGS: renamed.map((change) => `--remap-path-prefix=${change}`).join('\x1f'),
  },
})
if (error) throw new Error("the native executable needs Rust's cargo to be built", { cause: error })
if (status !== 0) process.exit(status ?? 1)
const folder = wanted === -1 ? out : join(out, target)
mkdirSync(folder, { recursive: true })
const release = join(root, 'native', 'target', isDev ? '' : target, 'release')
for (const program of isForTests ? ['with-mlflow-env', 'examples/evaluate'] : ['with-mlflow-env']) {
  const built = join(folder, basename(program))
  // Not written into a file that may be running.
  rmSync(built, { force: true })
  cpSync(join(release, program), built)
}
