import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isCrossSite, isOwnOrigin } from '../../src/gate/cross-site.ts'
import { bearer, openStandIn, openTestGate, TEST_KEYS } from '../rig/gate.ts'

const HOST = 'gate.example:8080'

describe('a request that changes something', () => {
  it.each([
    // What the browser says counts, whatever names a balancer has changed.
    ['same-origin', null, false],
    ['none', null, false],
    ['same-origin', 'https://public.example', false],
    ['same-site', null, true],
    ['cross-site', null, true],
    ['cross-site', 'http://gate.example:8080', true],
    ['', null, true],
    ['Same-Origin', null, true],
    ['same-origin, cross-site', null, true],
    // Without Sec-Fetch-Site: plain HTTP, and browsers before 2023.
    [null, 'http://gate.example:8080', false],
    [null, 'HTTP://GATE.example:8080', false],
    // A balancer with TLS in front.
    [null, 'https://gate.example:8080', false],
    [null, 'http://gate.example', true],
    [null, 'http://gate.example:8081', true],
    [null, 'http://other.example:8080', true],
    [null, 'http://gate.example:8080.other.example', true],
    [null, 'http://user@gate.example:8080', true],
    [null, 'http://gate.example:8080/', true],
    [null, 'gate.example:8080', true],
    [null, 'ftp://gate.example:8080', true],
    [null, 'null', true],
    [null, '', true],
    // Programs.
    [null, null, false],
  ])('with Sec-Fetch-Site %j and Origin %j: is of another site: %s', (site, origin, expected) => {
    const named = Object.entries({ 'sec-fetch-site': site, ORIGIN: origin }).filter(([, value]) => value !== null)
    const rawHeaders = ['Host', HOST, ...named.flat()] as string[]
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect(isCrossSite({ method, rawHeaders })).toBe(expected)
    for (const method of ['GET', 'HEAD', 'OPTIONS']) expect(isCrossSite({ method, rawHeaders })).toBe(false)
  })

  it.each(['Origin', 'Sec-Fetch-Site'])('with %s twice is of another site', (name) => {
    const value = name === 'Origin' ? `http://${HOST}` : 'same-origin'
    const rawHeaders = ['Host', HOST, name, value, name.toLowerCase(), value]
    expect(isCrossSite({ method: 'POST', rawHeaders })).toBe(true)
  })
})

describe('the server’s own origin', () => {
  it.each([
    ['https://public.example', ['Host', 'public.example'], true],
    ['https://public.example', ['Host', 'public.example:443'], true],
    ['https://public.example', ['Host', 'public.example:80'], false],
    ['http://public.example', ['Host', 'public.example:80'], true],
    ['https://public.example', ['Host', '10.0.0.7:8080', 'X-Forwarded-Host', 'public.example'], true],
    ['https://public.example', ['Host', '10.0.0.7:8080', 'X-Forwarded-Host', 'public.example, inner.example'], true],
    ['https://public.example', ['Host', '10.0.0.7:8080', 'X-Forwarded-Host', 'other.example'], false],
    ['https://public.example', ['Host', '10.0.0.7:8080'], false],
    ['http://[2001:db8::1]:8080', ['Host', '[2001:DB8::1]:8080'], true],
    ['http://127.0.0.1:8080', ['Host', '127.0.0.1:8080'], true],
    ['https://public.example', ['Host', ''], false],
    ['https://public.example', [], false],
    ['null', ['Host', 'null'], false],
  ])('%s, addressed with %j: %s', (origin, rawHeaders, expected) => {
    expect(isOwnOrigin(origin, rawHeaders)).toBe(expected)
  })
})

describe('the gate', () => {
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

  const basic = { authorization: `Basic ${Buffer.from(`me:${TEST_KEYS.admin}`).toString('base64')}` }
  const foreign = { origin: 'https://other.example' }
  const ask = (method: string, headers: Record<string, string>) =>
    fetch(`${gate.url}/api/2.0/mlflow/runs/create`, { method, headers, ...(method === 'POST' ? { body: '{}' } : {}) })

  it('refuses it if the browser has added the key by itself', async () => {
    const before = upstream.received.length
    for (const headers of [foreign, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }]) {
      const answer = await ask('POST', { ...basic, ...headers })
      expect(answer.status).toBe(403)
      expect(await answer.json()).toMatchObject({ error_code: 'PERMISSION_DENIED' })
    }
    expect(upstream.received.length).toBe(before)
  })

  it.each([
    ['Basic by a program', 'POST', basic, undefined],
    ['Basic by a page of another site that only reads', 'GET', { ...basic, ...foreign }, undefined],
    ['a token, which no browser adds by itself', 'POST', { ...bearer(), ...foreign }, foreign.origin],
  ])('lets in %s', async (_, method, headers, seen) => {
    expect((await ask(method, headers)).status).toBe(200)
    expect(upstream.received.at(-1)?.headers.origin).toBe(seen)
  })

  it('lets in its own pages, also behind a balancer that speaks TLS, and MLflow does not see their origin', async () => {
    const { host } = new URL(gate.url)
    const balanced = { origin: 'https://public.example', 'x-forwarded-host': 'public.example' }
    for (const own of [{ origin: `http://${host}` }, { origin: `https://${host}` }, balanced]) {
      for (const key of [basic, bearer()]) {
        expect((await ask('POST', { ...key, ...own })).status).toBe(200)
        expect(upstream.received.at(-1)?.headers.origin).toBeUndefined()
      }
    }
  })
})
