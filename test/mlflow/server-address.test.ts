import { describe, expect, it } from 'vitest'
import { deriveTrackingUri } from '../../src/mlflow/derived-address.ts'
import { checkOwnTrackingUri, withOwnServer } from '../../src/mlflow/own-tracking-uri.ts'
import { isSameHost, loopbackAddress, parseUrl, reachableHost } from '../../src/mlflow/server-address.ts'
import { resolved } from '../rig/server-settings.ts'
import { toSources } from '../rig/sources.ts'

describe('the host of a server, as this machine reaches it,', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['0.0.0.0', '127.0.0.1'],
    ['0', '127.0.0.1'],
    ['::', '[::1]'],
    ['::0', '[::1]'],
    ['0:0:0:0:0:0:0:0', '0:0:0:0:0:0:0:0'],
    ['::1', '[::1]'],
    ['fe80::1', '[fe80::1]'],
    ['lab.example.com', 'lab.example.com'],
  ])('of %s is %s', (host, expected) => {
    expect(reachableHost(host).replace('[0:0:0:0:0:0:0:0]', '0:0:0:0:0:0:0:0')).toBe(expected)
  })
})

describe('hosts of URLs', () => {
  it.each([
    ['localhost', 'localhost'],
    ['127.0.0.1', '127.0.0.1'],
    ['127.0.1.1', '127.0.1.1'],
    ['0.0.0.0', '127.0.0.1'],
    ['[::1]', '::1'],
    ['[0:0:0:0:0:0:0:1]', '::1'],
    ['[::]', '::1'],
    ['10.0.0.1', null],
    ['localhost.example.com', null],
    ['[::2]', null],
    ['1270.0.0.1', null],
  ])('that lead to loopback are known: %s', (host, expected) => {
    expect(loopbackAddress(host)).toBe(expected)
  })

  it.each([
    ['localhost', '127.0.0.1', true],
    ['[::1]', '127.0.0.1', true],
    ['LAB'.toLowerCase(), 'lab', true],
    ['127.0.0.2', '127.0.0.1', false],
    ['lab', 'localhost', false],
  ])('are compared: %s and %s', (a, b, expected) => {
    expect(isSameHost(a, b)).toBe(expected)
  })

  it('are taken from a URL without its user info', () => {
    expect(parseUrl('HTTPS://me:p@Host/a/b/?x#y')).toMatchObject({
      scheme: 'https',
      host: 'host',
      port: 443,
      prefix: '/a/b',
    })
    expect(parseUrl('http://[::1]:5000')).toMatchObject({ host: '[::1]', port: 5000, prefix: '' })
    expect(parseUrl('sqlite:///x')).toBeNull()
  })
})

const GATE = { WITH_MLFLOW_ENV_AUTH: 'true' }

describe("the server's settings of a project", () => {
  it.each([
    [{ MLFLOW_PORT: '5001' }, 'http://127.0.0.1:5001', 'MLFLOW_PORT'],
    [{ MLFLOW_PORT: ' 5001 ' }, 'http://127.0.0.1:5001', 'MLFLOW_PORT'],
    [{ MLFLOW_HOST: '0.0.0.0' }, 'http://127.0.0.1:5000', 'MLFLOW_HOST'],
    [{ MLFLOW_HOST: '::', MLFLOW_PORT: '7' }, 'http://[::1]:7', 'MLFLOW_PORT'],
    [{ MLFLOW_HOST: 'lab.lan' }, 'http://lab.lan:5000', 'MLFLOW_HOST'],
    [{ MLFLOW_STATIC_PREFIX: '/mlflow' }, 'http://127.0.0.1:5000/mlflow', 'MLFLOW_STATIC_PREFIX'],
    [{ MLFLOW_PORT: '5001', UVICORN_SSL_CERTFILE: 'x' }, 'https://127.0.0.1:5001', 'MLFLOW_PORT'],
    [{ MLFLOW_PORT: '5001', ...GATE, WITH_MLFLOW_ENV_TLS_CERT: 'x' }, 'https://127.0.0.1:5001', 'MLFLOW_PORT'],
    [{ MLFLOW_PORT: '5001', WITH_MLFLOW_ENV_TLS_CERT: 'x' }, 'http://127.0.0.1:5001', 'MLFLOW_PORT'],
    [{ MLFLOW_PORT: '5001', ...GATE }, 'http://127.0.0.1:5001', 'MLFLOW_PORT'],
    [{ MLFLOW_PORT: '1', MLFLOW_UVICORN_OPTS: '--ssl-certfile=x' }, 'https://127.0.0.1:1', 'MLFLOW_PORT'],
  ])('lead its clients to the same address: %j', (file: Record<string, string>, value, name) => {
    expect(deriveTrackingUri(toSources([{}, file]))).toMatchObject({ value, origin: { kind: 'file', name } })
  })

  it.each([
    [{}],
    [{ UVICORN_SSL_CERTFILE: 'x' }],
    [{ MLFLOW_PORT: '0' }],
    [{ MLFLOW_PORT: '' }],
    [{ MLFLOW_PORT: 'http' }],
    [{ MLFLOW_PORT: '70000' }],
    [{ MLFLOW_PORT: 'tcp://10.0.0.1:5000' }],
    [{ MLFLOW_PORT: '5001', MLFLOW_HOST: 'http://x' }],
    [{ MLFLOW_PORT: '5001', MLFLOW_STATIC_PREFIX: 'mlflow' }],
    [{ MLFLOW_PORT: '5001', MLFLOW_UVICORN_OPTS: '--uds /x' }],
    [{ MLFLOW_PORT: '5001', UVICORN_FD: '3' }],
  ])('lead nowhere if they name no address: %j', (env: Record<string, string>) => {
    expect(deriveTrackingUri(toSources([env]))).toBeNull()
  })

  it("pass over Kubernetes' link of a Service called mlflow, and the server takes the next port", () => {
    const env = { MLFLOW_PORT: 'tcp://10.0.0.1:5000' }
    const files = [{ MLFLOW_PORT: '5001' }]
    expect(deriveTrackingUri(toSources([env, ...files]))?.value).toBe('http://127.0.0.1:5001')
    const { settings, findings } = resolved({ env, files })
    expect(settings.port).toMatchObject({ value: 5001, origin: { kind: 'file' } })
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([['service-link', 'notice']])
    expect(resolved({ env, words: ['--port', '6000'] })).toMatchObject({
      settings: { port: { value: 6000 } },
      findings: [],
    })
  })
})

