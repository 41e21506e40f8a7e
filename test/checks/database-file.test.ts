import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { databaseFile } from '../../src/checks/database-file.ts'
import type { Diagnostic } from '../../src/model/diagnostic.ts'
import { checkContext } from '../rig/check-context.ts'
import { isRoot, type Tree, temporaryTree } from '../rig/temporary-tree.ts'

const DATABASE = `SQLite format 3\0${'\0'.repeat(84)}`

interface Options {
  readonly directory?: string
  readonly env?: Readonly<Record<string, string>>
  readonly passthroughArgs?: readonly string[]
}

function check(tree: Tree, uri: string | null, options: Options = {}): readonly Diagnostic[] {
  const top = temporaryTree(tree)
  const { directory = '.', env = {}, passthroughArgs = [] } = options
  const words = uri === null ? [] : ['--backend-store-uri', uri]
  return databaseFile.run(checkContext({ words, env }, { cwd: join(top, directory), project: top, passthroughArgs }))
}

describe('the file of a SQLite database', () => {
  it('is no finding if it is there', () => {
    expect(check({ 'mlflow.db': DATABASE }, 'sqlite:///mlflow.db')).toEqual([])
  })

  it('is no finding for another kind of database', () => {
    expect(check({}, 'postgresql://h/d')).toEqual([])
  })

  it.each<[string, Tree, string, string]>([
    ['is not there', {}, 'sqlite:///mlflow.db', 'mlflow.db'],
    ['is empty', { 'mlflow.db': '' }, 'sqlite:///mlflow.db', 'mlflow.db'],
    ['has no directory yet', {}, 'sqlite:///a/b/mlflow.db', 'a/b/mlflow.db'],
    ['is percent-encoded', {}, 'sqlite:///my%20db.db', 'my db.db'],
  ])('is announced as new if it %s', (_, tree, uri, file) => {
    expect(check(tree, uri)).toMatchObject([{ code: 'new-database', severity: 'notice', data: { file, other: null } }])
  })

  it('is not announced if MLflow will not create it', () => {
    expect(check({}, 'sqlite:///mlflow.db', { passthroughArgs: ['--help'] })).toEqual([])
    expect(check({}, null, { env: { MLFLOW_ARTIFACTS_ONLY: ' True ' } })).toEqual([])
  })

  it('names the project’s own database, unless another one was asked for', () => {
    const tree = { 'mlflow.db': DATABASE, 'sub/x': '' }
    const other = (uri: string | null) => check(tree, uri, { directory: 'sub' })
    expect(other(null)).toMatchObject([{ data: { file: 'mlflow.db', other: '../mlflow.db' } }])
    expect(other('sqlite:///mlflow.db')).toMatchObject([{ data: { file: 'mlflow.db', other: null } }])
  })

  it.each<[string, Tree, string]>([
    ['not a file', { 'mlflow.db/x': '' }, 'sqlite:///mlflow.db'],
    ['not a database', { 'mlflow.db': 'hello' }, 'sqlite:///mlflow.db'],
    ['bad path', { a: '' }, 'sqlite:///a/mlflow.db'],
    ['bad path', { a: '' }, 'sqlite:///a/b/c/mlflow.db'],
  ])('is refused, for the backend and for the registry: %s', (problem, tree, uri) => {
    const expected = { code: 'database-file-unusable', severity: 'error', data: { problem } }
    expect(check(tree, uri)).toMatchObject([{ ...expected, origin: { name: '--backend-store-uri' } }])
    const registry = { env: { MLFLOW_REGISTRY_STORE_URI: uri } }
    expect(check({ ...tree, 'other.db': DATABASE }, 'sqlite:///other.db', registry)).toMatchObject([
      { ...expected, origin: { name: 'MLFLOW_REGISTRY_STORE_URI' } },
    ])
  })

  it.skipIf(isRoot)('is refused if it cannot be created (root can write everywhere)', () => {
    const top = temporaryTree({ closed: null })
    chmodSync(join(top, 'closed'), 0o500)
    const context = checkContext({ words: ['--backend-store-uri', 'sqlite:///closed/mlflow.db'] }, { cwd: top })
    expect(databaseFile.run(context)).toMatchObject([{ data: { problem: 'unwritable' } }])
  })
})
