import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { searchFiles } from '../../src/env-files/find.ts'
import { findShadowedCredentials } from '../../src/env-files/missing-credentials.ts'
import { hostContextIn, type Tree, temporaryTree } from '../rig/temporary-tree.ts'

const KEYS = 'A=1\nMLFLOW_AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n'

function place(tree: Tree) {
  const top = temporaryTree({ 'a/b': null, ...tree, '.git': null })
  const world = hostContextIn(join(top, 'a/b'))
  return { world, found: searchFiles(world) }
}

describe('credentials that a nearer file hides', () => {
  const hidden = (tree: Tree) => {
    const { world, found } = place(tree)
    return findShadowedCredentials(world, found).map(({ origin, nearer }) => [
      origin.kind === 'file' && `${origin.display}:${origin.line} ${origin.name}`,
      nearer,
    ])
  }

  it.each<[string, Tree, unknown[]]>([
    ['an id', { 'a/b/.env': '', '.env': KEYS }, [['../../.env:2 MLFLOW_AWS_ACCESS_KEY_ID', '.env']]],
    [
      'a secret',
      { 'a/.env': 'X=1', '.env': 'MLFLOW_AWS_SECRET_ACCESS_KEY=s' },
      [['../../.env:1 MLFLOW_AWS_SECRET_ACCESS_KEY', '../.env']],
    ],
    ['a profile', { 'a/b/.env': '', 'a/.env': 'MLFLOW_AWS_PROFILE=p' }, [['../.env:1 MLFLOW_AWS_PROFILE', '.env']]],
    ['empty ones are none', { 'a/b/.env': '', '.env': 'MLFLOW_AWS_ACCESS_KEY_ID=\n' }, []],
    ['the other name hides nothing', { 'a/b/.env.mlflow': '', '.env': KEYS }, []],
    ['a file without them', { 'a/b/.env': '', '.env': 'A=1' }, []],
    ['a folder of that name', { 'a/b/.env': '', 'a/.env': null }, []],
    ['beyond .git nothing is looked for', { 'a/b/.env': '', 'a/b/.git': null, '.env': KEYS }, []],
  ])('are reported only if they count: %s', (_, tree, expected) => {
    expect(hidden(tree)).toEqual(expected)
  })
})
