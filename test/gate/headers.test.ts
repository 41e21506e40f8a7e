import { describe, expect, it } from 'vitest'
import { upstreamHeaders } from '../../src/gate/request-headers.ts'
import { clientHeaders } from '../../src/gate/response-headers.ts'

const client = { address: '192.0.2.7', scheme: 'https', prefix: '/api/mlflow' } as const
const toUpstream = (...rawHeaders: string[]) =>
  upstreamHeaders({ rawHeaders: ['Host', 'gate.example', ...rawHeaders] }, { kind: 'none' }, client, 'localhost', false)
const OWN = [
  ...['Host', 'localhost', 'X-Forwarded-For', '192.0.2.7', 'X-Forwarded-Proto', 'https'],
  ...['X-Forwarded-Host', 'gate.example', 'X-Forwarded-Prefix', '/api/mlflow', 'Connection', 'keep-alive'],
]
const places = { prefix: '/api/mlflow', upstreamPrefix: '', upstreamHost: 'localhost' }

describe('the headers that MLflow gets', () => {
  it.each([
    ['Authorization', 'Bearer x'],
    ['authorization', 'Basic x'],
    ['Expect', '100-continue'],
    ['Keep-Alive', 'timeout=5'],
    ['TE', 'trailers'],
    ['Trailer', 'X-A'],
    ['Upgrade', 'h2c'],
    ['HTTP2-Settings', 'x'],
    ['Proxy-Authorization', 'x'],
    ['Proxy-Connection', 'close'],
    ['Forwarded', 'for=1.2.3.4'],
    ['X-Forwarded-For', '127.0.0.1'],
    ['x-forwarded-host', 'evil.example'],
    ['X-Forwarded-Server', 'x'],
    ['X-Real-IP', '127.0.0.1'],
    ['X-HTTP-Method-Override', 'DELETE'],
    ['X-HTTP-Method', 'DELETE'],
    ['X-Method-Override', 'DELETE'],
    // CVE-2015-0219 (Django) and others: WSGI takes these for the ones with dashes.
    ['X_Forwarded_For', '127.0.0.1'],
    ['X_HTTP_Method_Override', 'DELETE'],
    // The browser's page of this very server.
    ['Origin', 'https://gate.example'],
  ])('have no %s: %s of the client’s', (name, value) => {
    expect(toUpstream(name, value)).toEqual(OWN)
  })

  it('have everything else, in its order and as often as it was there', () => {
    const others = [
      'X-MLFLOW-WORKSPACE',
      'a',
      'Accept',
      'x',
      'accept',
      'y',
      'Cookie',
      'a=b',
      'Origin',
      'http://other.example',
    ]
    expect(toUpstream(...others)).toEqual(['Host', 'localhost', ...others, ...OWN.slice(2)])
  })

  it('have nothing that Connection names, but always what the gate adds', () => {
    // CVE-2026-33805 (@fastify/reply-from): a client named what the proxy had added.
    const named = 'X-A, x-forwarded-for, Host,Authorization'
    expect(toUpstream('Connection', named, 'Connection', 'X-B', 'X-A', 'a', 'X-B', 'b')).toEqual(OWN)
  })

  it('tell how long the body is, in one way', () => {
    const head = { rawHeaders: ['Host', 'a', 'Content-Length', '5'] }
    const last = (headers: string[]) => headers.slice(-4)
    expect(last(upstreamHeaders(head, { kind: 'length', bytes: 5 }, client, 'l', true))).toEqual([
      'Content-Length',
      '5',
      'Connection',
      'keep-alive',
    ])
    expect(last(upstreamHeaders(head, { kind: 'chunked' }, client, 'l', true))).toEqual([
      'Transfer-Encoding',
      'chunked',
      'Connection',
      'keep-alive',
    ])
    expect(last(upstreamHeaders({ rawHeaders: [] }, { kind: 'none' }, client, 'l', true))).toEqual([
      'Content-Length',
      '0',
      'Connection',
      'keep-alive',
    ])
  })
})

describe('the headers that the client gets', () => {
  it('are MLflow’s, without what is about its connection', () => {
    const own = ['Set-Cookie', 'a', 'Set-Cookie', 'b', 'content-type', 'text/plain', 'Content-Length', '3', 'Date', 'x']
    const dropped = [
      'Connection',
      'close, X-A',
      'X-A',
      'a',
      'Keep-Alive',
      'x',
      'Transfer-Encoding',
      'chunked',
      'Upgrade',
      'h2c',
    ]
    expect(clientHeaders([...own, ...dropped], places)).toEqual([...own, 'Cache-Control', 'private'])
  })

  it('lead back through the gate', () => {
    expect(clientHeaders(['location', 'http://localhost/a'], places).slice(0, 2)).toEqual(['location', '/api/mlflow/a'])
  })
})
