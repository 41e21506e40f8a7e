import { describe, expect, it } from 'vitest'
import { uriSchemes } from '../../src/checks/uri-schemes.ts'
import { checkContext, INSTALLATION } from '../rig/check-context.ts'
import type { Setup } from '../rig/server-settings.ts'

const check = (setup: Setup, plugins = INSTALLATION.plugins) =>
  uriSchemes.run(checkContext(setup, { installation: { ...INSTALLATION, plugins } }))

describe('the scheme of a store', () => {
  it.each([
    ['BACKEND_STORE_URI', 'postgres://h/d', 'postgres', 'postgresql'],
    ['BACKEND_STORE_URI', 'mongodb://h/d', 'mongodb', null],
    ['BACKEND_STORE_URI', 'http://h', 'http', null],
    ['BACKEND_STORE_URI', 'postgresqls://h/d', 'postgresqls', null],
    ['DEFAULT_ARTIFACT_ROOT', 's3a://b', 's3a', 's3'],
    ['DEFAULT_ARTIFACT_ROOT', 'runs:/x', 'runs', null],
    ['MLFLOW_DEFAULT_ARTIFACT_ROOT', 'oss://b', 'oss', null],
    ['MLFLOW_REGISTRY_STORE_URI', 'postgres://h/d', 'postgres', 'postgresql'],
  ])('is refused if neither MLflow nor a plugin knows it: %s=%s', (name, value, scheme, suggestion) => {
    expect(check({ env: { [name]: value } })).toMatchObject([
      { code: 'unknown-uri-scheme', severity: 'error', origin: { name }, data: { scheme, suggestion } },
    ])
  })

  it('is looked at in every URI, so that all wrong ones are found', () => {
    const env = { BACKEND_STORE_URI: 'mongodb://h/d', DEFAULT_ARTIFACT_ROOT: 'oss://b' }
    expect(check({ env }).map(({ data }) => data)).toMatchObject([{ scheme: 'mongodb' }, { scheme: 'oss' }])
  })

  it.each([
    ['BACKEND_STORE_URI', 'mongodb://h/d'],
    ['DEFAULT_ARTIFACT_ROOT', 'oss://b'],
    ['MLFLOW_REGISTRY_STORE_URI', 'registered://h'],
  ])('is accepted if a plugin knows it: %s=%s', (name, value) => {
    const plugins = { backend: ['mongodb'], registry: ['registered'], artifacts: ['oss'] }
    expect(check({ env: { [name]: value } }, plugins)).toEqual([])
  })

  it.each(['databricks', 'databricks://profile'])('is accepted for a backend: %s', (uri) => {
    expect(check({ env: { BACKEND_STORE_URI: uri } })).toEqual([])
  })

  it.each(['s3', 'gs', 'wasbs', 'abfss', 'hdfs', 'b2', 'r2', 'sftp', 'S3'])(
    'is accepted for artifacts: %s',
    (scheme) => {
      expect(check({ env: { DEFAULT_ARTIFACT_ROOT: `${scheme}://b/x` } })).toEqual([])
    },
  )
})
