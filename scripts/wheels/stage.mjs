// The folder that the sdist and the wheels are made of. It is the content of the sdist.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { formatNotices } from '../notices.mjs'
import { longDescription } from './long-description.mjs'
import { nodePart } from './node-part.mjs'
import { sbom } from './sbom.mjs'

/** What the bundle has for development and for npm only; a wheel has notices of its own. */
const NOT_IN_WHEELS = /\.(?:map|d\.ts|bin)$|THIRD-PARTY-NOTICES\.txt$/
const SOURCES = ['src', 'scripts', 'bin', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json']

/**
 * @param {string} root
 * @param {string} folder an empty one
 * @param {readonly import('./components.mjs').Component[]} components
 * @param {readonly string[]} own the commands that the executable runs itself
 */
export function stage(root, folder, components, own) {
  const product = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  cpSync(join(root, 'python'), folder, { recursive: true, filter: isSource })
  stageBundle(root, join(folder, 'share', 'with-mlflow-env'), own)
  stageNative(root, folder)
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  const write = (name, text) => writeFileSync(join(folder, name), text)
  write('README.md', longDescription(readFileSync(join(root, 'README.md'), 'utf8')))
  write('THIRD-PARTY-NOTICES.txt', formatNotices(components))
  write('with-mlflow-env.cdx.json', sbom(product, components))
}

/** The npm package, as far as the executable leaves it to Node. */
function stageBundle(root, folder, own) {
  mkdirSync(join(folder, 'dist'), { recursive: true })
  cpSync(join(root, 'package.json'), join(folder, 'package.json'))
  cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true })
  for (const name of readdirSync(join(root, 'dist'))) {
    if (['native', 'wheels', 'npm'].includes(name)) continue
    cpSync(join(root, 'dist', name), join(folder, 'dist', name), { recursive: true, filter: isRun })
  }
  const needed = new Set(nodePart(join(root, 'dist'), own))
  for (const path of readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' })) {
    if (!/\.c?js$/.test(path)) continue
    if (needed.has(path)) shorten(join(folder, 'dist', path))
    else rmSync(join(folder, 'dist', path))
  }
}

/** A sixth less to download. The names of functions, which an internal error tells, are not worth that here. */
function shorten(path) {
  const text = readFileSync(path, 'utf8')
  // cli.cjs is one function, which is the value of the file: alone, it would be left out as without use.
  const isFunction = text.startsWith('(function')
  const { code } = transformSync(isFunction ? `module.exports=${text}` : text, {
    minify: true,
    target: 'node20.19',
    legalComments: 'none',
    logLevel: 'warning',
  })
  writeFileSync(path, isFunction ? code.replace(/^module\.exports=(.*);\s*$/s, '($1)') : code)
}

/** What cargo needs, and for readers the source that the parts are made from. */
function stageNative(root, folder) {
  if (!existsSync(join(root, 'native'))) return
  cpSync(join(root, 'native'), join(folder, 'native'), { recursive: true, filter: isSource })
  cpSync(join(root, 'dist', 'native', 'parts'), join(folder, 'parts'), { recursive: true })
  for (const name of SOURCES)
    cpSync(join(root, name), join(folder, 'source', name), { recursive: true, filter: isSource })
  cpSync(join(root, 'package.json'), join(folder, 'source', 'package.json'))
}

const isRun = (path) => !NOT_IN_WHEELS.test(path)
const isSource = (path) => !/[\\/](?:target|__pycache__|\.\w+_cache)$/.test(path)
