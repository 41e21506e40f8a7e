import { expect, it } from 'vitest'
import { defaultBackendUri } from '../../src/server/default-backend.ts'
import { temporaryTree } from '../rig/temporary-tree.ts'

it.each([
  [{ 'mlruns/0/meta.yaml': '' }, './mlruns'],
  [{ 'mlruns/123456789/meta.yaml': '' }, './mlruns'],
  [{ 'mlruns/0': null }, 'sqlite:///mlflow.db'],
  [{ 'mlruns/models/meta.yaml': '' }, 'sqlite:///mlflow.db'],
  [{}, 'sqlite:///mlflow.db'],
])('the default store in a directory with %j is %s, as with MLflow', (tree, expected) => {
  expect(defaultBackendUri(temporaryTree(tree))).toBe(expected)
})
