// The part of the launcher in JavaScript that a wheel needs: what its executable leaves to Node.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'

/** A command that fails to start next to a private server is explained by Node, too. */
const ALWAYS = ['failed-start']

/**
 * The JavaScript files of `dist`, relative to it, that are needed.
 *
 * @param {string} dist
 * @param {readonly string[]} own the commands that the executable runs itself
 */
export function nodePart(dist, own) {
  const commands = readdirSync(join(dist, 'commands')).filter((name) => /\.c?js$/.test(name))
  const left = commands.filter((name) => {
    const command = name.replace(/\.c?js$/, '')
    return ALWAYS.includes(command) || !own.includes(command)
  })
  const packages = readdirSync(join(dist, 'packages')).filter((name) => name.endsWith('.js'))
  const scripts = [...left.map((name) => `commands/${name}`), ...packages.map((name) => `packages/${name}`)]
  return ['cli.cjs', ...loadedBy(dist, scripts)]
}

/** The commands that the executable runs itself from beginning to end: those that are parts of it and hand nothing over. */
export function ownCommands(root) {
  const parts = join(root, 'dist', 'native', 'parts')
  const commands = existsSync(parts) ? readdirSync(parts).filter((name) => !/^(?:cli|shared-.*)\.js$/.test(name)) : []
  const handsOver = (path) => readFileSync(join(parts, path), 'utf8').includes('nativeHost.handOver()')
  return commands.filter((name) => !loadedBy(parts, [name]).some(handsOver)).map((name) => name.replace(/\.js$/, ''))
}

/** The files in a folder that scripts there import, and the scripts. */
function loadedBy(folder, scripts) {
  const { metafile } = buildSync({
    absWorkingDir: folder,
    entryPoints: scripts,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    outdir: 'unused',
    logLevel: 'error',
  })
  return Object.keys(metafile.inputs)
}
