import { describe, expect, it } from 'vitest'
import { artifactsOnly } from '../../src/checks/artifacts-only.ts'
import { nodeDebug } from '../../src/checks/node-debug.ts'
import { presignedVariables } from '../../src/checks/presigned-variables.ts'
import { runChecks } from '../../src/checks/run-checks.ts'
import { s3Endpoint } from '../../src/checks/s3-endpoint.ts'
import { variableTypes } from '../../src/checks/variable-types.ts'
import { workspace } from '../../src/checks/workspace.ts'
import { nameOf } from '../../src/model/origin.ts'
import { checkContext } from '../rig/check-context.ts'

describe('a variable that MLflow reads as a switch, a number or a choice', () => {
  it.each([
    ['MLFLOW_ARTIFACTS_ONLY', 'maybe'],
    ['MLFLOW_SQLALCHEMYSTORE_POOLCLASS', 'Pool'],
    ['MLFLOW_SERVER_ENABLE_JOB_EXECUTION', 'maybe'],
    ['MLFLOW_S3_IGNORE_TLS', 'yes'],
    ['MLFLOW_SQLALCHEMYSTORE_POOL_SIZE', 'large'],
  ])('is refused if MLflow cannot read it: %s=%s', (name, value) => {
    expect(variableTypes.run(checkContext({ env: { [name]: value } }))).toMatchObject([
      { code: 'invalid-option-value', severity: 'error', origin: { name } },
    ])
  })

  it.each([
    ['MLFLOW_ARTIFACTS_ONLY', ' Yes '],
    ['MLFLOW_SQLALCHEMYSTORE_POOLCLASS', 'NullPool'],
    ['MLFLOW_SERVER_ENABLE_JOB_EXECUTION', 'FALSE'],
    ['MLFLOW_SQLALCHEMYSTORE_POOL_SIZE', '1_000'],
    ['MLFLOW_SQLALCHEMYSTORE_POOL_SIZE', ''],
  ])('is accepted as MLflow accepts it: %s=%s', (name, value) => {
    expect(variableTypes.run(checkContext({ env: { [name]: value } }))).toEqual([])
  })
})

describe('the endpoint of the store', () => {
  it('is refused without a scheme', () => {
    const env = { MLFLOW_S3_ENDPOINT_URL: '127.0.0.1:9000' }
    expect(s3Endpoint.run(checkContext({ env }))).toMatchObject([{ code: 'invalid-option-value', severity: 'error' }])
  })

  it('is refused with the bucket of the artifact root in its path', () => {
    const env = { MLFLOW_S3_ENDPOINT_URL: 'http://127.0.0.1:9000/lab' }
    const check = (words: readonly string[]) => s3Endpoint.run(checkContext({ env, words }))
    for (const option of ['--artifact-root', '--artifacts-destination', '--default-artifact-root']) {
      expect(check([option, 's3://lab/mlflow'])).toMatchObject([
        {
          code: 'invalid-value',
          severity: 'error',
          data: { problem: 'bucket in the path', meant: 'http://127.0.0.1:9000' },
        },
      ])
    }
    expect(check(['--artifact-root', 's3://other'])).toEqual([])
  })

  it.each(['http://127.0.0.1:9000', 'HTTPS://s3.example', ''])('is accepted: %j', (value) => {
    expect(s3Endpoint.run(checkContext({ env: { MLFLOW_S3_ENDPOINT_URL: value } }))).toEqual([])
  })
})

describe('a variable of MLflow for presigned URLs', () => {
  const store = ['--artifact-root', 's3://lab']
  const found = (words: readonly string[], env: Readonly<Record<string, string>>) =>
    presignedVariables
      .run(checkContext({ words, env }))
      .map(({ origin, message }) => `${nameOf(origin ?? { kind: 'default' })}: ${message}`)

  it.each([
    'MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD',
    'MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD',
    'MLFLOW_ARTIFACTS_PRESIGNED_ONLY',
  ])('causes a warning if the launcher decides otherwise: %s', (name) => {
    expect(found(store, { [name]: 'true' })).toEqual([
      expect.stringMatching(new RegExp(`^${name}: .*: add --presigned`)),
    ])
    expect(found([...store, '--no-presigned'], { [name]: '1' })).toEqual([
      expect.stringContaining('--no-presigned decides'),
    ])
    expect(found(store, { [name]: 'false' })).toEqual([])
    expect(found([...store, '--presigned'], { [name]: 'true' })).toEqual([])
    expect(found([], { [name]: 'true' })).toEqual([])
  })

  it('causes one if it switches off what --presigned switches on', () => {
    const env = { MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD: 'false', MLFLOW_ARTIFACTS_PRESIGNED_ONLY: 'false' }
    expect(found([...store, '--presigned'], env)).toEqual([
      expect.stringMatching(/^MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD: .*--presigned decides/),
    ])
  })
})

describe('a client’s workspace', () => {
  it('is refused, unless it is empty', () => {
    const files = [{ MLFLOW_WORKSPACE: 'w' }]
    expect(workspace.run(checkContext({ files }, { env: { MLFLOW_WORKSPACE: 'w' } }))).toMatchObject([
      { code: 'workspace-set', severity: 'error', origin: { kind: 'file' } },
    ])
    expect(workspace.run(checkContext({ env: { MLFLOW_WORKSPACE: '' } }))).toEqual([])
    // A private server does not get it.
    expect(workspace.run(checkContext({ files }, { env: {} }))).toEqual([])
  })
})

describe('a server of artifacts only', () => {
  const check = (value: string, words: readonly string[]) =>
    artifactsOnly.run(checkContext({ words, env: { MLFLOW_ARTIFACTS_ONLY: value } }))

  it('is refused with a backend, and the URI is not shown', () => {
    const [found] = check('1', ['--backend-store-uri', 'postgresql://u:hunter2@h/d'])
    expect(found).toMatchObject({ code: 'conflicting-options', severity: 'error' })
    expect(JSON.stringify({ ...found })).not.toContain('hunter2')
  })

  it('is accepted without one', () => {
    expect(check('1', [])).toEqual([])
    expect(check('0', ['--backend-store-uri', 'sqlite:///x.db'])).toEqual([])
  })
})

describe('NODE_DEBUG', () => {
  it('is refused if Node would print every environment', () => {
    const check = (value: string) => nodeDebug.run(checkContext({}, { launcherEnv: { NODE_DEBUG: value } }))
    expect(check('http,child_process')).toMatchObject([{ code: 'node-debug', severity: 'error' }])
    expect(check('http')).toEqual([])
  })
})

it('the settings of a usual server are without a finding', () => {
  expect(runChecks('settings', checkContext({ words: ['--artifact-root', 's3://b'] }))).toEqual([])
})
