import { expect, it } from 'vitest'
import { fileStore } from '../../src/checks/file-store.ts'
import { checkContext, withVersions } from '../rig/check-context.ts'

const check = (env: Readonly<Record<string, string>>, mlflow = '3.17.2') =>
  fileStore.run(checkContext({ env }, { installation: withVersions({ mlflow }) }))

it.each([
  ['3.12.0', '', []],
  ['3.13.0', '', ['file-store-unsupported']],
  ['3.13.0', 'true', []],
  ['3.13.0', '1', []],
  ['3.13.0', 'false', ['file-store-unsupported']],
])('MLflow %s with MLFLOW_ALLOW_FILE_STORE=%s: a file store is %j', (mlflow, allowed, codes) => {
  const env = { MLFLOW_BACKEND_STORE_URI: 'file:///srv/mlruns', MLFLOW_ALLOW_FILE_STORE: allowed }
  expect(check(env, mlflow).map(({ code }) => code)).toEqual(codes)
})

it.each(['MLFLOW_REGISTRY_STORE_URI', 'MLFLOW_READ_REPLICA_BACKEND_STORE_URI'])(
  'a directory is refused in %s too',
  (name) => {
    expect(check({ [name]: './mlruns' })).toMatchObject([{ code: 'file-store-unsupported', origin: { name } }])
  },
)
