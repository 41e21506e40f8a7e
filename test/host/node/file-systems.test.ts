import { describe, expect, it } from 'vitest'
import { hasPermissions } from '../../../src/host/file-systems.ts'
import * as host from '../../../src/host/index.ts'

describe('a file system', () => {
  it.each([
    ['vfat', 0x4d44],
    ['exfat', 0x2011bab0],
    ['cifs', 0xff534d42],
    ['cifs, with its sign extended', 0xff534d42 | 0],
    ['9p', 0x01021997],
    ['fuse', 0x65735546],
  ])('has no permissions of its own: %s', (_, type) => {
    expect(hasPermissions(type)).toBe(false)
  })

  it.each([
    ['ext4', 0xef53],
    ['xfs', 0x58465342],
    ['btrfs', 0x9123683e],
    ['overlay', 0x794c7630],
    ['tmpfs', 0x01021994],
    ['nfs', 0x6969],
    ['zfs', 0x2fc12fc1],
  ])('has permissions: %s', (_, type) => {
    expect(hasPermissions(type)).toBe(true)
  })

  it('has them by default, where nothing can be asked', () => {
    expect(host.keepsPermissions('/nowhere/at/all')).toBe(true)
  })
})
