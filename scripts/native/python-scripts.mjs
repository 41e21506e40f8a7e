// The Python scripts that the executable has in itself, as src/python/built-in.ts describes them.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'

const FOLDER = 'doctor'
/** Scripts that the executable runs itself. */
const SCRIPTS = [`${FOLDER}/main.py`]
/** A pipe of Linux and macOS holds as much at once, so that nobody waits for a Python that does not read. */
const MOST_BYTES = 65_536

/** @param {string} root */
export function builtInScripts(root) {
  const python = join(root, 'src', 'python')
  const read = (/** @type {string} */ path) => readFileSync(join(python, path), 'utf8')
  // All of a script's own folder, which may import by a name that it has made, and what they need of the one above.
  const own = readdirSync(join(python, FOLDER))
    .filter((name) => name.endsWith('.py'))
    .sort()
  const find = (/** @type {string} */ module) =>
    [`${FOLDER}/${module}.py`, `${module}.py`].find((path) => existsSync(join(python, path)))
  const modules = new Set(own.map(moduleOf))
  /** @type {Record<string, string>} */
  const texts = {}
  for (const module of modules) {
    const path = find(module)
    if (path === undefined) continue
    texts[module] = shortened(read(path))
    for (const [, name = ''] of texts[module].matchAll(/^\s*(?:import|from) (\w+)/gm)) modules.add(name)
  }
  const packed = deflateSync(JSON.stringify(texts), { level: 9 })
  if (packed.length > MOST_BYTES) throw new Error(`the Python scripts of the executable have ${packed.length} bytes`)
  const scripts = Object.fromEntries(SCRIPTS.map((path) => [path, moduleOf(path)]))
  return { loader: read('from_input.py'), packed: packed.toString('latin1'), scripts }
}

/** Without what is for readers: a fifth of it. @param {string} text */
function shortened(text) {
  return text.replace(/^"""[\s\S]*?"""\n/, '').replace(/^ *# .*\n/gm, '')
}

/** @param {string} path */
function moduleOf(path) {
  return path.replace(/^.*\/|\.py$/g, '')
}
