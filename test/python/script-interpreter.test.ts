import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findInterpreter } from '../../src/python/script-interpreter.ts'
import { findVenvPythons } from '../../src/python/venv.ts'
import { giveAway, hostContextIn, isRoot, refusal, temporaryTree } from '../rig/temporary-tree.ts'

describe('the Python of a script', () => {
  it.each([
    ['#!/venv/bin/python\nimport sys\n', '/venv/bin/python'],
    ['#!/venv/bin/python3.11 -E\n', '/venv/bin/python3.11'],
    ['#! /usr/bin/pypy3\n', '/usr/bin/pypy3'],
    [`#!/bin/sh\n'''exec' "/a long/bin/python" "$0" "$@"\n' '''\n`, '/a long/bin/python'],
    [`#!/bin/sh\n'''exec' '/a long/bin/python3' "$0" "$@"\n' '''\n`, '/a long/bin/python3'],
    [`#!/bin/sh\n'''exec' /${'x/'.repeat(200)}python "$0" "$@"\n' '''\n`, `/${'x/'.repeat(200)}python`],
    ['#!/usr/bin/env bash\nexec pyenv exec mlflow "$@"\n', null],
    ['#!/bin/sh\nexec /opt/mlflow\n', null],
    ['#!python\n', null],
    ['\x7fELF', null],
    ['', null],
  ])('is found by its first line: %j, %s', (text, expected) => {
    const top = temporaryTree({ mlflow: text })
    expect(findInterpreter(join(top, 'mlflow'), top, '')).toBe(expected)
  })

  it('is found on PATH as env(1) would', () => {
    const top = temporaryTree({ mlflow: '#!/usr/bin/env -S python3 -E\n', 'bin/python3': '#!/bin/sh\n' })
    chmodSync(join(top, 'bin/python3'), 0o755)
    expect(findInterpreter(join(top, 'mlflow'), top, join(top, 'bin'))).toBe(join(top, 'bin/python3'))
    expect(findInterpreter(join(top, 'mlflow'), top, '/nowhere')).toBeNull()
  })
})

describe('the project’s own environments', () => {
  const tree = { '.venv/pyvenv.cfg': '', '.venv/bin/python': '#!/bin/sh\n', 'venv/notes': '', cwd: null }
  const look = (top: string) => findVenvPythons(hostContextIn(join(top, 'cwd')), top)

  it('are .venv and venv, of the working directory and of the project', () => {
    const top = temporaryTree({ ...tree, 'cwd/venv/bin/python': '', 'cwd/venv/pyvenv.cfg': '' })
    chmodSync(join(top, '.venv/bin/python'), 0o755)
    chmodSync(join(top, 'cwd/venv/bin/python'), 0o755)
    expect(look(top)).toEqual([join(top, 'cwd/venv/bin/python'), join(top, '.venv/bin/python')])
  })

  it('are refused if their Python is missing', () => {
    const top = temporaryTree({ '.venv/pyvenv.cfg': '', '.venv/bin/python': { link: '/gone/python' }, cwd: null })
    expect(refusal(() => look(top))).toMatchObject({
      code: 'venv-unusable',
      data: { reason: 'broken', display: '../.venv' },
    })
  })

  it.skipIf(isRoot)('are refused if they cannot be entered (skipped as root, who can enter everything)', () => {
    const top = temporaryTree(tree)
    chmodSync(join(top, '.venv'), 0)
    expect(refusal(() => look(top))).toMatchObject({ code: 'venv-unusable', data: { reason: 'unreadable' } })
  })

  it.runIf(isRoot)('are refused if another user owns them (needs root)', () => {
    const top = temporaryTree(tree)
    giveAway(join(top, '.venv'))
    expect(refusal(() => look(top))).toMatchObject({ code: 'venv-unusable', data: { reason: 'foreign' } })
  })
})
