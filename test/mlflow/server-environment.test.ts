import { describe, expect, it } from 'vitest'
import { applyChange } from '../../src/child-env/change.ts'
import { changeForServer, findOtherVariables } from '../../src/mlflow/server-environment.ts'
import { findServerVariables } from '../../src/mlflow/variables.ts'
import { nameOf } from '../../src/model/origin.ts'
import { configured } from '../rig/configure-values.ts'
import { resolved } from '../rig/server-settings.ts'
import type { Layer } from '../rig/sources.ts'
import { toSources } from '../rig/sources.ts'

function changed(env: Layer, file: Layer = {}, words: readonly string[] = []) {
  const configuration = configured({ env, files: [file] })
  const { settings } = resolved({ words, env, files: [file] })
  const change = changeForServer(env, configuration.change, settings, '/dist/python')
  return { change, child: applyChange(env, change) }
}

describe('the server’s environment', () => {
  it('has the port that leads clients to it, and nothing for them alone', () => {
    const { change, child } = changed({}, { MLFLOW_PORT: '5003' })
    expect(child).toMatchObject({ MLFLOW_PORT: '5003' })
    for (const name of ['MLFLOW_TRACKING_URI', 'WITH_MLFLOW_ENV_FOUND_URI']) expect(child).not.toHaveProperty(name)
    expect(change.withheld).toEqual([])
  })

  it('has every setting under MLflow’s own variable', () => {
    const words = ['--port', '0', '--static-prefix', '/p', '--workers', '2']
    const file = { BACKEND_STORE_URI: 'postgresql://u:p%40w@h/d', DEFAULT_ARTIFACT_ROOT: 's3://b' }
    expect(changed({}, file, words).child).toMatchObject({
      MLFLOW_HOST: '127.0.0.1',
      MLFLOW_PORT: '0',
      MLFLOW_WORKERS: '2',
      MLFLOW_BACKEND_STORE_URI: 'postgresql://u:p%40w@h/d',
      MLFLOW_SERVE_ARTIFACTS: 'true',
      MLFLOW_ARTIFACTS_DESTINATION: 's3://b',
      MLFLOW_STATIC_PREFIX: '/p',
      MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD: 'false',
      MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD: 'false',
    })
  })

  it('does not have the store of the API keys, which may name a password', () => {
    const { change, child } = changed({ WITH_MLFLOW_ENV_KEYS: 'postgresql://u:p@h/keys' })
    expect(child).not.toHaveProperty('WITH_MLFLOW_ENV_KEYS')
    expect(change.unset.get('WITH_MLFLOW_ENV_KEYS')).toMatch(/\w/)
  })

  const ALIASES = {
    BACKEND_STORE_URI: 'sqlite:///x.db',
    DEFAULT_ARTIFACT_ROOT: 's3://a',
    MLFLOW_ARTIFACT_ROOT: 's3://a',
  }
  it.each<[string, Layer]>([
    ['the names of deployments', ALIASES],
    [
      'a client’s settings',
      { MLFLOW_TRACKING_URI: 'http://h', MLFLOW_REGISTRY_URI: 'http://h', MLFLOW_TRACKING_TOKEN: 'k' },
    ],
    ['another server’s own state', { _MLFLOW_SERVER_SERVE_ARTIFACTS: 'true', _MLFLOW_STATIC_PREFIX: '/x' }],
    ['what is empty', { MLFLOW_SERVER_ALLOWED_HOSTS: '', MLFLOW_UVICORN_OPTS: '', MLFLOW_STATIC_PREFIX: '' }],
  ])('does not have %s, regardless of its source', (_, variables) => {
    const fromShell = changed(variables)
    const fromFile = changed({}, variables)
    for (const name of Object.keys(variables)) {
      expect(fromShell.child).not.toHaveProperty(name)
      expect(fromShell.change.unset.get(name)).toMatch(/\w/)
      expect(fromFile.child).not.toHaveProperty(name)
    }
  })

  it('does not have what a higher source overrides', () => {
    const env = { MLFLOW_DEFAULT_ARTIFACT_ROOT: 's3://low', MLFLOW_ARTIFACTS_DESTINATION: 's3://low' }
    const { child } = changed(env, {}, ['--artifact-root', 's3://high'])
    expect(child).not.toHaveProperty('MLFLOW_DEFAULT_ARTIFACT_ROOT')
    expect(child).toMatchObject({ MLFLOW_ARTIFACTS_DESTINATION: 's3://high' })
  })

  it.each([
    [{}, '/dist/python'],
    [{ PYTHONPATH: '' }, '/dist/python'],
    [{ PYTHONPATH: '/x:/y' }, '/dist/python:/x:/y'],
  ])('has the plugin against presigned URLs with a store behind it and without --presigned: %j', (env, expected) => {
    const store = ['--artifact-root', 's3://b']
    const { child } = changed({ ...env, MLFLOW_ARTIFACTS_PRESIGNED_ONLY: 'true' }, {}, store)
    expect(child.PYTHONPATH).toBe(expected)
    expect(child).not.toHaveProperty('MLFLOW_ARTIFACTS_PRESIGNED_ONLY')
    const own = 'PYTHONPATH' in env ? env.PYTHONPATH : undefined
    for (const words of [[], [...store, '--presigned'], [...store, '--no-serve-artifacts']]) {
      expect(changed(env, {}, words).child.PYTHONPATH).toBe(own)
    }
  })

  it('keeps other variables of MLflow, and the switch for presigned URLs if there is no store behind it', () => {
    const env = {
      MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
      MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD: 'true',
      MLFLOW_UVICORN_OPTS: '--log-level debug',
    }
    expect(changed(env).child).toMatchObject(env)
  })
})

