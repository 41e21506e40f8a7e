// What the executable does better than the launcher on Node: the written list of differences, in native/README.md too.
import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { NATIVE_BUILD } from '../../rig/builds.ts'
import { type Build, NODE_BUILD } from '../../rig/node-build.ts'
import { lines, PROJECT_KEYS } from '../../rig/project.ts'
import { temporaryProject } from '../../rig/temporary-project.ts'

const { absent } = NATIVE_BUILD

/** Runs a text of bash, in which "$@" is the launcher. */
function bash({ words }: Build, script: string, env: Readonly<Record<string, string>> = {}) {
  const project = temporaryProject({ '.env': lines(PROJECT_KEYS) })
  const options = { cwd: project.folder, env: project.environment(env), encoding: 'latin1' } as const
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', ...words, '--quiet'], options)
  return { status, stdout, stderr }
}

describe.skipIf(absent !== null)(`the executable${absent ? ` (${absent})` : ''}`, () => {
  it('passes on a word that is not UTF-8, which Node refuses', () => {
    const script = `"$@" printf %s $'caf\\xe9 \\xed\\xb2\\x80 \\xff'`
    expect(bash(NATIVE_BUILD, script)).toEqual({ status: 0, stdout: 'caf\xe9 \xed\xb2\x80 \xff', stderr: '' })
    expect(bash(NODE_BUILD, script)).toMatchObject({ status: 125, stdout: '' })
  })

  it('passes on a variable that is not UTF-8, of which Node warns', () => {
    const script = `export ODD=$'caf\\xe9'; "$@" printenv ODD`
    expect(bash(NATIVE_BUILD, script)).toEqual({ status: 0, stdout: 'caf\xe9\n', stderr: '' })
    expect(bash(NODE_BUILD, script)).toMatchObject({ status: 0, stderr: expect.stringContaining('ODD') })
  })

  it('runs a command in a folder whose name is not UTF-8, and finds a program there', () => {
    const script = `d=$'caf\\xe9'; mkdir "$d"; printf '#!/bin/sh\\necho ran\\n' >"$d/tool"; chmod +x "$d/tool"; cd "$d"; PATH=$PWD:$PATH "$@" tool`
    expect(bash(NATIVE_BUILD, script)).toEqual({ status: 0, stdout: 'ran\n', stderr: '' })
  })

  it('becomes the command, also where the tests run on a Node that cannot', () => {
    const script = `"$@" --launch exec sh -c 'echo $PPID'; echo $$`
    const { status, stdout } = bash(NATIVE_BUILD, script)
    const [parent, own] = stdout.trim().split('\n')
    expect([status, parent]).toEqual([0, own])
  })

  it('needs nothing of the variables that change Node', () => {
    const script = `"$@" sh -c 'exit 7'`
    const env = { NODE_OPTIONS: '--no-such-option', NODE_DEBUG: 'child_process' }
    expect(bash(NATIVE_BUILD, script, env)).toEqual({ status: 7, stdout: '', stderr: '' })
  })
})