describe('the tracking URI of a project whose server starts', () => {
  const found = (uri: string, words: readonly string[] = [], scheme: 'http' | 'https' | null = 'http') => {
    const trackingUri = {
      value: uri,
      origin: { kind: 'environment', name: 'MLFLOW_TRACKING_URI' },
      isNamed: true,
    } as const
    return checkOwnTrackingUri(trackingUri, resolved({ words }).settings, scheme).map(({ severity }) => severity)
  }

  it.each([
    ['http://localhost:5000', []],
    ['http://127.0.0.1:5000/', []],
    ['http://[::1]:5000', []],
    ['http://user:pw@localhost:5000', []],
    ['http://localhost:5000', ['--host', '0.0.0.0']],
    ['http://127.0.0.2:5000', ['--host', '0.0.0.0']],
    ['http://127.0.1.1:5000/x', ['--host', '::', '--static-prefix', '/x']],
    // A reverse proxy, or another name of this machine.
    ['https://mlflow.example.com', []],
    ['https://mlflow.example.com/mlflow', ['--port', '8080']],
    ['https://localhost:8443', []],
    ['http://mlflow.example.com', []],
    ['http://mlflow:5000', ['--host', '0.0.0.0']],
    ['http://10.0.0.5:8080', ['--host', '10.0.0.5']],
    // The database that this server has.
    ['sqlite:///mlflow.db', []],
    // The warning about the URI itself is enough.
    ['localhost:5001', []],
  ])('causes nothing if it may lead to it: %s', (uri, words) => {
    expect(found(uri, words)).toEqual([])
  })

  it.each([
    ['http://localhost:5001', [], 'warning'],
    ['http://localhost:5000', ['--port', '5001'], 'warning'],
    ['http://localhost:5000', ['--port', '0'], 'warning'],
    ['http://localhost', [], 'warning'],
    ['http://localhost:5000', ['--static-prefix', '/mlflow'], 'warning'],
    ['http://localhost:5000/mlflow', [], 'warning'],
    ['http://127.0.0.2:5000', [], 'warning'],
    ['http://localhost:5000', ['--host', '10.0.0.5'], 'warning'],
    ['http://team-server:5000', [], 'notice'],
    ['sqlite:///other.db', [], 'notice'],
    ['databricks', [], 'notice'],
  ])('is named if it cannot lead to it: %s', (uri, words, severity) => {
    expect(found(uri, words)).toEqual([severity])
  })

  it('has to have the scheme of the server', () => {
    expect(found('http://localhost:5000', [], 'https')).toEqual(['warning'])
    expect(found('https://localhost:5000', [], 'https')).toEqual([])
    expect(found('http://localhost:1', [], null)).toEqual([])
  })

  it('is the address of the server if nobody has named one', () => {
    const nobody = { value: 'http://localhost:5000', origin: { kind: 'default' }, isNamed: false } as const
    const shown = (words: readonly string[]) => withOwnServer(nobody, resolved({ words }).settings, 'http').value
    expect(shown([])).toBe('http://localhost:5000')
    expect(shown(['--port', '5001', '--static-prefix', '/x'])).toBe('http://127.0.0.1:5001/x')
    expect(shown(['--port', '0'])).toBe('http://localhost:5000')
  })
})
