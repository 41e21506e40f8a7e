import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findPythonFiles } from '../../src/env-files/python-dotenv-search.ts'
import { hostContextIn, type Tree, temporaryTree } from '../rig/temporary-tree.ts'

describe('files that python-dotenv finds by itself', () => {
  const files = (tree: Tree, command: readonly string[], read: readonly string[] = []) => {
    const top = temporaryTree({ 'a/b/x': '', ...tree, '.git': null })
    const world = hostContextIn(join(top, 'a/b'))
    const found = findPythonFiles(
      world,
      command,
      read.map((path) => join(top, path)),
    )
    // Above the test's own folder, that for temporary files may hold anything.
    return found.flatMap(({ path }) => (path.startsWith(top) ? path.slice(top.length + 1) : []))
  }

  it.each<[string, Tree, string[], string[]]>([
    ['from the working directory upward', { '.env': '' }, ['python'], ['.env']],
    ['the nearest only', { '.env': '', 'a/.env': '' }, ['python'], ['a/.env']],
    ['beyond .git', { '.env': '', 'a/b/.git': null }, ['python'], ['.env']],
    ['a folder is passed over', { '.env': '', 'a/.env': null }, ['python'], ['.env']],
    ['beside a script', { 's/.env': '', 's/t.py': '' }, ['python', '../../s/t.py'], ['s/.env']],
    ['above a script', { 's/.env': '', 's/u/t.py': '' }, ['python', '-u', '../../s/u/t.py'], ['s/.env']],
    ['beside a program with a path', { 's/.env': '', 's/run': '' }, ['../../s/run'], ['s/.env']],
    ['beside a module', { 'a/b/pkg/.env': '', 'a/b/pkg/mod.py': '' }, ['python', '-m', 'pkg.mod'], ['a/b/pkg/.env']],
    ['beside a notebook', { 's/.env': '', 's/n.ipynb': '' }, ['jupyter', 'run', '../../s/n.ipynb'], ['s/.env']],
    ['not beside a script that is not there', { 's/.env': '' }, ['python', '../../s/gone.py'], []],
    ['none', {}, ['python'], []],
  ])('are reported only if they count: %s', (_, tree, command, expected) => {
    expect(files(tree, command)).toEqual(expected)
  })

  it('are not read again', () => {
    expect(files({ '.env': '' }, ['python'], ['.env'])).toEqual([])
  })
})
