import { expect, it } from 'vitest'
import { applyChange } from '../../src/child-env/change.ts'
import { behindGate, jobLogin, listenVariables } from '../../src/mlflow/behind-gate.ts'

const NONE = { set: new Map(), unset: new Map(), withheld: [] }

function environment(env: Readonly<Record<string, string>>, isGated = true) {
  return applyChange(env, behindGate(env, NONE, { auth: { value: isGated, origin: { kind: 'default' } } }))
}

it.each([
  ['localhost:*,mlflow.internal:5000', 'localhost:*,mlflow.internal:5000,localhost'],
  ['mlflow.internal, localhost', 'mlflow.internal, localhost'],
  ['*', '*'],
])('a list of hosts gets the one that the gate uses: %s', (given, expected) => {
  expect(environment({ MLFLOW_SERVER_ALLOWED_HOSTS: given }).MLFLOW_SERVER_ALLOWED_HOSTS).toBe(expected)
})

it('MLflow’s own list stays, and uvicorn believes the gate who the client is', () => {
  const off = { MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false' }
  expect(environment(off)).toEqual({ ...off, FORWARDED_ALLOW_IPS: '*', UVICORN_UDS: 'chosen at the start' })
  expect(environment({ FORWARDED_ALLOW_IPS: '10.0.0.1' }).FORWARDED_ALLOW_IPS).toBe('10.0.0.1')
})

it('without a gate nothing changes', () => {
  expect(environment({ MLFLOW_SERVER_ALLOWED_HOSTS: 'a' }, false)).toEqual({ MLFLOW_SERVER_ALLOWED_HOSTS: 'a' })
})

it('MLflow’s jobs have a login', () => {
  const names = Object.keys(environment({}))
  expect(names).toEqual(expect.arrayContaining(Object.keys(jobLogin('key'))))
})

it('before MLflow 3.3 gunicorn gets the socket as its host', () => {
  const variables = { MLFLOW_PORT: '5000', MLFLOW_HOST: 'unix:/run/m.sock' }
  expect(listenVariables('/run/m.sock', 5000, '3.2.0')).toEqual({ socket: '/run/m.sock:5000', variables })
  const ofUvicorn = { MLFLOW_PORT: '5000', UVICORN_UDS: '/run/m.sock' }
  expect(listenVariables('/run/m.sock', 5000, '3.3.0')).toEqual({ socket: '/run/m.sock', variables: ofUvicorn })
})
