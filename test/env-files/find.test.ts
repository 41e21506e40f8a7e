import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ancestors, searchFiles } from '../../src/env-files/find.ts'
import { displayPath } from '../../src/host/display-path.ts'
import { hostContextIn, type Tree, temporaryTree } from '../rig/temporary-tree.ts'

/** What the search finds from `a/b/c` of a tree, as paths inside it. */
function search(tree: Tree, home?: string) {
  const top = temporaryTree({ 'a/b/c': null, ...tree, '.git': null })
  const world = hostContextIn(join(top, 'a/b/c'), home === undefined ? {} : { home: join(top, home) })
  const found = searchFiles(world)
  const inside = (path: string) => path.slice(top.length + 1)
  return {
    nearest: found.nearest.map(inside),
    hidden: found.hidden.map(({ path, nearer }) => [inside(path), inside(nearer)]),
    gitRoot: found.gitRoot && inside(found.gitRoot),
    searched: found.searched.map(inside),
  }
}

describe('the search for .env files', () => {
  it.each<[string, Tree, readonly string[]]>([
    [
      'finds both names beside each other',
      { 'a/b/c/.env': '', 'a/b/c/.env.mlflow': '' },
      ['a/b/c/.env.mlflow', 'a/b/c/.env'],
    ],
    [
      'takes each name from the nearest folder',
      { 'a/.env.mlflow': '', 'a/b/.env': '', 'a/.env': '' },
      ['a/.env.mlflow', 'a/b/.env'],
    ],
    ['puts .env.mlflow first, however far', { '.env.mlflow': '', 'a/b/c/.env': '' }, ['.env.mlflow', 'a/b/c/.env']],
    ['finds nothing', {}, []],
    ['knows no other names', { '.env.local': '', '.env.txt': '', env: '', '.ENV': '' }, []],
    ['ends after a folder with .git', { 'a/b/.git': null, 'a/b/.env': '', 'a/.env.mlflow': '' }, ['a/b/.env']],
    ['ends after a folder with a .git file, as a worktree has', { 'a/b/.git': 'gitdir: x', 'a/.env': '' }, []],
    ['ends after a .git that leads nowhere', { 'a/b/.git': { link: 'gone' }, 'a/.env': '' }, []],
    ['looks beside .git', { 'a/b/c/.git': null, 'a/b/c/.env': '' }, ['a/b/c/.env']],
    ['passes over a folder of that name', { 'a/b/.env': null, 'a/.env': '' }, ['a/.env']],
    ['passes over a link to a folder', { 'a/b/.env': { link: 'c' }, 'a/.env': '' }, ['a/.env']],
    [
      'takes no file above a link that leads nowhere',
      { 'a/b/.env': { link: 'gone' }, 'a/.env': '', 'a/.env.mlflow': '' },
      ['a/.env.mlflow'],
    ],
  ])('finds the nearest ones: %s', (_, tree, nearest) => {
    expect(search(tree).nearest).toEqual(nearest)
  })

  it('takes a file of which the system fails to tell whether it is there, so that reading it gives the reason', () => {
    const loop = join(temporaryTree({ loop: { link: 'loop' } }), 'loop')
    const { nearest } = searchFiles(hostContextIn(loop))
    expect(nearest.map((path) => displayPath(loop, path))).toEqual(['.env.mlflow', '.env'])
  })

  it('reports the files that a nearer one hides', () => {
    const { hidden } = search({ '.env': '', 'a/.env': '', 'a/b/.env': '', '.env.mlflow': '' })
    expect(hidden).toEqual([
      ['a/.env', 'a/b/.env'],
      ['.env', 'a/b/.env'],
    ])
  })

  it('reports the folders that it has passed over, but for those above a file', () => {
    const top = temporaryTree({ '.git': null, '.env': null, 'a/.env': '', 'a/b/.env': null, 'a/b/.env.mlflow': null })
    const { directories } = searchFiles(hostContextIn(join(top, 'a/b')))
    expect(directories).toEqual([join(top, 'a/b/.env.mlflow'), join(top, 'a/b/.env')])
  })

  it('reports the directories that it has searched', () => {
    expect(search({ 'a/b/.git': null })).toMatchObject({ gitRoot: 'a/b', searched: ['a/b/c', 'a/b'] })
  })

  it.each<[string, string, Tree, readonly string[]]>([
    ['never enters HOME from below', 'a', { 'a/.env': '', '.env': '', 'a/b/.env.mlflow': '' }, ['a/b/.env.mlflow']],
    [
      'reads HOME when it starts there, and nothing above',
      'a/b/c',
      { 'a/b/c/.env': '', 'a/b/.env.mlflow': '' },
      ['a/b/c/.env'],
    ],
    ['knows HOME by another path too', 'house', { house: { link: 'a' }, 'a/.env': '' }, []],
    ['passes a HOME that is elsewhere', 'gone', { '.env': '' }, ['.env']],
  ])('finds the nearest ones: %s', (_, home, tree, nearest) => {
    expect(search(tree, home).nearest).toEqual(nearest)
  })

  it('goes up to the repository root for a user without a home', () => {
    const top = temporaryTree({ 'a/b': null, '.env': '', '.git': null })
    const { nearest } = searchFiles(hostContextIn(join(top, 'a/b'), { home: null }))
    expect(nearest).toEqual([join(top, '.env')])
  })

  it('ends at the root directory', () => {
    expect([...ancestors(hostContextIn('/usr/lib'))]).toEqual(['/usr/lib', '/usr', '/'])
    expect([...ancestors(hostContextIn('/'))]).toEqual(['/'])
  })
})

describe('a path in a message', () => {
  it.each([
    ['/a/b', '/a/b/.env', '.env'],
    ['/a/b', '/a/.env', '../.env'],
    ['/a/b/c/d', '/a/.env', '../../../.env'],
    ['/a/b/c/d/e', '/a/.env', '/a/.env'],
    ['/a', '/b/.env', '../b/.env'],
    ['/a', '/dev/fd/63', '/dev/fd/63'],
    ['/', '/proc/self/fd/3', '/proc/self/fd/3'],
    ['/', '/device/.env', 'device/.env'],
  ])('is written as a person would: from %s, %s is %s', (cwd, path, expected) => {
    expect(displayPath(cwd, path)).toBe(expected)
  })
})
