import { describe, expect, it } from 'vitest'
import { keyForm } from '../../../src/doctor/checks/server/key-form.ts'
import { keyScope } from '../../../src/doctor/checks/server/key-scope.ts'
import { serverGate } from '../../../src/doctor/checks/server/server-gate.ts'
import { serverKey } from '../../../src/doctor/checks/server/server-key.ts'
import { createKey } from '../../../src/keys/api-key.ts'
import { checkProject } from '../../rig/doctor.ts'
import { answered, serverSetup } from '../../rig/tracking-answers.ts'

const URI = 'http://127.0.0.1:8080/api/mlflow'
const gate = (more: object = {}) => {
  return { key: true, scope: 'write', service: 'platform', expires: null, isReady: true, ...more }
}
const refused = { key: false, scope: null, service: null, expires: null }
const KEY = { kind: 'key', status: 401, reason: 'HTTP 401' }
const key = createKey().key.reveal()
const within = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
const envFile = (token: string) => ({ '.env': `MLFLOW_TRACKING_URI=${URI}\nMLFLOW_TRACKING_TOKEN=${token}\n` })

describe('the checks of a gate', () => {
  it.each([serverGate, serverKey, keyScope])('are skipped for a server without one', async (check) => {
    expect(await checkProject(check, serverSetup(answered()))).toMatchObject({ status: 'skip', remedy: '' })
  })

  it.each([
    [{}, 'ok', 'MLflow behind it answers'],
    [{ isReady: null }, 'ok', 'a gate asks for API keys'],
    [{ isReady: false }, 'fail', 'MLflow behind it does not'],
  ])('tell a gate from the server behind it: %o', async (more, status, found) => {
    const outcome = await checkProject(serverGate, serverSetup(answered({ gate: gate(more) }), URI))
    expect(outcome).toMatchObject({ status, found: expect.stringContaining(found) })
  })

  it('have the cause of an answer that the gate gives for a server that is gone', async () => {
    const finding = { kind: 'gate', status: 502, reason: 'HTTP 502' }
    const setup = serverSetup(answered({ gate: gate(), finding }), URI)
    expect(await checkProject(serverGate, setup)).toMatchObject({
      status: 'fail',
      found: expect.stringContaining('(HTTP 502)'),
    })
    for (const check of [serverKey, keyScope]) {
      expect(await checkProject(check, setup)).toMatchObject({ status: 'skip', cause: 'server-gate' })
    }
  })

  it('see a server that is gone behind a gate that refuses the key', async () => {
    const server = answered({ gate: { ...refused, isReady: false }, finding: KEY, login: {} })
    expect(await checkProject(serverGate, serverSetup(server, URI))).toMatchObject({ status: 'fail' })
  })

  it.each([
    [{}, 'asks for an API key, and there is none', 'MLFLOW_TRACKING_TOKEN=… in .env'],
    [
      { token: true },
      'refuses MLFLOW_TRACKING_TOKEN in .env:2: it is mistyped, expired, revoked or of another service',
      'correct MLFLOW_TRACKING_TOKEN in .env:2',
    ],
    [
      { basic: true, token: true },
      'refuses MLFLOW_TRACKING_USERNAME with its password, which takes the place of MLFLOW_TRACKING_TOKEN in .env:2',
      'remove MLFLOW_TRACKING_USERNAME',
    ],
    [
      { basic: true, fromFile: true, token: true },
      'the login of ~/.mlflow/credentials, which takes',
      'remove the login from ~/.mlflow/credentials',
    ],
    [{ netrc: true, token: true }, 'the login of ~/.netrc, which takes', 'NETRC=/dev/null'],
  ])('say what is wrong with a key that is refused: %o', async (login, found, remedy) => {
    const server = answered({ gate: { ...refused, isReady: true }, finding: KEY, login })
    const outcome = await checkProject(serverKey, serverSetup(server, URI, envFile(key)))
    expect(outcome).toMatchObject({ status: 'fail', found: expect.stringContaining(found) })
    expect(outcome.remedy).toContain(remedy)
    expect(JSON.stringify(outcome)).not.toContain(key.slice(5))
  })

  it.each([
    [null, 'ok'],
    [within(200), 'ok'],
    [within(5.5), 'warn'],
    ['yesterday', 'ok'],
  ])('warn of a key that ends soon: %s', async (expires, status) => {
    const setup = serverSetup(answered({ gate: gate({ expires }), login: { token: true } }), URI, envFile(key))
    const outcome = await checkProject(serverKey, setup)
    expect(outcome.status).toBe(status)
    expect(outcome.found).toContain('MLFLOW_TRACKING_TOKEN in .env:2')
    if (status === 'warn') expect(outcome.found).toContain('less than 6 h')
  })

  it.each([
    ['read', 'fail'],
    ['write', 'ok'],
    ['admin', 'ok'],
  ])('find a key that may log nothing: %s', async (scope, status) => {
    const outcome = await checkProject(keyScope, serverSetup(answered({ gate: gate({ scope }) }), URI))
    expect(outcome).toMatchObject({ status, found: expect.stringContaining(`'${scope}'`) })
  })
})

describe('the form of a key', () => {
  it.each([
    ['another token', 'hunter2hunter2', 'skip'],
    ['a key', key, 'ok'],
    ['a cut one', key.slice(0, -1), 'fail'],
    ['a mistyped one', key.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), 'fail'],
  ])('is looked at without the network: %s', async (_, token, status) => {
    const outcome = await checkProject(keyForm, { ...serverSetup({}, URI, envFile(token)), isOffline: true })
    expect(outcome.status).toBe(status)
    if (status === 'fail') {
      expect(outcome).toMatchObject({
        where: 'MLFLOW_TRACKING_TOKEN in .env:2',
        remedy: expect.stringContaining(' in .env:2'),
      })
    }
    expect(JSON.stringify(outcome)).not.toContain(token.slice(5))
  })

  it('is that of the environment too, and of a password', async () => {
    const env = { MLFLOW_TRACKING_USERNAME: 'me', MLFLOW_TRACKING_PASSWORD: key.slice(0, 30) }
    const setup = serverSetup({}, URI)
    expect(await checkProject(keyForm, { ...setup, env })).toMatchObject({
      status: 'fail',
      where: 'MLFLOW_TRACKING_PASSWORD in the environment',
    })
    expect(await checkProject(keyForm, setup)).toMatchObject({ status: 'skip' })
  })
})
