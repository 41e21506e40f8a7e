// Makes one part of all the chunks that every run of the executable loads: each part costs time.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'esbuild'

const MAIN = 'cli.js'
const MERGED = 'shared.js'

/**
 * @param {string} folder with the parts
 * @param {import('esbuild').Metafile} metafile
 */
export async function mergeShared(folder, { outputs }) {
  const parts = new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output]))
  const chunks = closureOf(MAIN, parts).filter((name) => name !== MAIN)
  /** An export's name in the merged part. */
  const nameOf = (chunk, name) => `c${chunks.indexOf(chunk)}_${name}`
  const contents = chunks
    .map((chunk) => {
      const names = parts.get(chunk)?.exports ?? []
      return `export {${names.map((name) => `${name} as ${nameOf(chunk, name)}`)}} from './${chunk}'`
    })
    .join('\n')
  await build({
    stdin: { contents, resolveDir: folder },
    outfile: join(folder, MERGED),
    bundle: true,
    format: 'esm',
    target: 'es2023',
    minify: true,
  })
  for (const chunk of chunks) rmSync(join(folder, chunk))
  for (const name of parts.keys()) {
    if (chunks.includes(name)) continue
    const source = readFileSync(join(folder, name), 'utf8')
    // As esbuild writes them: one statement for each chunk.
    const rewritten = source.replace(/\bimport(?:\{([^}]*)\}from)?"\.\/([\w.-]+)"/g, (whole, names, chunk) => {
      if (!chunks.includes(chunk)) return whole
      if (names === undefined) return `import"./${MERGED}"`
      const renamed = names.split(',').map((each) => {
        const [name, local = name] = each.split(' as ')
        return `${nameOf(chunk, name)} as ${local}`
      })
      return `import{${renamed}}from"./${MERGED}"`
    })
    if (chunks.some((chunk) => rewritten.includes(`"./${chunk}"`))) throw new Error(`${name} still imports a chunk`)
    writeFileSync(join(folder, name), rewritten)
  }
}

/** The parts that a part cannot do without. */
function closureOf(start, parts) {
  const found = [start]
  for (const name of found) {
    for (const { path, kind } of parts.get(name)?.imports ?? []) {
      const next = basename(path)
      if (kind === 'import-statement' && parts.has(next) && !found.includes(next)) found.push(next)
    }
  }
  return found
}
