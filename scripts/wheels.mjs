// Makes the Python package: an sdist, and a wheel for each platform, in dist/wheels.
//
//     node scripts/wheels.mjs [--only-this-platform] [--executable FILE] [--out FOLDER]
//
// --executable names what is in the wheel of this platform, and then nothing else is built: dist/ is taken as it is.
import { existsSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './setup/build.mjs'
import { CommandFailed, run } from './setup/command.mjs'
import { environment, root } from './setup/environment.mjs'
import { buildExecutable } from './setup/native.mjs'
import { installPackages } from './setup/packages.mjs'
import { step, together } from './setup/progress.mjs'
import { preparePython } from './setup/python.mjs'
import { prepareWheels, wheelPython } from './setup/wheels.mjs'
import { bundledPackages, linkedComponents } from './wheels/components.mjs'
import { readFormat, wheelPlatform } from './wheels/executable-format.mjs'
import { stage } from './wheels/stage.mjs'
import { TARGETS, thisTarget } from './wheels/targets.mjs'

const { values } = parseArgs({
  options: {
    'only-this-platform': { type: 'boolean', default: false },
    executable: { type: 'string' },
    out: { type: 'string', default: join('dist', 'wheels') },
  },
})
/** The headers of an executable are in its beginning. */
const HEADER_BYTES = 64 * 1024

async function main() {
  const out = resolve(values.out)
  const given = values.executable === undefined ? undefined : resolve(values.executable)
  const isOne = given !== undefined || values['only-this-platform']
  const targets = isOne ? [thisTarget()] : TARGETS
  await prepareWheels()
  if (given === undefined) {
    await together(() => installPackages().then(build), preparePython)
  }
  const executables = new Map()
  for (const target of targets) executables.set(target, given ?? (await buildExecutable(target)))
  const linked = existsSync(join(root, 'native')) ? await linkedComponents(root) : []
  const folder = mkdtempSync(join(tmpdir(), 'with-mlflow-env-wheels-'))
  try {
    // What is no executable, as in a test without Rust, leaves everything to Node.
    const isExecutable = targets.every((target) => readFormat(beginning(executables.get(target))) !== null)
    await stage(root, folder, [...bundledPackages(root), ...linked], isExecutable)
    rmSync(out, { recursive: true, force: true })
    mkdirSync(out, { recursive: true })
    await step('sdist', () => hatchling(folder, out, 'sdist', {}))
    for (const [target, executable] of executables) {
      const platform = wheelPlatform(beginning(executable), target)
      const env = { WHEEL_EXECUTABLE: executable, WHEEL_PLATFORM: platform }
      await step(`Wheel for ${target.rust}`, () => hatchling(folder, out, 'wheel', env))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** As installers call it (PEP 517). */
function hatchling(folder, out, kind, env) {
  const program =
    'import os, sys; os.chdir(sys.argv[1]); from hatchling import build; getattr(build, sys.argv[2])(sys.argv[3])'
  return run(wheelPython, ['-c', program, folder, `build_${kind}`, out], { ...environment, ...env })
}

function beginning(path) {
  const buffer = Buffer.alloc(HEADER_BYTES)
  return buffer.subarray(0, readSync(openSync(path, 'r'), buffer))
}

try {
  await main()
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
