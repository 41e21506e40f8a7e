// What an executable says of itself: which processor it is for, and what it needs of the system.

const ELF = 0x464c457f
const MACH_O = 0xfeedfacf
/** The program header that names the dynamic loader. */
const PT_INTERP = 3
const LC_VERSION_MIN_MACOSX = 0x24
const LC_BUILD_VERSION = 0x32

/**
 * @param {Buffer} file its beginning, with all headers
 * @returns {{ system: 'linux', arch: string | undefined, isStatic: boolean }
 *   | { system: 'darwin', arch: string | undefined, minimum: [major: number, minor: number] } | null} null if it is neither
 *   a 64-bit ELF file nor a Mach-O file
 */
export function readFormat(file) {
  const magic = file.length < 64 ? 0 : file.readUInt32LE(0)
  if (magic === ELF && file[4] === 2) return readElf(file)
  return magic === MACH_O ? readMachO(file) : null
}

function readElf(file) {
  const table = Number(file.readBigUInt64LE(0x20))
  const size = file.readUInt16LE(0x36)
  const kinds = Array.from({ length: file.readUInt16LE(0x38) }, (_, at) => file.readUInt32LE(table + at * size))
  const arch = { 62: 'x64', 183: 'arm64' }[file.readUInt16LE(0x12)]
  return { system: /** @type {const} */ ('linux'), arch, isStatic: !kinds.includes(PT_INTERP) }
}

function readMachO(file) {
  const arch = { 16777223: 'x64', 16777228: 'arm64' }[file.readUInt32LE(4)]
  /** @type {[number, number]} */
  let minimum = [11, 0]
  let at = 32
  for (let left = file.readUInt32LE(16); left > 0; left--) {
    const command = file.readUInt32LE(at)
    if (command === LC_BUILD_VERSION) minimum = version(file.readUInt32LE(at + 12))
    if (command === LC_VERSION_MIN_MACOSX) minimum = version(file.readUInt32LE(at + 8))
    at += file.readUInt32LE(at + 4)
  }
  return { system: /** @type {const} */ ('darwin'), arch, minimum }
}

/** @returns {[number, number]} */
function version(packed) {
  return [packed >>> 16, (packed >>> 8) & 0xff]
}

/**
 * The platform in the wheel's name (PEP 425, 600 and 656).
 *
 * @param {Buffer} file
 * @param {import('./targets.mjs').Target} target
 * @throws {Error} if the executable is none for the target
 */
export function wheelPlatform(file, target) {
  const format = readFormat(file)
  if (format === null) return target.wheelPlatform
  const { system, arch } = format
  if (system !== target.platform || arch !== target.arch)
    throw new Error(`the executable is for ${system} on ${arch}, and not for ${target.rust}`)
  // One that needs this system's C library is for machines like this one, and no index takes it.
  if (format.system === 'linux')
    return format.isStatic ? target.wheelPlatform : `linux_${arch === 'x64' ? 'x86_64' : 'aarch64'}`
  const [major, minor] = format.minimum
  // Since macOS 11, wheels name the major version only.
  return `macosx_${major}_${major >= 11 ? 0 : minor}_${arch === 'x64' ? 'x86_64' : 'arm64'}`
}
