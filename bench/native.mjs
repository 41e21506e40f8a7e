// The executable: quiet, with the block and staying with its command, from the build's folder and as pip installs it.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CommandFailed, run } from '../scripts/setup/command.mjs'
import { step } from '../scripts/setup/progress.mjs'
import { python, root } from './paths.mjs'

const built = join(root, 'dist', 'native', 'with-mlflow-env')

/** Gives launchers, notes, and the sizes in bytes, of which those that are not known are undefined. */
export async function findExecutable({ folder }) {
  if (!existsSync(built)) return { launchers: [], notes: ['No Rust, no executable: it is left out.'], sizes: {} }
  const sizes = { executable: statSync(built).size }
  const launchers = waysOf(built)
  try {
    const { installed, wheel } = await step('The executable as pip installs it', () => install(folder))
    launchers.push(...waysOf(installed, 'as pip installs it'))
    return { launchers, notes: [], sizes: { ...sizes, wheel } }
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error
    return { launchers, notes: ['No wheel could be made of the executable: it is left out.'], sizes }
  }
}

function waysOf(path, variant) {
  return [way('quiet', ['--quiet']), way('with the block', []), way('supervised', ['--launch', 'supervise'])]

  function way(kind, options) {
    const name = `the executable, ${kind}${variant === undefined ? '' : `, ${variant}`}`
    return { name, role: 'native', kind, variant, native: true, argv: (words) => [path, ...options, ...words] }
  }
}

async function install(folder) {
  const wheels = join(folder, 'wheels')
  await run(process.execPath, ['scripts/wheels.mjs', '--executable', built, '--out', wheels])
  const wheel = join(wheels, readdirSync(wheels).find((name) => name.endsWith('.whl')) ?? '')
  const prefix = join(folder, 'pip')
  const options = ['--no-deps', '--no-index', '--ignore-installed', '--prefix', prefix]
  await run(python, ['-m', 'pip', '--disable-pip-version-check', 'install', ...options, wheel])
  return { installed: join(prefix, 'bin', 'with-mlflow-env'), wheel: statSync(wheel).size }
}
