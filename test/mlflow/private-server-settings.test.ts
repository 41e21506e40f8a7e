import { describe, expect, it } from 'vitest'
import { privateDatabase, privateSettings } from '../../src/mlflow/private-server-settings.ts'
import { resolved, type Setup } from '../rig/server-settings.ts'

const settings = (setup: Setup) => privateSettings(resolved(setup).settings, '/p', '127.0.0.1')

describe('a private server', () => {
  it('listens on a free local port, regardless of the settings for other servers', () => {
    const env = { MLFLOW_HOST: '0.0.0.0', MLFLOW_PORT: '5000', MLFLOW_STATIC_PREFIX: '/x' }
    expect(settings({ env })).toMatchObject({ host: { value: '127.0.0.1' }, port: { value: 0 }, staticPrefix: null })
  })

  it('has its files in the project if none are named', () => {
    expect(settings({}).artifacts.destination?.value).toBe('/p/mlartifacts')
    const direct = settings({ env: { MLFLOW_SERVE_ARTIFACTS: 'false' } }).artifacts
    expect([direct.mode, direct.defaultRoot?.value]).toEqual(['direct', '/p/mlruns'])
  })

  it.each(['s3://bucket/x', './here'])('uses an artifact location that is named: %s', (place) => {
    expect(settings({ env: { MLFLOW_ARTIFACT_ROOT: place } }).artifacts.destination?.value).toBe(place)
    const env = { MLFLOW_ARTIFACT_ROOT: place, MLFLOW_SERVE_ARTIFACTS: 'false' }
    expect(settings({ env }).artifacts.defaultRoot?.value).toBe(place)
  })

  it('has as many workers as requested, or one', () => {
    expect(settings({}).workers.value).toBe(1)
    expect(settings({ env: { MLFLOW_WORKERS: '3' } }).workers.value).toBe(3)
  })
})

it.each([
  ['/a b/c@d', 'sqlite:////a b/c@d/mlflow.db'],
  ['/50% done?', 'sqlite:////50%25 done%3F/mlflow.db'],
  ['/x\ny', 'sqlite:////x%0Ay/mlflow.db'],
])('a private server finds the database of the project: %j', (project, expected) => {
  expect(privateDatabase(project)).toBe(expected)
})
