import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import * as host from '../../../src/host/index.ts'
import { temporaryTree } from '../../rig/temporary-tree.ts'

const codeOf = (action: () => unknown): string | undefined => {
  try {
    action()
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code
  }
}

describe('the files of the Node host', () => {
  it('are told by their kind, with links followed or not', () => {
    const top = temporaryTree({ file: 'four', folder: null, link: { link: 'file' } })
    expect(host.stat(join(top, 'file'))).toMatchObject({ kind: 'file', size: 4, uid: host.uid })
    expect(host.stat(join(top, 'folder'))?.kind).toBe('directory')
    expect(host.stat(join(top, 'link'))?.kind).toBe('file')
    expect(host.lstat(join(top, 'link'))?.kind).toBe('symlink')
    expect(host.stat(host.nullDevice)?.kind).toBe('device')
  })

  it('are null if there is nothing, with every version of Node', () => {
    const top = temporaryTree({ file: '', dangling: { link: 'missing' } })
    for (const name of ['missing', 'file/below', 'dangling']) expect(host.stat(join(top, name))).toBeNull()
    expect(host.lstat(join(top, 'file/below'))).toBeNull()
  })

  it('fail with the code of the system', () => {
    const top = temporaryTree({ file: '' })
    expect(codeOf(() => host.open(join(top, 'missing')))).toBe('ENOENT')
    expect(codeOf(() => host.access(join(top, 'missing'), 'exists'))).toBe('ENOENT')
    expect(codeOf(() => host.access(join(top, 'file'), 'exists'))).toBeUndefined()
    expect(codeOf(() => host.readLink(join(top, 'file')))).toBe('EINVAL')
    expect(host.readHead(join(top, 'missing'), 4)).toBeNull()
  })

  it.skipIf(process.platform === 'win32')('are not opened through a link with the flag nofollow', () => {
    const top = temporaryTree({ file: 'x', link: { link: 'file' } })
    expect(codeOf(() => host.open(join(top, 'link'), 'nonblocking', 'nofollow'))).toBe('ELOOP')
    host.close(host.open(join(top, 'link'), 'nonblocking'))
  })

  it.skipIf(process.platform === 'win32')(
    'open at once with the flag nonblocking, also a FIFO without a writer',
    () => {
      const fifo = join(temporaryTree({}), 'fifo')
      execFileSync('mkfifo', [fifo])
      const descriptor = host.open(fifo, 'nonblocking')
      expect(host.fstat(descriptor).kind).toBe('fifo')
      expect(host.read(descriptor, new Uint8Array(8))).toBe(0)
      host.close(descriptor)
    },
  )
})
