import { describe, expect, it } from 'vitest'
import { PROJECT_VARIABLES } from '../../src/configure/index.ts'
import { variablesOf } from '../../src/options/option.ts'
import { SERVER_OPTIONS } from '../../src/options/server-options.ts'
import { ownServerVariables } from '../../src/options/server-variables.ts'
import { findIgnoredInFiles, findUnknownVariables, warnUnknownVariables } from '../../src/options/unknown-variables.ts'
import { type Layer, toSources } from '../rig/sources.ts'

const warn = (layers: readonly Layer[]) =>
  warnUnknownVariables(findUnknownVariables(toSources(layers), PROJECT_VARIABLES))

describe('the variables of the server’s options', () => {
  it('are listed apart from their table, which an ordinary run does not load', () => {
    const own = SERVER_OPTIONS.flatMap(variablesOf).filter((name) => name.startsWith('WITH_MLFLOW_ENV_'))
    expect(ownServerVariables()).toEqual(own)
  })
})

describe('a variable that looks like one of the launcher’s own', () => {
  it.each([
    ['MLFLOW_AWS_REGION', 'MLFLOW_AWS_DEFAULT_REGION'],
    ['mlflow_aws_access_key_id', 'MLFLOW_AWS_ACCESS_KEY_ID'],
    ['MLFLOW_TRACKING_URL', 'MLFLOW_TRACKING_URI'],
    ['MLFLOW-AWS-PROFILE', 'MLFLOW_AWS_PROFILE'],
    ['WITH_MLFLOW_ENV_STRIKT', 'WITH_MLFLOW_ENV_STRICT'],
    ['MLFLOW_AWS_ANYTHING', null],
    ['WITH_MLFLOW_ENV_ANYTHING', null],
  ])('causes a warning with what was meant: %s, %s', (name, suggestion) => {
    const origin = { kind: 'environment', name }
    const found = warn([{ [name]: 'x' }])
    expect(found).toMatchObject([{ code: 'unknown-variable', severity: 'warning', origin, data: { suggestion } }])
    if (suggestion) expect(found[0]?.message).toContain(`did you mean ${suggestion}?`)
  })

  it.each([
    'MLFLOW_AWS_ACCESS_KEY_ID',
    'MLFLOW_AWS_DEFAULT_REGION',
    'MLFLOW_S3_ENDPOINT_URL',
    'MLFLOW_TRACKING_URI',
    'MLFLOW_TRACKING_USERNAME',
    'MLFLOW_EXPERIMENT_NAME',
    'AWS_ANYTHING',
    'WITH_MLFLOW_ENV',
    'WITH_MLFLOW_ENV_STRICT',
    'WITH_MLFLOW_ENV_ENV_FILE',
  ])('causes no warning if it is not similar: %s', (name) => {
    expect(warn([{ [name]: 'x' }])).toEqual([])
  })

  it.each(['AWS_S3_ENDPOINT_URL', 'AWS_S3_ENDPOINT'])('may be an endpoint in a file: %s', (name) => {
    const endpoint = { [name]: 'http://store' }
    const found = warn([{}, endpoint])
    expect(found).toMatchObject([{ origin: { line: 1 }, data: { suggestion: 'MLFLOW_S3_ENDPOINT_URL' } }])
    expect(warn([endpoint])).toEqual([])
    expect(warn([{}, { [name]: '' }])).toEqual([])
    for (const other of ['AWS_STORAGE_BUCKET_NAME', 'MLFLOW_S3_ENDPOINT_URL', 'AWS_ENDPOINT_URL']) {
      expect(warn([{}, { ...endpoint, [other]: 'x' }])).toEqual([])
    }
  })

  it('is found in every source, with its origin, and an empty one counts as absent', () => {
    const found = warn([{}, { A: '1', MLFLOW_AWS_REGION: 'x' }, { MLFLOW_AWS_REGION: '' }])
    expect(found).toMatchObject([{ origin: { kind: 'file', display: '.env.mlflow', line: 2 } }])
  })

  it('is no slip next to the right name in the same place, unless nobody else can have that name', () => {
    const both = { MLFLOW_TRACKING_URL: 'http://a', MLFLOW_TRACKING_URI: 'http://a' }
    expect(warn([{}, both])).toEqual([])
    expect(warn([{ MLFLOW_TRACKING_URI: 'http://a' }, { MLFLOW_TRACKING_URL: 'http://b' }])).toHaveLength(1)
    expect(warn([{}, { MLFLOW_AWS_REGION: 'x', MLFLOW_AWS_DEFAULT_REGION: 'x' }])).toHaveLength(1)
  })
})

describe('a variable of the launcher’s own that has an effect only in the environment', () => {
  it.each(['WITH_MLFLOW_ENV_ENV_FILE', 'WITH_MLFLOW_ENV_OVERRIDE', 'WITH_MLFLOW_ENV_DEBUG'])(
    'causes a warning in a file: %s',
    (name) => {
      expect(findIgnoredInFiles(toSources([{}, { [name]: '1' }]))).toMatchObject([{ code: 'variable-ignored-in-file' }])
      expect(findIgnoredInFiles(toSources([{ [name]: '1' }, { [name]: '' }]))).toEqual([])
    },
  )
})
