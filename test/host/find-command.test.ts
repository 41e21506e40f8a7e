import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findCommand } from '../../src/host/find-command.ts'
import { temporaryTree } from '../rig/temporary-tree.ts'

/** A folder with programs: `1/tool`, `2/tool`, a script, a file that may not be executed, a folder. */
function programs(): string {
  const top = temporaryTree({
    '1/tool': '#!/bin/sh\n',
    '2/tool': '',
    '1/text': '',
    '2/text': '',
    '1/folder': null,
    here: '',
  })
  for (const path of ['1/tool', '2/tool', '2/text', 'here']) chmodSync(join(top, path), 0o755)
  chmodSync(join(top, '1/text'), 0o644)
  return top
}

describe('the lookup of a command', () => {
  const found = (path: string, interpreter: string | null = null) => ({ kind: 'found', path, interpreter })

  it('gives a script the name that it will see: with the directory of PATH, or as it was written', () => {
    const top = programs()
    expect(findCommand('tool', top, `missing:2`)).toMatchObject({ path: `${top}/2/tool`, asFound: '2/tool' })
    expect(findCommand('here', top, `1::2`)).toMatchObject({ path: `${top}/here`, asFound: 'here' })
    expect(findCommand('./1/../2/tool', top, undefined)).toMatchObject({ asFound: './1/../2/tool' })
  })

  it('skips a script on PATH with a missing interpreter if there is another one', () => {
    const top = temporaryTree({ 'old/tool': '#!/gone/python\n', 'new/tool': '#!/bin/sh\n' })
    for (const path of ['old/tool', 'new/tool']) chmodSync(join(top, path), 0o755)
    expect(findCommand('tool', top, `${top}/old:${top}/new`)).toMatchObject(found(`${top}/new/tool`, '/bin/sh'))
    expect(findCommand('tool', top, `${top}/old`)).toMatchObject(found(`${top}/old/tool`, '/gone/python'))
  })

  it('follows a link before ..', () => {
    const top = temporaryTree({ 'real/sub': null, 'real/bin/tool': '', 'bin/tool': '', link: { link: 'real/sub' } })
    for (const path of ['real/bin/tool', 'bin/tool']) chmodSync(join(top, path), 0o755)
    const seen = findCommand('tool', top, `${top}/link/../bin`)
    expect(seen).toMatchObject({ kind: 'found', path: `${top}/link/../bin/tool` })
  })

  it('does not use a file as a directory', () => {
    const top = programs()
    expect(findCommand('./1/tool/', top, undefined)).toMatchObject({ kind: 'denied', reason: 'path' })
  })

  it('uses the first directory of PATH that has the command', () => {
    const top = programs()
    const path = `${top}/0:${top}/1:${top}/2`
    expect(findCommand('tool', top, path)).toMatchObject(found(`${top}/1/tool`, '/bin/sh'))
    expect(findCommand('tool', top, `${top}/2:${top}/1`)).toMatchObject(found(`${top}/2/tool`))
  })

  it('skips files that cannot be executed', () => {
    const top = programs()
    expect(findCommand('text', top, `${top}/1:${top}/2`)).toMatchObject(found(`${top}/2/text`))
    expect(findCommand('text', top, `${top}/1`)).toEqual({
      kind: 'denied',
      path: `${top}/1/text`,
      reason: 'permission',
    })
    expect(findCommand('folder', top, `${top}/1`)).toEqual({
      kind: 'denied',
      path: `${top}/1/folder`,
      reason: 'directory',
    })
  })

  it('resolves a name with a slash from the working directory', () => {
    const top = programs()
    expect(findCommand('1/tool', top, '')).toMatchObject(found(`${top}/1/tool`, '/bin/sh'))
    expect(findCommand('./here', top, undefined)).toMatchObject(found(`${top}/./here`))
    expect(findCommand(`${top}/here`, '/', undefined)).toMatchObject(found(`${top}/here`))
    expect(findCommand('./gone', top, `${top}/1`)).toEqual({ kind: 'missing', searched: false })
    expect(findCommand('./1', top, undefined)).toMatchObject({ kind: 'denied', reason: 'directory' })
  })

  it('does not look in the working directory for a bare name, unless PATH says so', () => {
    const top = programs()
    expect(findCommand('here', top, `${top}/1`)).toEqual({ kind: 'missing', searched: true })
    expect(findCommand('here', top, `${top}/1:`)).toMatchObject(found(`${top}/here`))
    expect(findCommand('tool', top, '1')).toMatchObject(found(`${top}/1/tool`, '/bin/sh'))
  })

  it('uses the system’s directories if there is no PATH', () => {
    expect(findCommand('sh', '/', undefined)).toMatchObject({ kind: 'found' })
    expect(findCommand('no-such-command-here', '/', undefined)).toEqual({ kind: 'missing', searched: true })
  })

  it('finds nothing for an empty name', () => {
    expect(findCommand('', '/', '/bin')).toEqual({ kind: 'missing', searched: true })
  })

  it.each([
    ['#!/usr/bin/env python3\n', '/usr/bin/env'],
    ['#! /bin/sh -e\n', '/bin/sh'],
    ['#!/bin/sh', '/bin/sh'],
    ['#!/bin/sh\r\n', '/bin/sh\r'],
    ['\x7fELF', null],
    ['', null],
    ['# comment\n#!/bin/sh\n', null],
    ['#!\n', null],
  ])('reads the interpreter of a script: of %j it is %j', (text, interpreter) => {
    const top = temporaryTree({ tool: text })
    chmodSync(join(top, 'tool'), 0o755)
    expect(findCommand('./tool', top, undefined)).toMatchObject(found(`${top}/./tool`, interpreter))
  })
})
