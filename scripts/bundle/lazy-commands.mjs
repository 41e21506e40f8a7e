// Leaves commands out of the main bundle, which loads each from a bundle of its own if it is needed.
import { join, relative, sep } from 'node:path'
import { INSPECT } from './main.mjs'

/** Of what the main bundle loads later, a path as from bin/, which is the same from dist/. */
const NAMESPACE = 'lazy'

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
        if (namespace === NAMESPACE) return { path, external: true }
        if (kind !== 'dynamic-import') return
        const [name = '', ...inside] = relative(folder, join(resolveDir, path)).split(sep)
        if (!commands.includes(name) || inside.join('/') !== 'index.ts') return
        return { path: `../dist/commands/${name}.${name === INSPECT ? 'cjs' : 'js'}`, namespace: NAMESPACE }
      })
      // What import() gives may be thenable: awaiting it does the real import. In code that is compiled ahead, `import` does
      // not work (Node 20), so bin/with-mlflow-env.js hands in `importModule`.
      onLoad({ filter: /./, namespace: NAMESPACE }, ({ path }) => {
        const name = JSON.stringify(path)
        if (path.endsWith('.cjs'))
          return { contents: `export const then = (...settle) => Promise.resolve(require(${name})).then(...settle)` }
        const load = `typeof importModule === 'function' ? importModule(${name}) : import(${name})`
        return { contents: `export const then = (...settle) => (${load}).then(...settle)` }
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
      onResolve({ filter: /^[a-z@]/ }, ({ path, kind, namespace }) => {
        if (namespace === NAMESPACE) return { path, external: true }
        if (path.startsWith('node:')) return
        if (kind !== 'dynamic-import') return { errors: [{ text: `load the package ${path} by import('${path}')` }] }
        found.add(path)
        return { path: `../dist/packages/${path}.js`, namespace: NAMESPACE }
      })
    },
  }
}
