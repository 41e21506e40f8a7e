// Leaves commands out of the main bundle, which loads each from a bundle of its own if it is needed.
import { join, relative, sep } from 'node:path'
import { INSPECT } from './main.mjs'

/** Of what is CommonJS too. */
const REQUIRED = 'required'

/**
 * @param {string} root
 * @param {readonly string[]} commands
 * @returns {import('esbuild').Plugin}
 */
export function lazyCommands(root, commands) {
  const folder = join(root, 'src', 'commands')
  return {
    name: 'lazy-commands',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir, kind, namespace }) => {
        if (namespace === REQUIRED) return { path, external: true }
        if (kind !== 'dynamic-import') return
        const [name = '', ...inside] = relative(folder, join(resolveDir, path)).split(sep)
        if (!commands.includes(name) || inside.join('/') !== 'index.ts') return
        if (name === INSPECT) return { path: `./commands/${name}.cjs`, namespace: REQUIRED }
        return { path: `./commands/${name}.js`, external: true }
      })
      // An import() would load Node's part for ES modules first, also for CommonJS.
      onLoad({ filter: /./, namespace: REQUIRED }, ({ path }) => {
        return { contents: `module.exports = require(${JSON.stringify(path)})` }
      })
    },
  }
}

/**
 * Leaves packages out of the main bundle in the same way. Any other import of one would be loaded by every run.
 *
 * @param {Set<string>} found gets their names
 * @returns {import('esbuild').Plugin}
 */
export function lazyPackages(found) {
  return {
    name: 'lazy-packages',
    setup({ onResolve }) {
      onResolve({ filter: /^[a-z@]/ }, ({ path, kind }) => {
        if (path.startsWith('node:')) return
        if (kind !== 'dynamic-import') return { errors: [{ text: `load the package ${path} by import('${path}')` }] }
        found.add(path)
        return { path: `./packages/${path}.js`, external: true }
      })
    },
  }
}
