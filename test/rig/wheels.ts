// Real wheels of this build, and the installers that people use.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { executable, isBuilt } from './executable.ts'
import { pythonBin, root } from './paths.ts'

/** The Python that has what makes wheels. */
export const builder = join(root, '.python-wheels', 'bin', 'python')
const tools = join(root, '.python-wheel-tools', 'bin')

/** The launcher in Node, in the place of the executable: for machines that cannot build it. */
const STAND_IN = `#!/bin/sh
exec "${process.execPath}" -- "$(dirname "$(realpath "$0")")/../share/with-mlflow-env/bin/with-mlflow-env.js" "$@"
`

/** Why there are no wheels to test; null if there are. */
export const noWheels =
  process.platform === 'win32'
    ? 'Windows has no wheels'
    : [builder, tools].every((path) => existsSync(path))
      ? null
      : `'npm test' installs what makes wheels, and has not run here`

export interface Wheels {
  readonly folder: string
  readonly wheel: string
  readonly sdist: string
}

/** Makes the sdist and this platform's wheel in a folder, which must not be there before. */
export function buildWheels(folder: string, env: Readonly<Record<string, string>> = {}): Wheels {
  mkdirSync(folder, { recursive: true })
  const standIn = join(folder, 'stand-in')
  writeFileSync(standIn, STAND_IN)
  chmodSync(standIn, 0o755)
  const out = join(folder, 'wheels')
  const words = ['scripts/wheels.mjs', '--executable', isBuilt ? executable : standIn, '--out', out]
  execFileSync(process.execPath, words, { cwd: root, stdio: 'pipe', env: { ...process.env, ...env } })
  const named = (end: string) => join(out, readdirSync(out).find((name) => name.endsWith(end)) ?? '')
  return { folder: out, wheel: named('.whl'), sdist: named('.tar.gz') }
}

export const tool = (name: string) => join(tools, name)
export const uv = join(pythonBin, 'uv')
export const python = join(pythonBin, 'python')

/** A home and caches of an installer's own, in a folder. Nothing is asked of an index. */
export function installerEnvironment(folder: string): Record<string, string> {
  const programs = join(folder, 'programs')
  mkdirSync(programs, { recursive: true })
  if (!existsSync(join(programs, 'uv'))) symlinkSync(uv, join(programs, 'uv'))
  return {
    PATH: `${programs}:/usr/local/bin:/usr/bin:/bin`,
    HOME: folder,
    PIP_NO_INDEX: '1',
    PIP_NO_CACHE_DIR: '1',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    UV_OFFLINE: '1',
    UV_CACHE_DIR: join(folder, 'uv-cache'),
    UV_TOOL_DIR: join(folder, 'uv-tools'),
    UV_TOOL_BIN_DIR: join(folder, 'uv-bin'),
    UV_PYTHON: python,
    PIPX_HOME: join(folder, 'pipx'),
    PIPX_BIN_DIR: join(folder, 'pipx-bin'),
    PIPX_DEFAULT_PYTHON: python,
    // With pip it would first ask the index for the newest pip.
    PIPX_DEFAULT_BACKEND: 'uv',
  }
}

export interface Output {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command to its end. */
export function runIn(
  cwd: string,
  env: Readonly<Record<string, string>>,
  [command = '', ...args]: readonly string[],
): Output {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8' })
  if (error) throw error
  return { status, stdout, stderr }
}

/** Makes a virtual environment with a wheel in it. Gives its Python. */
export function installIn(folder: string, wheel: string): string {
  const env = installerEnvironment(folder)
  const venv = join(folder, 'venv')
  execFileSync(uv, ['venv', '--python', python, venv], { env, stdio: 'pipe' })
  const installed = join(venv, 'bin', 'python')
  execFileSync(tool('pip'), ['--python', installed, 'install', wheel], { env, stdio: 'pipe' })
  return installed
}
