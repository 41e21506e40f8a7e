// The platforms that have a wheel. Windows has none: its users take the npm package.

/**
 * @typedef {object} Target
 * @property {string} rust the target's name in Rust
 * @property {string} platform Node's name of the system
 * @property {string} arch Node's name of the processor
 * @property {string} wheelPlatform of an executable that does not say what it needs
 */

/** @type {readonly Target[]} */
export const TARGETS = [
  { rust: 'x86_64-unknown-linux-musl', platform: 'linux', arch: 'x64', wheelPlatform: linux('x86_64') },
  { rust: 'aarch64-unknown-linux-musl', platform: 'linux', arch: 'arm64', wheelPlatform: linux('aarch64') },
  { rust: 'aarch64-apple-darwin', platform: 'darwin', arch: 'arm64', wheelPlatform: 'macosx_11_0_arm64' },
  { rust: 'x86_64-apple-darwin', platform: 'darwin', arch: 'x64', wheelPlatform: 'macosx_10_12_x86_64' },
]

/** A static executable needs no library of the system: it runs with glibc and with musl. */
function linux(arch) {
  return `manylinux_2_17_${arch}.musllinux_1_1_${arch}`
}

/** @throws {Error} if this platform has none */
export function thisTarget() {
  const found = TARGETS.find(({ platform, arch }) => platform === process.platform && arch === process.arch)
  if (!found) throw new Error(`there is no wheel for ${process.platform} on ${process.arch}`)
  return found
}
