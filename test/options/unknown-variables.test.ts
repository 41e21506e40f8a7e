import { describe, expect, it } from 'vitest'
import { PROJECT_VARIABLES } from '../../src/configure/index.ts'
import { findUnknownVariables } from '../../src/options/unknown-variables.ts'
import { type Layer, toSources } from '../rig/sources.ts'

const find = (layers: readonly Layer[]) => findUnknownVariables(toSources(layers), PROJECT_VARIABLES)

describe('a variable that looks like one of the launcher’s own', () => {
  it.each([
    ['MLFLOW_AWS_REGION', 'MLFLOW_AWS_DEFAULT_REGION'],
    ['MLFLOW_AWS_ACCESS_KEY', 'MLFLOW_AWS_ACCESS_KEY_ID'],
    ['MLFLOW_AWS_SECRET_KEY', 'MLFLOW_AWS_SECRET_ACCESS_KEY'],
    ['MLFLOW_AWS_TOKEN', 'MLFLOW_AWS_SESSION_TOKEN'],
    ['mlflow_aws_access_key_id', 'MLFLOW_AWS_ACCESS_KEY_ID'],
    ['Mlflow_Aws_Profile', 'MLFLOW_AWS_PROFILE'],
    ['mlflow_aws_secret_key', 'MLFLOW_AWS_SECRET_ACCESS_KEY'],
    ['MLFLOW_AWS_ANYTHING', null],
    ['WITH_MLFLOW_ENV_STRIKT', null],
  ])('causes a warning with a suggestion: %s, %s', (name, suggestion) => {
    const origin = { kind: 'environment', name }
    expect(find([{ [name]: 'x' }])).toMatchObject([{ code: 'unknown-variable', origin, data: { suggestion } }])
  })

  it.each([
    'MLFLOW_AWS_ACCESS_KEY_ID',
    'MLFLOW_AWS_SECRET_ACCESS_KEY',
    'MLFLOW_AWS_SESSION_TOKEN',
    'MLFLOW_AWS_PROFILE',
    'MLFLOW_AWS_DEFAULT_REGION',
    'MLFLOW_S3_ENDPOINT_URL',
    'MLFLOW_TRACKING_URI',
    'AWS_ANYTHING',
    'WITH_MLFLOW_ENV',
    'WITH_MLFLOW_ENV_STRICT',
    'WITH_MLFLOW_ENV_ENV_FILE',
  ])('causes no warning if it is not similar: %s', (name) => {
    expect(find([{ [name]: 'x' }])).toEqual([])
  })

  it('is found in every source, with its origin', () => {
    const found = find([{}, { A: '1', MLFLOW_AWS_REGION: '' }])
    expect(found).toMatchObject([{ origin: { kind: 'file', display: '.env.mlflow', line: 2 } }])
  })

  it('causes a warning in a file if it has an effect only in the environment', () => {
    expect(find([{}, { WITH_MLFLOW_ENV_ENV_FILE: 'x' }])).toMatchObject([{ code: 'variable-ignored-in-file' }])
  })
})
