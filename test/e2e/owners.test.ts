// Whose file it is: anyone could plant a /tmp/.env. Needs root, to be two users.
import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, lchownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { NOBODY, OTHER, readableLauncher } from '../rig/other-user.ts'
import { temporaryTree } from '../rig/temporary-tree.ts'

const isRoot = process.getuid?.() === 0

let root: string

beforeEach(() => {
  root = temporaryTree()
  chmodSync(root, 0o755)
})

/** Runs the launcher as a user, and gives the last line it wrote and its status. */
function run(uid: number, cwd: string, ...args: string[]): { status: number; text: string } {
  const script = `cd "$1" && shift && "$@" 2>&1; echo "status $?"`
  const words = ['--reuid', String(uid), '--regid', String(uid), '--clear-groups', 'sh', '-c', script, 'sh', cwd]
  const text = execFileSync('setpriv', [...words, process.execPath, '--', readableLauncher(root), '--quiet', ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent', MLFLOW_TRACKING_URI: 'http://mlflow.invalid' },
  })
  return { status: Number(/status (\d+)\n$/.exec(text)?.[1]), text }
}

function folder(name: string, owner: number): string {
  const path = join(root, name)
  mkdirSync(path)
  chownSync(path, owner, owner)
  return path
}

function file(path: string, owner: number, mode = 0o644): void {
  writeFileSync(path, 'PLANTED=1\n', { mode })
  chmodSync(path, mode)
  chownSync(path, owner, owner)
}

describe.skipIf(!isRoot)('a .env file found by the search (needs root for a second user)', () => {
  it('is read if the user owns it', () => {
    const cwd = folder('own', NOBODY)
    file(join(cwd, '.env'), NOBODY)
    expect(run(NOBODY, cwd, 'env')).toMatchObject({ status: 0, text: expect.stringContaining('PLANTED=1') })
  })

  it('is read if root owns it', () => {
    const cwd = folder('own', NOBODY)
    file(join(cwd, '.env'), 0)
    expect(run(NOBODY, cwd, 'env').text).toContain('PLANTED=1')
  })

  it('is read if the owner of the working directory owns it', () => {
    const cwd = folder('theirs', OTHER)
    file(join(cwd, '.env'), OTHER)
    expect(run(NOBODY, cwd, 'env').text).toContain('PLANTED=1')
  })

  it('is refused if another user owns it', () => {
    const shared = folder('shared', 0)
    file(join(shared, '.env'), OTHER)
    const cwd = join(shared, 'mine')
    mkdirSync(cwd)
    chownSync(cwd, NOBODY, NOBODY)
    const { status, text } = run(NOBODY, cwd, 'env')
    expect(status).toBe(125)
    expect(text).toMatch(
      /^with-mlflow-env: error: '\.\.\/\.env' belongs to another user \(uid 65533\).*\nstatus 125\n$/,
    )
  })

  it('is refused if another user owns the link to it', () => {
    const cwd = folder('own', NOBODY)
    file(join(root, 'target'), NOBODY)
    symlinkSync('../target', join(cwd, '.env'))
    lchownSync(join(cwd, '.env'), OTHER, OTHER)
    expect(run(NOBODY, cwd, 'env').text).toMatch(/is a link that belongs to another user/)
  })

  it("is refused if the user's own link leads to another user's file", () => {
    const cwd = folder('own', NOBODY)
    file(join(root, 'target'), OTHER)
    symlinkSync('../target', join(cwd, '.env'))
    lchownSync(join(cwd, '.env'), NOBODY, NOBODY)
    expect(run(NOBODY, cwd, 'env').text).toMatch(/'\.env' belongs to another user/)
  })

  it('is refused if another user owns a link to one of its parent directories', () => {
    const cwd = folder('own', NOBODY)
    file(join(root, 'target'), NOBODY)
    symlinkSync('target', join(root, 'between'))
    lchownSync(join(root, 'between'), OTHER, OTHER)
    symlinkSync('../between', join(cwd, '.env'))
    lchownSync(join(cwd, '.env'), NOBODY, NOBODY)
    expect(run(NOBODY, cwd, 'env').text).toMatch(/is a link that belongs to another user \(uid 65533\)/)
  })

  it('is read through links that the user owns', () => {
    const cwd = folder('own', NOBODY)
    file(join(root, 'target'), NOBODY)
    symlinkSync('../target', join(cwd, '.env'))
    lchownSync(join(cwd, '.env'), NOBODY, NOBODY)
    expect(run(NOBODY, cwd, 'env').text).toContain('PLANTED=1')
  })

  it('is read regardless of its owner if --env-file names it', () => {
    const cwd = folder('own', NOBODY)
    file(join(root, 'target'), OTHER)
    expect(run(NOBODY, cwd, '--env-file', '../target', 'env').text).toContain('PLANTED=1')
  })

  it('is refused if the user cannot read it', () => {
    const cwd = folder('own', NOBODY)
    file(join(cwd, '.env'), 0, 0o600)
    expect(run(NOBODY, cwd, 'env').text).toMatch(/^with-mlflow-env: error: '\.env' cannot be read: permission denied\n/)
  })

  it('causes a warning if everybody can write to it', () => {
    const cwd = folder('own', NOBODY)
    file(join(cwd, '.env'), NOBODY, 0o666)
    const { status, text } = run(NOBODY, cwd, 'true')
    expect(status).toBe(0)
    expect(text).toMatch(/warning: '\.env' can be written by every user/)
  })
})

describe.skipIf(!isRoot)(
  'a directory on the way to a program that this user may not search (needs root for a second user)',
  () => {
    it('is named, for a path, behind a link, on PATH and for an interpreter', () => {
      const cwd = folder('own', NOBODY)
      const closed = folder('closed', 0)
      mkdirSync(join(closed, 'bin'))
      writeFileSync(join(closed, 'bin', 'tool'), '#!/bin/sh\n', { mode: 0o755 })
      symlinkSync('../closed/bin/tool', join(cwd, 'link'))
      writeFileSync(join(cwd, 'script'), `#!${closed}/bin/tool\n`, { mode: 0o755 })
      chmodSync(closed, 0o700)
      const named = `this user is not permitted to search the directory '${closed}'`
      for (const command of [join(closed, 'bin', 'tool'), '../closed/bin/tool', './link']) {
        const { status, text } = run(NOBODY, cwd, command)
        expect([status, text]).toEqual([
          126,
          expect.stringContaining(`'${command}': ${named}, which is on the way to it: `),
        ])
      }
      expect(run(NOBODY, cwd, './script').text).toContain(`named in the file's first line, is not accessible: ${named}`)
      const onPath = [
        'env',
        `PATH=${closed}/bin:/usr/bin:/bin`,
        process.execPath,
        '--',
        join(root, 'launcher/bin/with-mlflow-env.js'),
      ]
      const { status, text } = run(NOBODY, cwd, ...onPath, '--quiet', 'tool')
      expect([status, text]).toEqual([126, expect.stringContaining(`'tool': command not found on PATH, and ${named}`)])
      expect(run(NOBODY, cwd, ...onPath, '--quiet', 'sever').text).toContain("did you mean 'server'?")
      expect(run(NOBODY, cwd, ...onPath, '--quiet', 'true')).toMatchObject({ status: 0, text: 'status 0\n' })
    })
  },
)
