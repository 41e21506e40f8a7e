import { describe, expect, it } from 'vitest'
import { applyChange } from '../../src/child-env/change.ts'
import { withoutDeployment } from '../../src/mlflow/private-server-environment.ts'
import { configured } from '../rig/configure-values.ts'
import type { Layer } from '../rig/sources.ts'

function privately(env: Layer, file: Layer = {}) {
  const change = withoutDeployment(env, configured({ env, files: [file] }).change)
  return { change, child: applyChange(env, change) }
}

const OF_DEPLOYMENT = {
  MLFLOW_SERVER_ALLOWED_HOSTS: 'mlflow.example',
  MLFLOW_SERVER_CORS_ALLOWED_ORIGINS: 'https://ui.example',
  MLFLOW_SERVER_X_FRAME_OPTIONS: 'NONE',
  MLFLOW_SERVER_DISABLE_SECURITY_MIDDLEWARE: 'true',
  MLFLOW_UVICORN_OPTS: '--ssl-keyfile k.pem --ssl-certfile=c.pem',
  MLFLOW_GUNICORN_OPTS: '--bind 0.0.0.0:80',
  UVICORN_SSL_CERTFILE: 'c.pem',
  UVICORN_UDS: '/run/m.sock',
  UVICORN_ROOT_PATH: '/x',
  MLFLOW_RUN_ID: 'a1',
}

describe('the environment of a private server', () => {
  it.each([
    ['the shell', () => privately(OF_DEPLOYMENT)],
    ['a file', () => privately({}, OF_DEPLOYMENT)],
  ])('has nothing that belongs to the address of the deployed one, from %s', (_, make) => {
    const { child, change } = make()
    for (const name of Object.keys(OF_DEPLOYMENT)) expect(child).not.toHaveProperty(name)
    expect(change.unset.size + change.withheld.length).toBe(Object.keys(OF_DEPLOYMENT).length)
  })

  it('keeps settings that are right at every address, and those of uvicorn among others', () => {
    const env = {
      MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'true',
      MLFLOW_FLASK_SERVER_SECRET_KEY: 'x',
      UVICORN_LOG_LEVEL: 'info',
      MLFLOW_UVICORN_OPTS: "--log-level debug  --timeout-keep-alive '7'",
    }
    expect(privately(env).child).toMatchObject(env)
    const mixed = { MLFLOW_UVICORN_OPTS: '--log-level debug --ssl-certfile "a b.pem" --uds=/x --limit-concurrency 9' }
    const reduced = { MLFLOW_UVICORN_OPTS: '--log-level debug --limit-concurrency 9' }
    expect(privately(mixed).child).toMatchObject(reduced)
    expect(privately({}, mixed).child).toMatchObject(reduced)
  })

  it('has no jobs unless somebody asks for them', () => {
    expect(privately({}).child).toMatchObject({ MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false' })
  })
})