describe('other variables that configure the server', () => {
  it('are not those of a Service of Kubernetes called mlflow-server', () => {
    const link = {
      MLFLOW_SERVER_SERVICE_HOST: '10.0.0.1',
      MLFLOW_SERVER_SERVICE_PORT: '5000',
      MLFLOW_SERVER_SERVICE_PORT_HTTP: '5000',
      MLFLOW_SERVER_PORT: 'tcp://10.0.0.1:5000',
      MLFLOW_SERVER_PORT_5000_TCP: 'tcp://10.0.0.1:5000',
      MLFLOW_SERVER_PORT_5000_TCP_ADDR: '10.0.0.1',
    }
    const names = (env: Readonly<Record<string, string>>) => findServerVariables(toSources([env])).map(nameOf)
    expect(names({ ...link, MLFLOW_SERVER_ALLOWED_HOSTS: 'h' })).toEqual(['MLFLOW_SERVER_ALLOWED_HOSTS'])
    expect(names({ MLFLOW_SERVER_PORT: '1' })).toEqual(['MLFLOW_SERVER_PORT'])
  })

  it('are not those that another setting replaces or removes', () => {
    const env = {
      MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD: 'true',
      MLFLOW_ARTIFACTS_PRESIGNED_ONLY: 'true',
      MLFLOW_SERVER_ALLOWED_HOSTS: 'h',
    }
    const others = (words: readonly string[]) =>
      findOtherVariables(toSources([env]), resolved({ words, env }).settings, changed(env, {}, words).child).map(nameOf)
    expect(others(['--artifact-root', 's3://b'])).toEqual(['MLFLOW_SERVER_ALLOWED_HOSTS'])
    expect(others(['--artifact-root', 's3://b', '--presigned'])).toEqual([
      'MLFLOW_ARTIFACTS_PRESIGNED_ONLY',
      'MLFLOW_SERVER_ALLOWED_HOSTS',
    ])
    expect(others([])).toHaveLength(3)
  })

  it('are listed, each with its effective origin', () => {
    const sources = toSources([
      { MLFLOW_SERVER_ALLOWED_HOSTS: 'h', MLFLOW_PORT: '1', MLFLOW_UVICORN_OPTS: '', MLFLOW_EXPERIMENT_NAME: 'x' },
      { MLFLOW_SERVER_ALLOWED_HOSTS: 'i', MLFLOW_UVICORN_OPTS: '--x', BACKEND_STORE_URI: 'y' },
    ])
    expect(findServerVariables(sources)).toEqual([
      { kind: 'environment', name: 'MLFLOW_SERVER_ALLOWED_HOSTS' },
      expect.objectContaining({ kind: 'file', name: 'MLFLOW_UVICORN_OPTS', line: 2 }),
    ])
  })
})
