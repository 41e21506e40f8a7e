// Makes the npm packages, in dist/npm: the main one, and one with the executable for each platform.
//
//     node scripts/npm.mjs [--only-this-platform] [--executable FILE] [--out FOLDER]
//
// --executable names what is in the package of this platform, and then nothing else is built: dist/ is taken as it is.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { stageMain, stagePlatform } from './npm/stage.mjs'
import { build } from './setup/build.mjs'
import { CommandFailed, run } from './setup/command.mjs'
import { root } from './setup/environment.mjs'
import { buildExecutable } from './setup/native.mjs'
import { npm } from './setup/npm.mjs'
import { installPackages } from './setup/packages.mjs'
import { step, together } from './setup/progress.mjs'
import { preparePython } from './setup/python.mjs'
import { bundledPackages, linkedComponents } from './wheels/components.mjs'
import { TARGETS, thisTarget } from './wheels/targets.mjs'

const { values } = parseArgs({
  options: {
    'only-this-platform': { type: 'boolean', default: false },
    executable: { type: 'string' },
    out: { type: 'string', default: join('dist', 'npm') },
  },
})

async function main() {
  const out = resolve(values.out)
  const given = values.executable === undefined ? undefined : resolve(values.executable)
  const targets = given !== undefined || values['only-this-platform'] ? [thisTarget()] : TARGETS
  if (given === undefined) {
    await together(() => installPackages().then(build), preparePython)
  }
  const executables = new Map()
  for (const target of targets) executables.set(target, given ?? (await buildExecutable(target)))
  const components = [...bundledPackages(root), ...(await linkedComponents(root))]
  const folder = mkdtempSync(join(tmpdir(), 'with-mlflow-env-npm-'))
  try {
    rmSync(out, { recursive: true, force: true })
    mkdirSync(out, { recursive: true })
    await step('npm package', async () => {
      // First as the repository's package.json says, for npm alone knows what goes into a package.
      await pack(root, folder)
      const [packed = ''] = readdirSync(folder)
      await run('tar', ['-xzf', join(folder, packed), '-C', folder])
      stageMain(join(root, 'scripts', 'npm'), join(folder, 'package'))
      await pack(join(folder, 'package'), out)
    })
    for (const [target, executable] of executables) {
      const staged = join(folder, target.rust)
      stagePlatform(root, staged, target, executable, components)
      await step(`npm package for ${target.rust}`, () => pack(staged, out))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function pack(folder, out) {
  return npm(['pack', folder, '--ignore-scripts', '--pack-destination', out])
}

try {
  await main()
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
