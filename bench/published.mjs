// The package as `npm publish` would send it, installed by npm. It needs no other package, and so no registry.
import { join } from 'node:path'
import { npm } from '../scripts/setup/npm.mjs'
import { step } from '../scripts/setup/progress.mjs'

/** Gives the path of the published launcher. */
export async function publish({ folder }) {
  const prefix = join(folder, 'published')
  await step('Package as npm installs it', async () => {
    // Without scripts: what prepack would build has just been built.
    const [{ filename }] = JSON.parse(await npm(['pack', '--ignore-scripts', '--json', '--pack-destination', folder]))
    await npm(['install', '--global', '--prefix', prefix, '--offline', join(folder, filename)])
  })
  return join(prefix, 'lib', 'node_modules', 'with-mlflow-env', 'bin', 'with-mlflow-env.js')
}
