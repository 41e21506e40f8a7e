// Makes what the package ships: the launcher, the public module, and the declarations of its types.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
rmSync(join(root, 'dist'), { recursive: true, force: true })
const common = {
  absWorkingDir: root,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
}
// In CommonJS there is a global of that name; imported, it would be copied property by property.
const globalProcess = {
  name: 'global-process',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^node:process$/ }, () => ({ path: 'process', namespace: 'global' }))
    onLoad({ filter: /./, namespace: 'global' }, () => ({ contents: 'export default process' }))
  },
}
// What the launcher loads for a server only.
const managed = {
  name: 'managed',
  setup({ onResolve }) {
    // As the bin reaches it, which does the importing.
    onResolve({ filter: /\/managed\.ts$/ }, () => ({ path: '../dist/managed.cjs', external: true }))
  },
}
// CommonJS in one file: on Node 20 loading the first module of the other kind takes as long as starting a process.
// As one function it can be compiled ahead; such code cannot import by itself, and is given what does.
const { outputFiles } = await build({
  ...common,
  entryPoints: ['src/cli.ts'],
  outfile: 'dist/cli.cjs',
  write: false,
  format: 'cjs',
  minify: true,
  plugins: [globalProcess, managed],
  define: { 'import.meta.dirname': 'dist' },
})
const code = outputFiles[0].text.replace(/\bimport\(/g, 'importModule(')
mkdirSync(join(root, 'dist'))
writeFileSync(join(root, 'dist', 'cli.cjs'), `(function (require, importModule, dist) {${code}})\n`)
await build({
  ...common,
  entryPoints: ['src/managed.ts'],
  outfile: 'dist/managed.cjs',
  format: 'cjs',
  plugins: [globalProcess],
  define: { 'import.meta.dirname': '__dirname' },
})
// What Python and sh read keeps its place: src/python/scripts.ts finds it in either tree.
for (const path of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
  if (/\.(?:py|sh)$|\.dist-info\/./.test(path)) cpSync(join(root, 'src', path), join(root, 'dist', path))
}
await build({ ...common, entryPoints: ['src/index.ts'], outfile: 'dist/index.js', format: 'esm' })
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
const bare = { PATH: process.env.PATH, HOME: process.env.HOME }
for (const node of nodes.filter((path) => existsSync(path))) {
  const { stdout } = spawnSync(node, ['-p', '`${process.version}-${process.platform}-${process.arch}`'], {
    encoding: 'utf8',
  })
  const output = join(root, 'dist', `cli.${stdout.trim()}.bin`)
  const { status, stderr } = spawnSync(node, ['scripts/compile.cjs', output], {
    cwd: root,
    encoding: 'utf8',
    env: bare,
  })
  if (status !== 0) throw new Error(`${node} cannot compile the launcher: ${stderr}`)
}
