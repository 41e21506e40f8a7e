import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { searchFiles } from '../../src/env-files/find.ts'
import { findHints } from '../../src/env-files/hints.ts'
import { hostContextIn, type Tree, temporaryTree } from '../rig/temporary-tree.ts'

const KEYS = 'A=1\nMLFLOW_AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n'

/** The hints for somebody in `a/b` of a tree. */
function hints(tree: Tree, { cwd = 'a/b', home }: { cwd?: string; home?: string } = {}) {
  const top = temporaryTree({ 'a/b': null, ...tree, '.git': null })
  const hostContext = hostContextIn(join(top, cwd), home === undefined ? {} : { home: join(top, home) })
  return findHints(hostContext, searchFiles(hostContext))
}

describe('hints at missing credentials', () => {
  it.each<[string, Tree, unknown[]]>([
    [
      'an editor’s .txt',
      { 'a/b/.env.txt': '' },
      [{ code: 'env-file-misnamed', data: { display: '.env.txt', expected: '.env' } }],
    ],
    [
      'one of the other name, above',
      { 'a/.env.mlflow.txt': '' },
      [{ code: 'env-file-misnamed', data: { display: '../.env.mlflow.txt', expected: '.env.mlflow' } }],
    ],
    [
      'a file above .git',
      { 'a/.git': null, '.env': KEYS },
      [{ code: 'env-file-above-repository', data: { display: '../../.env' } }],
    ],
    ['a file above .git without credentials', { 'a/.git': null, '.env': 'A=1\n' }, []],
    ['nothing', { 'a/b/.env': '' }, []],
    ['a folder is no file', { 'a/b/.env.txt': null }, []],
    ['a folder above .git', { 'a/.git': null, '.env': null }, []],
  ])('are reported only if they count: %s', (_, tree, expected) => {
    expect(hints(tree)).toMatchObject(expected)
  })

  it.each([
    '.env.local',
    '.env.development',
    '.env-lab',
    '.envrc',
    'mlflow.env',
    'env',
    '.env.mlflow.local',
    '.ENV',
    '.Env.Local',
  ])('name a file of another tool that has them: %s', (name) => {
    const text = name === '.envrc' ? 'export MLFLOW_AWS_PROFILE=lab\n' : KEYS
    expect(hints({ [`a/${name}`]: text })).toMatchObject([
      { code: 'env-file-not-read', data: { display: `../${name}`, reason: 'name' } },
    ])
  })

  it('name a file of another tool that is not UTF-8', () => {
    const text = Buffer.from(`\ufeff${KEYS}`, 'utf16le')
    expect(hints({ 'a/b/.env.local': text })).toMatchObject([
      { code: 'env-file-misnamed', data: { display: '.env.local', expected: '.env.mlflow' } },
    ])
  })

  it.each<[string, string | null]>([
    ['.env.local', 'A=1\nMLFLOW_TRACKING_URI=http://localhost:5000\n'],
    ['.env.local', 'MLFLOW_AWS_ACCESS_KEY_ID=\n'],
    ['.env.local', null],
    ['.env.example', KEYS],
    ['.env.mlflow.example', KEYS],
    ['.env.sample', KEYS],
    ['.env.bak', KEYS],
    ['environment', KEYS],
    ['notes.txt', KEYS],
  ])('leave out other files: %s', (name, content) => {
    expect(hints({ [`a/b/${name}`]: content })).toEqual([])
  })

  it('are three at most', () => {
    const names = ['.env.a', '.env.b', '.env.c', '.env.d']
    expect(hints(Object.fromEntries(names.map((name) => [`a/b/${name}`, KEYS])))).toHaveLength(3)
  })

  it('name a file in HOME, which the search does not enter from below', () => {
    expect(hints({ '.env': KEYS }, { home: '.' })).toMatchObject([
      { code: 'env-file-not-read', data: { display: '../../.env', reason: 'home' } },
    ])
    expect(hints({ 'other/.env': KEYS }, { home: 'other' })).toEqual([])
  })

  it('name a file in the main worktree of a linked one', () => {
    const top = temporaryTree({ 'main/.gitignore': '.env\n', 'main/.env': KEYS, 'main/inner/keep': '' })
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], {
        cwd: join(top, 'main'),
        stdio: 'ignore',
      })
    git('init')
    git('add', '.')
    git('commit', '-m', 'x')
    git('worktree', 'add', '../linked')
    const hostContext = hostContextIn(join(top, 'linked/inner'))
    expect(findHints(hostContext, searchFiles(hostContext))).toMatchObject([
      { code: 'env-file-not-read', data: { display: '../../main/.env', reason: 'worktree' } },
    ])
    const main = hostContextIn(join(top, 'main/inner'))
    expect(findHints(main, searchFiles(main))).toEqual([])
  })

  it.each(['', 'gitdir: ../gone\n', 'gitdir: /\n', 'nothing'])('survive a .git file that leads nowhere: %j', (text) => {
    expect(hints({ 'a/.git': text })).toEqual([])
  })
})
