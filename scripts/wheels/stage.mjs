// The folder that the sdist and the wheels are made of. It is the content of the sdist.
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatNotices } from '../notices.mjs'
import { longDescription } from './long-description.mjs'
import { buildNodePart } from './node-part.mjs'
import { sbom } from './sbom.mjs'

/** What the build has for development and for npm only; a wheel has notices of its own. */
const NOT_IN_WHEELS =
  /(?:^|[\\/])__pycache__[\\/]|\.(?:map|d\.ts)$|^THIRD-PARTY-NOTICES\.txt$|^(?:native|wheels|npm)[\\/]/
/** What the executable does itself: JavaScript is in the Node part, as far as Node runs it. */
const OF_EXECUTABLE = /\.c?js$|^python[\\/](?:doctor[\\/]|from_input)|^commands[\\/]/
const SOURCES = ['src', 'scripts', 'bin', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json']

/**
 * @param {string} root
 * @param {string} folder an empty one
 * @param {readonly import('./components.mjs').Component[]} components
 * @param {boolean} isExecutable whether the wheels have the executable, and not a script that leaves everything to Node
 */
export async function stage(root, folder, components, isExecutable) {
  const product = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  cpSync(join(root, 'python'), folder, { recursive: true, filter: isSource })
  await stageBundle(root, join(folder, 'share', 'with-mlflow-env'), isExecutable)
  stageNative(root, folder)
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  const write = (name, text) => writeFileSync(join(folder, name), text)
  write('README.md', longDescription(readFileSync(join(root, 'README.md'), 'utf8')))
  write('THIRD-PARTY-NOTICES.txt', formatNotices(components))
  write('with-mlflow-env.cdx.json', sbom(product, components))
}

/** The launcher for Node, as far as the executable leaves it to Node. */
async function stageBundle(root, folder, isExecutable) {
  const dist = join(root, 'dist')
  for (const path of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    if (NOT_IN_WHEELS.test(path) || (isExecutable && OF_EXECUTABLE.test(path))) continue
    if (statSync(join(dist, path)).isFile()) cpSync(join(dist, path), join(folder, 'dist', path))
  }
  if (isExecutable) await buildNodePart(root, join(folder, 'dist', 'cli.cjs'))
  cpSync(join(root, 'package.json'), join(folder, 'package.json'))
  cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true })
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

const isSource = (path) => !/[\\/](?:target|__pycache__|\.\w+_cache)$/.test(path)
