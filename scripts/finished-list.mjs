// Puts a module's values in its place, so that a bundle has them without the code that they are made of.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** @returns {import('esbuild').Plugin} */
export const finishedList = {
  name: 'finished-list',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]doctor[\\/]checks[\\/]names\.ts$/ }, async ({ path }) => {
      const exported = Object.entries(await valuesOf(path))
      const lines = exported.map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}`)
      return { contents: lines.join('\n'), loader: 'ts' }
    })
  },
}

/** @param {string} entry */
async function valuesOf(entry) {
  const folder = mkdtempSync(join(tmpdir(), 'with-mlflow-env-build-'))
  const outfile = join(folder, 'values.mjs')
  // Some packages are CommonJS, and call it.
  const banner = {
    js: "import { createRequire as toRequire } from 'node:module'; var require = toRequire(import.meta.url)",
  }
  try {
    await build({ entryPoints: [entry], outfile, bundle: true, format: 'esm', platform: 'node', banner })
    return await import(pathToFileURL(outfile).href)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
