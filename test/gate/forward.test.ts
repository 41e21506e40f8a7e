import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bearer, openStandIn, openTestGate } from '../rig/gate.ts'

let upstream: Awaited<ReturnType<typeof openStandIn>>
let gate: Awaited<ReturnType<typeof openTestGate>>

beforeAll(async () => {
  upstream = await openStandIn()
  gate = await openTestGate(upstream.port)
})
afterAll(async () => {
  await gate.gate.close(0)
  await upstream.close()
})

describe('a request with a key', () => {
  it('reaches MLflow with its body, byte for byte behind the prefix, without the key', async () => {
    const body = 'x'.repeat(200_000)
    const path = '/api/2.0/mlflow/runs/create?a=%2F%20b&c'
    const response = await fetch(`${gate.url}${path}`, { method: 'POST', body, headers: bearer('write') })
    expect([response.status, await response.text()]).toEqual([200, 'answer'])
    const [request] = upstream.received.splice(0)
    expect(request).toMatchObject({ method: 'POST', url: path, body })
    expect(request?.headers).toMatchObject({
      host: `127.0.0.1:${upstream.port}`,
      connection: 'keep-alive',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': `127.0.0.1:${gate.port}`,
      'x-forwarded-prefix': '/api/mlflow',
    })
    expect(request?.headers).not.toHaveProperty('authorization')
    const [entry] = await gate.ended(1)
    expect(entry).toMatchObject({
      ...{ key: 'id-write', service: 'platform', method: 'POST', route: '/api/2.0/mlflow/runs/create' },
      ...{ status: 200, bytesIn: 200_000, bytesOut: 6 },
    })
  })

  it('can have its key as the password of Basic authentication', async () => {
    const authorization = `Basic ${Buffer.from('anybody:read-key').toString('base64')}`
    const response = await fetch(`${gate.url}/health`, { headers: { authorization } })
    expect([response.status, await response.text()]).toEqual([200, 'answer'])
  })
})

describe('a request without a key', () => {
  it('gets 401 in the form of MLflow’s errors, with both ways to authenticate, and reaches nothing', async () => {
    upstream.received.length = 0
    const response = await fetch(`${gate.url}/api/2.0/mlflow/runs/search`, { method: 'POST', body: '{}' })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer .*, Basic /)
    expect(await response.json()).toMatchObject({ error_code: 'UNAUTHENTICATED', message: expect.any(String) })
    expect(upstream.received).toEqual([])
  })
})
