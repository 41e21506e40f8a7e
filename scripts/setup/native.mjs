// What the native executable is built with, besides Rust: Zig, whose C compiler makes static programs for every system.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './command.mjs'
import { root } from './environment.mjs'
import { step } from './progress.mjs'
import { prepareVenv } from './venv.mjs'

const folder = '.python-native'
/** Where cargo finds `cargo-zigbuild` and `zig`. */
export const tools = join(root, folder, 'bin')

const TARGETS = {
  'linux x64': 'x86_64-unknown-linux-musl',
  'linux arm64': 'aarch64-unknown-linux-musl',
  'darwin x64': 'x86_64-apple-darwin',
  'darwin arm64': 'aarch64-apple-darwin',
}

/** Rust's name for this machine's kind of executable; undefined if none is built for it. */
export const ownTarget = TARGETS[`${process.platform} ${process.arch}`]

/** Whether there is Rust: without it the executable is not built, and what needs it is skipped. */
export function hasRust() {
  return ownTarget !== undefined && spawnSync('cargo', ['--version']).status === 0
}

/** Needs the Python environment, whose uv installs Zig. */
export async function prepareNativeTools(target = ownTarget) {
  await prepareVenv(folder, join('requirements', 'native.txt'), 'Zig, to build the native executable')
  const { stdout } = spawnSync('rustc', ['--print', 'target-libdir', '--target', target], { encoding: 'utf8' })
  if (existsSync(String(stdout).trim())) return
  await step(`Rust's library for ${target}`, () => run('rustup', ['target', 'add', target]))
}

/**
 * Builds the executable for a platform, and gives its path.
 *
 * @param {import('../wheels/targets.mjs').Target} target
 */
export async function buildExecutable({ rust }) {
  await prepareNativeTools(rust)
  await step(`Executable for ${rust}`, () => run(process.execPath, ['scripts/build-native.mjs', '--target', rust]))
  return join(root, 'dist', 'native', rust, 'with-mlflow-env')
}
