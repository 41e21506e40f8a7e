import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { canExec } from '../../../src/host/node/exec-preflight.ts'
import { temporaryTree } from '../../rig/temporary-tree.ts'

const onLinux = process.platform === 'linux' ? describe : describe.skip

/** A program of this machine, whole. */
const program = () => readFileSync('/bin/true')

function changed(at: number, ...bytes: number[]): Buffer {
  const copy = Buffer.from(program())
  copy.set(bytes, at)
  return copy
}

/** A program whose loader has another name. */
function withLoader(name: string): Buffer {
  const copy = Buffer.from(program())
  const start = copy.indexOf('/lib')
  copy.fill(0, start, copy.indexOf(0, start))
  copy.write(name, start, 'latin1')
  return copy
}

function certain(content: string | Buffer, mode = 0o755): boolean {
  const path = join(temporaryTree({ file: content }), 'file')
  chmodSync(path, mode)
  return canExec(path)
}

onLinux('the check before execve() (needs /proc and ELF: Linux only)', () => {
  it.each([
    ['a binary of this machine', () => program()],
    ['a script', () => '#!/bin/sh\nexit 0\n'],
    ['a script with an argument', () => '#! /bin/sh -e\n'],
    ['a script that env looks up', () => '#!/usr/bin/env python3\n'],
  ])('passes %s', (_, content) => {
    expect(certain(content())).toBe(true)
  })

  it('passes a script whose interpreter is a script', () => {
    const folder = temporaryTree({ inner: '#!/bin/sh\n' })
    chmodSync(join(folder, 'inner'), 0o755)
    expect(certain(`#!${folder}/inner\n`)).toBe(true)
  })
})

onLinux('the check before execve() (needs /proc and ELF: Linux only)', () => {
  it.each([
    ['nothing in it', () => ''],
    ['no first line for the kernel', () => 'echo hello\n'],
    ['an interpreter that is missing', () => '#!/missing/interpreter\n'],
    ['an interpreter by a relative path', () => '#!sh\n'],
    ['an interpreter that is a folder', () => '#!/tmp\n'],
    ['an interpreter that may not be executed', () => '#!/etc/passwd\n'],
    ['a return in its first line', () => '#!/bin/sh\r\n'],
    ['a first line without an end', () => '#!/bin/sh'],
    ['a first line that is too long', () => `#!/bin/sh ${'x'.repeat(300)}\n`],
    ['another machine', () => changed(18, 0xb7 ^ program().readUInt8(18), 0x7f)],
    ['another word size', () => changed(4, 1)],
    ['another byte order', () => changed(5, 2)],
    ['a loader that is missing', () => withLoader('/lib/no-such')],
    ['the beginning of a binary alone', () => program().subarray(0, 100)],
    ['a table of parts out of reach', () => changed(32, 0, 0, 0xff)],
    ['a core dump', () => changed(16, 4)],
    ['a loader that is a script', () => withLoader('/usr/bin/ldd')],
    ['no part at all', () => changed(56, 0, 0)],
  ])('does not pass a file with %s', (_, content) => {
    expect(certain(content())).toBe(false)
  })

  it('does not pass scripts that are their own interpreters', () => {
    const folder = temporaryTree({ loop: '' })
    const path = join(folder, 'loop')
    const looping = temporaryTree({ file: `#!${path}\n` })
    chmodSync(join(looping, 'file'), 0o755)
    expect(canExec(join(looping, 'file'))).toBe(false)
  })

  it('does not pass a file that is missing', () => {
    expect(canExec('/missing')).toBe(false)
  })
})
