import { describe, expect, it } from 'vitest'
import { wheelPlatform } from '../../scripts/wheels/executable-format.mjs'
import { TARGETS } from '../../scripts/wheels/targets.mjs'

function target(rust: string) {
  const found = TARGETS.find((each) => each.rust === rust)
  if (!found) throw new Error(`no target ${rust}`)
  return found
}
const LINUX = target('x86_64-unknown-linux-musl')
const MACOS = target('aarch64-apple-darwin')
const INTEL = target('x86_64-apple-darwin')

/** The headers of an ELF file: the processor, and a program header of each kind. */
function elf(machine: number, kinds: readonly number[]): Buffer {
  const file = Buffer.alloc(64 + kinds.length * 56)
  file.write('\x7fELF\x02\x01\x01', 'latin1')
  file.writeUInt16LE(machine, 0x12)
  file.writeBigUInt64LE(64n, 0x20)
  file.writeUInt16LE(56, 0x36)
  file.writeUInt16LE(kinds.length, 0x38)
  for (const [at, kind] of kinds.entries()) file.writeUInt32LE(kind, 64 + at * 56)
  return file
}

/** The headers of a Mach-O file: the processor, a command that says nothing, and the one with the oldest macOS. */
function machO(processor: number, command: number, at: number, version: number): Buffer {
  const file = Buffer.alloc(32 + 16 + 24)
  file.writeUInt32LE(0xfeedfacf, 0)
  file.writeUInt32LE(processor, 4)
  file.writeUInt32LE(2, 16)
  file.writeUInt32LE(0x1b, 32)
  file.writeUInt32LE(16, 36)
  file.writeUInt32LE(command, 48)
  file.writeUInt32LE(24, 52)
  file.writeUInt32LE(version, 48 + at)
  return file
}

describe('the platform in the name of a wheel', () => {
  it('is any Linux for a static executable', () => {
    expect(wheelPlatform(elf(62, [1, 2]), LINUX)).toBe('manylinux_2_17_x86_64.musllinux_1_1_x86_64')
    const arm = target('aarch64-unknown-linux-musl')
    expect(wheelPlatform(elf(183, [1]), arm)).toBe('manylinux_2_17_aarch64.musllinux_1_1_aarch64')
  })

  it('is what no index takes for an executable that needs the C library of the system', () => {
    expect(wheelPlatform(elf(62, [1, 3]), LINUX)).toBe('linux_x86_64')
  })

  it('is none for an executable of another system or processor', () => {
    expect(() => wheelPlatform(elf(183, [1]), LINUX)).toThrow('linux on arm64')
    expect(() => wheelPlatform(machO(0x0100000c, 0x32, 12, 0x000b0000), LINUX)).toThrow('darwin on arm64')
  })

  it('is the oldest macOS that the executable names', () => {
    expect(wheelPlatform(machO(0x0100000c, 0x32, 12, 0x000b0000), MACOS)).toBe('macosx_11_0_arm64')
    expect(wheelPlatform(machO(0x0100000c, 0x32, 12, 0x000d0300), MACOS)).toBe('macosx_13_0_arm64')
    expect(wheelPlatform(machO(0x01000007, 0x24, 8, 0x000a0c00), INTEL)).toBe('macosx_10_12_x86_64')
  })

  it('is the usual one for what is no executable of either', () => {
    expect(wheelPlatform(Buffer.from('#!/bin/sh\n'), LINUX)).toBe('manylinux_2_17_x86_64.musllinux_1_1_x86_64')
  })
})
