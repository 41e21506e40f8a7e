import { afterAll, expect, it } from 'vitest'
import { DEFAULT_LIMITS, limitsOf } from '../../src/gate/limits.ts'
import { openStandIn, openTestGate } from '../rig/gate.ts'

const upstream = await openStandIn()
const { gate, origin } = await openTestGate(upstream.port, { upstreamTimeoutMs: 300_000 })
afterAll(async () => {
  await gate.close(0)
  await upstream.close()
})

it('idle connections are kept a minute longer than MLflow may take: a balancer’s own limit is between', async () => {
  const { headers } = await fetch(`${origin}/healthz`)
  expect(headers.get('keep-alive')).toBe('timeout=365')
})

it('other limits are those that are named, and else the ordinary ones', () => {
  expect(limitsOf(1000, { readerMs: 5 })).toEqual({
    ...DEFAULT_LIMITS,
    upstreamMs: 1000,
    keepAliveMs: 66_000,
    readerMs: 5,
  })
  expect(limitsOf(1000, { keepAliveMs: 7 }).keepAliveMs).toBe(7)
})
