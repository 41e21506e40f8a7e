// Puts the part with which a run begins and all that it imports into one: linking modules takes the engine longer than
// running them. The other parts import from that one then.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'acorn'
import { build } from 'esbuild'

const MAIN = 'cli.js'

/** @param {string} folder with the parts as modules */
export async function mergeMainPart(folder) {
  const read = (/** @type {string} */ name) => readFileSync(join(folder, name), 'utf8')
  const merged = new Set([MAIN])
  for (const name of merged) for (const { from } of importsOf(read(name))) merged.add(from)
  /** What other parts import of the merged ones, each with the name under which the merged part exports it. */
  const wanted = new Map()
  for (const name of readdirSync(folder).filter((file) => !merged.has(file))) {
    const text = read(name)
    writeFileSync(join(folder, name), retarget(text, merged, wanted))
  }
  const exports = Array.from(wanted.values(), ({ from, imported, alias }) => {
    return `export { ${imported} as ${alias} } from './${from}'\n`
  })
  const { outputFiles } = await build({
    stdin: { contents: `import './${MAIN}'\n${exports.join('')}`, resolveDir: folder },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    target: 'es2023',
    logLevel: 'warning',
  })
  for (const name of merged) rmSync(join(folder, name))
  writeFileSync(join(folder, MAIN), String(outputFiles[0]?.text))
}

/** The text with its imports from merged parts replaced by imports from the main one. */
function retarget(text, merged, wanted) {
  let result = text
  // From the end, so that positions stay.
  for (const { node, from, specifiers } of importsOf(text).reverse()) {
    if (!merged.has(from)) continue
    const names = specifiers.map(({ imported, local }) => {
      const key = `${from}:${imported}`
      const alias = wanted.get(key)?.alias ?? `m${wanted.size}`
      wanted.set(key, { from, imported, alias })
      return `${alias} as ${local}`
    })
    result = `${result.slice(0, node.start)}import { ${names.join(', ')} } from './${MAIN}';${result.slice(node.end)}`
  }
  return result
}

/** The imports of a part from other ones. */
function importsOf(text) {
  const { body } = /** @type {any} */ (parse(text, { ecmaVersion: 'latest', sourceType: 'module' }))
  return body
    .filter(({ type }) => type === 'ImportDeclaration')
    .map((node) => ({
      node,
      from: node.source.value.replace('./', ''),
      specifiers: node.specifiers.map(({ imported, local }) => ({ imported: imported.name, local: local.name })),
    }))
}
