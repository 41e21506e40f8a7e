// How the launcher for Node is bundled: what all bundles have in common, and the main one, which every run loads.

/** A part of some ordinary runs, and CommonJS for their sake. */
export const INSPECT = 'inspect'

/** @satisfies {import('esbuild').BuildOptions} */
export const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
  // Less to read, and a third less to download. Names stay, because the message about an internal error has those of functions.
  minifyWhitespace: true,
  minifySyntax: true,
}

// CommonJS in one file: loading the first ES module takes Node longer.
/** @satisfies {import('esbuild').BuildOptions} */
export const main = {
  ...common,
  entryPoints: ['src/cli.ts'],
  format: 'cjs',
  define: { 'import.meta.dirname': '__dirname' },
}

// In CommonJS there is a global of that name; imported, it would be copied property by property.
/** @type {import('esbuild').Plugin} */
export const globalProcess = {
  name: 'global-process',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^node:process$/ }, ({ importer }) => {
      // Packages import its properties by name.
      return importer.includes('node_modules') ? undefined : { path: 'process', namespace: 'global' }
    })
    onLoad({ filter: /./, namespace: 'global' }, () => ({ contents: 'export default process' }))
  },
}
