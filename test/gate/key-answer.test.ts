import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bearer, openStandIn, openTestGate, testKeys } from '../rig/gate.ts'

let upstream: Awaited<ReturnType<typeof openStandIn>>
let gate: Awaited<ReturnType<typeof openTestGate>>
const EXPIRES = new Date('2030-01-31T12:00:00Z')

beforeAll(async () => {
  upstream = await openStandIn()
  gate = await openTestGate(upstream.port, {
    keys: {
      admit(presented, service) {
        const found = testKeys.admit(presented, service)
        return found.ok && found.record.scope === 'read'
          ? { ...found, record: { ...found.record, expiresAt: EXPIRES } }
          : found
      },
    },
  })
})
afterAll(async () => {
  await gate.gate.close(0)
  await upstream.close()
})

describe('what a gate tells of a key', () => {
  it.each([
    ['read', EXPIRES.toISOString()],
    ['write', null],
    ['admin', null],
  ] as const)('is its scope, service and end, to its holder: %s', async (scope, expiresAt) => {
    const answer = await fetch(`${gate.url}/keyz`, { headers: bearer(scope) })
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(await answer.json()).toEqual({ id: `id-${scope}`, service: 'platform', scope, expiresAt })
    expect((await fetch(`${gate.url}/keyz`, { method: 'HEAD', headers: bearer(scope) })).status).toBe(200)
  })

  it('is nothing to anybody else, in the words of every refusal', async () => {
    const other = await fetch(`${gate.url}/api/2.0/mlflow/runs/get`)
    const answers = [undefined, 'Bearer nobody'].map((authorization) =>
      fetch(`${gate.url}/keyz`, { headers: authorization ? { authorization } : {} }),
    )
    const words = await other.text()
    for (const answer of await Promise.all(answers)) expect([answer.status, await answer.text()]).toEqual([401, words])
  })

  it('is no request for MLflow; whatever else has the path is', async () => {
    upstream.received.splice(0)
    await fetch(`${gate.url}/keyz?x`, { headers: bearer('admin') })
    expect(upstream.received).toEqual([])
    await fetch(`${gate.url}/keyz`, { method: 'POST', headers: bearer('admin') })
    await fetch(`${gate.url}/keyz/`, { headers: bearer('admin') })
    expect(upstream.received.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /keyz', 'GET /keyz/'])
    expect(gate.entries.filter(({ route }) => route === '/keyz').length).toBeGreaterThan(0)
  })
})
