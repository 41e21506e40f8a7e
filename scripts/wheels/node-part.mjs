// The part of the launcher in JavaScript that a wheel needs: what its executable leaves to Node.
import { existsSync, readdirSync } from 'node:fs'
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
  const { metafile } = buildSync({
    absWorkingDir: dist,
    entryPoints: [...left.map((name) => `commands/${name}`), ...packages.map((name) => `packages/${name}`)],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    outdir: 'unused',
    logLevel: 'error',
  })
  return ['cli.cjs', ...Object.keys(metafile.inputs)]
}

/** The commands that the executable runs itself: those that are parts of it. */
export function ownCommands(root) {
  const parts = join(root, 'dist', 'native', 'parts')
  const names = existsSync(parts) ? readdirSync(parts) : []
  return names.map((name) => name.replace(/\.js$/, ''))
}
