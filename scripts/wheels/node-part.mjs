// The launcher for Node that a wheel has: what its executable leaves to Node, in one file.
import { join } from 'node:path'
import { build } from 'esbuild'
import { commandsIn } from '../bundle/commands.mjs'
import { lazyCommands } from '../bundle/lazy-commands.mjs'
import { globalProcess, main } from '../bundle/main.mjs'
import { finishedList } from '../finished-list.mjs'
import { HANDED_OVER } from '../native/handed-over.mjs'

/** Names all commands. What reads it does not load them: that is the main module's affair. */
const TABLE = 'src/commands/index.ts'

/**
 * Half as large as the bundles of npm, which have what several commands need more than once: a wheel is downloaded often,
 * and what Node does in it takes seconds anyway. The message about an internal error has the names of functions.
 *
 * @param {string} root
 * @param {string} outfile
 */
export async function buildNodePart(root, outfile) {
  const needed = await commandsOfNode(root)
  const others = commandsIn(root).filter((name) => !needed.has(name))
  await build({
    ...main,
    absWorkingDir: root,
    outfile,
    minify: true,
    keepNames: true,
    legalComments: 'none',
    // The one that asks nothing of Node, as in the executable: the other one needs to be a module of its own.
    alias: { 'yargs-parser': 'yargs-parser/browser' },
    logOverride: { 'empty-import-meta': 'error' },
    plugins: [globalProcess, finishedList, lazyCommands(root, others)],
  })
}

/**
 * The commands that Node may run: those that are handed over, what these load later, and those that load one of these.
 *
 * @param {string} root
 */
export async function commandsOfNode(root) {
  const commands = commandsIn(root)
  const entryOf = (/** @type {string} */ name) => `src/commands/${name}/index.ts`
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: commands.map(entryOf),
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outdir: join(root, 'unused'),
  })
  const loadedLater = (/** @type {string} */ name) => {
    const files = new Set([entryOf(name)])
    const later = new Set()
    for (const file of files) {
      for (const { path, kind, external } of metafile.inputs[file]?.imports ?? []) {
        const command = commands.find((one) => path === entryOf(one))
        if (kind === 'dynamic-import' && command !== undefined) later.add(command)
        else if (!external && path !== TABLE) files.add(path)
      }
    }
    return later
  }
  const needed = new Set(HANDED_OVER)
  for (const name of needed) for (const later of loadedLater(name)) needed.add(later)
  for (const name of commands) if (HANDED_OVER.some((word) => loadedLater(name).has(word))) needed.add(name)
  return needed
}
