// The package as `npm publish` would send it, unpacked beside its production dependencies as a global install lays them
// out. No registry takes part.
import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../scripts/setup/command.mjs'
import { npm } from '../scripts/setup/npm.mjs'
import { step } from '../scripts/setup/progress.mjs'
import { root } from './paths.mjs'

/** Gives the path of the published launcher. */
export async function publish({ folder }) {
  const target = join(folder, 'published')
  mkdirSync(target)
  await step('Package as published', async () => {
    // Without scripts: what prepack would build has just been built.
    const [{ filename }] = JSON.parse(await npm(['pack', '--ignore-scripts', '--json', '--pack-destination', folder]))
    await run('tar', ['-xzf', join(folder, filename), '-C', target, '--strip-components=1'])
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
    for (const [path, { dev, devOptional, optional }] of Object.entries(packages)) {
      if (path === '' || dev || devOptional || optional) continue
      cpSync(join(root, path), join(target, path), { recursive: true })
    }
  })
  return join(target, 'bin', 'with-mlflow-env.js')
}
