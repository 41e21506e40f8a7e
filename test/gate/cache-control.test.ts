import { expect, it } from 'vitest'
import { privateCacheControl } from '../../src/gate/cache-control.ts'
import { clientHeaders } from '../../src/gate/response-headers.ts'

it.each([
  [[], 'private'],
  [[''], 'private'],
  [['no-cache'], 'private, no-cache'],
  [['private'], 'private'],
  [['no-store'], 'no-store'],
  [['no-store, public'], 'no-store'],
  // The files of MLflow's pages.
  [['public, max-age=2419200'], 'private, max-age=2419200'],
  [['Public, S-MaxAge=60, max-age=5, must-revalidate'], 'private, max-age=5, must-revalidate'],
  [['max-age=5', 'public'], 'private, max-age=5'],
  // Only the headers that it names are private.
  [['private="set-cookie, x", max-age=5'], 'private, max-age=5'],
  [['no-cache="set-cookie, public"'], 'private, no-cache="set-cookie, public"'],
  [[',, ,'], 'private'],
])('%j is %j for those who have a key', (values, expected) => {
  expect(privateCacheControl(values)).toBe(expected)
})

it('is in every answer, once, and the rest is as MLflow has it', () => {
  const places = { prefix: '', upstreamPrefix: '', upstreamHost: 'localhost' }
  const rest = [
    'Content-Disposition',
    'attachment; filename=a.html',
    'X-Content-Type-Options',
    'nosniff',
    'ETag',
    '"a"',
  ]
  expect(clientHeaders(rest, places)).toEqual([...rest, 'Cache-Control', 'private'])
  const cached = ['cache-control', 'public', ...rest, 'Cache-Control', 'max-age=5']
  expect(clientHeaders(cached, places)).toEqual([...rest, 'Cache-Control', 'private, max-age=5'])
})

it.each([
  ...['CDN-Cache-Control', 'Cloudflare-CDN-Cache-Control', 'netlify-cdn-cache-control', 'Surrogate-Control'],
  ...['Edge-Control', 'X-Accel-Expires'],
])('is not overridden for a shared cache by %s', (name) => {
  const places = { prefix: '', upstreamPrefix: '', upstreamHost: 'localhost' }
  const kept = ['ETag', '"a"', 'Cache-Controls', 'a', 'Surrogate-Key', 'b']
  expect(clientHeaders([name, 'max-age=60', ...kept], places)).toEqual([...kept, 'Cache-Control', 'private'])
})
