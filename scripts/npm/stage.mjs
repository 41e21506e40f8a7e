// The folders that the npm packages are made of: one for each executable, and the main one, which names them.
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatNotices } from '../notices.mjs'
import { TARGETS } from '../wheels/targets.mjs'

/** @typedef {import('../wheels/targets.mjs').Target} Target */

/** @param {Target} target */
function platformPackage({ platform, arch }) {
  return `with-mlflow-env-${platform}-${arch}`
}

/**
 * Changes the unpacked package into the main one. It has the same files, and a command of its own that may be replaced:
 * `bin/with-mlflow-env.js` is what Windows, the executable and `node` start.
 *
 * @param {string} scripts this folder
 * @param {string} folder with what `npm pack` puts into the package
 */
export function stageMain(scripts, folder) {
  const { devDependencies: _, ...product } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const bin = join(folder, 'bin')
  cpSync(join(bin, 'with-mlflow-env.js'), join(bin, 'with-mlflow-env'))
  cpSync(join(scripts, 'postinstall.js'), join(bin, 'postinstall.js'))
  // Not in the repository's package.json: `npm ci` would ask for packages that are not published yet.
  write(join(folder, 'package.json'), {
    ...product,
    bin: { 'with-mlflow-env': 'bin/with-mlflow-env' },
    scripts: { postinstall: 'node bin/postinstall.js' },
    optionalDependencies: Object.fromEntries(TARGETS.map((target) => [platformPackage(target), product.version])),
  })
}

/**
 * Fills the folder of a platform's package. It declares no command: next to the same name in the main package, the
 * package managers link the main one's or none at all.
 *
 * @param {string} root
 * @param {string} folder an empty one
 * @param {Target} target
 * @param {string} executable
 * @param {readonly import('../wheels/components.mjs').Component[]} components
 */
export function stagePlatform(root, folder, target, executable, components) {
  const { version, description, license, author } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const name = platformPackage(target)
  const { platform, arch } = target
  mkdirSync(join(folder, 'bin'), { recursive: true })
  cpSync(executable, join(folder, 'bin', 'with-mlflow-env'))
  chmodSync(join(folder, 'bin', 'with-mlflow-env'), 0o755)
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  const readme = `The executable of with-mlflow-env for ${platform} on ${arch}. Install with-mlflow-env instead.`
  writeFileSync(join(folder, 'README.md'), `# ${name}\n\n${readme}\n`)
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), formatNotices(components))
  write(join(folder, 'package.json'), {
    name,
    version,
    description: `${description} (the executable for ${platform} on ${arch})`,
    license,
    author,
    os: [platform],
    cpu: [arch],
    preferUnplugged: true,
  })
}

function write(path, manifest) {
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`)
}
