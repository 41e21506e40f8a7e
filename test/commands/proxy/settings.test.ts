import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettings } from '../../../src/commands/proxy/settings.ts'
import { isLauncherError } from '../../../src/model/diagnostic.ts'
import { toGivenOptions } from '../../../src/options/arguments.ts'
import { makeCertificate } from '../../rig/certificate.ts'

const UPSTREAM = 'http://127.0.0.1:5000'

function read(options: Record<string, string>, env: Record<string, string> = {}) {
  const given = Object.entries({ upstream: UPSTREAM, ...options }).map(([name, value]) => [name, [value]] as const)
  const context = { env, cwd: '/', platform: 'linux', home: '/', uid: 1, nullDevice: '/dev/null' } as const
  return readSettings(toGivenOptions(Object.fromEntries(given)), context)
}

function messageOf(options: Record<string, string>): string {
  try {
    read(options)
  } catch (error) {
    if (isLauncherError(error)) return error.diagnostic.message
    throw error
  }
  return 'none'
}

describe('the settings of proxy', () => {
  it('have defaults', () => {
    expect(read({})).toMatchObject({
      ...{ upstream: { kind: 'tcp', host: '127.0.0.1', port: 5000, prefix: '' }, pathPrefix: '/api/mlflow' },
      ...{ host: { value: '127.0.0.1' }, port: { value: 8080 }, service: 'platform', keys: null, tls: null },
      ...{ upstreamTimeoutMs: 300_000, graceMs: 30_000, maxBodyBytes: null, servesArtifacts: true },
    })
  })

  it.each([
    ['http://localhost:5000/', { kind: 'tcp', host: 'localhost', port: 5000, prefix: '' }],
    ['http://mlflow.example/base', { kind: 'tcp', host: 'mlflow.example', port: 80, prefix: '/base' }],
    ['http://[::1]:5000/a/b', { kind: 'tcp', host: '::1', port: 5000, prefix: '/a/b' }],
    ['unix:/run/a.sock', { kind: 'unix', path: '/run/a.sock', prefix: '' }],
    ['unix:/run/a.sock:', { kind: 'unix', path: '/run/a.sock', prefix: '' }],
    ['unix:/run/a.sock:/', { kind: 'unix', path: '/run/a.sock', prefix: '' }],
    ['unix:/run/a.sock:/base', { kind: 'unix', path: '/run/a.sock', prefix: '/base' }],
  ])('take the upstream %s', (upstream, expected) => {
    expect(read({ upstream }).upstream).toEqual(expected)
  })

  it.each([
    [
      'upstream',
      [
        'https://a:1',
        'a:5000',
        'http://',
        'http://a:0',
        'http://a:99999',
        'http://u:p@a:1',
        'http://a:1/b?c',
        'http://a/../b',
        'unix:',
        'unix:a',
        'unix:/a:b',
        'unix://a:/b:c',
      ],
    ],
    ['path-prefix', ['api', '/a/../b', '//', '/a b', '/a?b', '/ä', 'http://a/b']],
    ['port', ['-1', '65536', 'http', '']],
    ['host', ['http://a', 'a:80', 'a/b']],
    ['service', ['', 'a b', 'ä', '-a', 'x'.repeat(65)]],
    ['upstream-timeout', ['0', '0s', '-1s', '1d', '25h', 's', '1 s']],
    ['grace', ['0', 'soon']],
    ['max-body', ['0', '1.5GB', '-1', 'GB', '1QB', '99999999999999999']],
  ])('refuse as --%s what it cannot be', (name, values) => {
    for (const value of values)
      expect([value, messageOf({ [name]: value })]).toEqual([value, expect.stringContaining(`--${name}`)])
  })

  it.each([
    ['/', ''],
    ['/a/', '/a'],
    ['/a/b-c.d', '/a/b-c.d'],
  ])('take the prefix %s', (prefix, expected) => {
    expect(read({ 'path-prefix': prefix }).pathPrefix).toBe(expected)
  })

  it.each([
    ['10', 10_000],
    ['1.5s', 1500],
    ['250ms', 250],
    ['5m', 300_000],
    ['24h', 86_400_000],
  ])('take the time %s', (time, expected) => {
    expect(read({ 'upstream-timeout': time }).upstreamTimeoutMs).toBe(expected)
  })

  it.each([
    ['1', 1],
    ['10GB', 10_000_000_000],
    ['512MiB', 536_870_912],
    ['1kib', 1024],
  ])('take the size %s', (size, expected) => {
    expect(read({ 'max-body': size }).maxBodyBytes).toBe(expected)
  })

  it.each([
    ['true', true],
    ['TRUE', true],
    ['1', true],
    ['', true],
    ['false', false],
    ['0', false],
    ['yes', false],
    [' true', false],
  ])('take MLFLOW_SERVE_ARTIFACTS=%s as %s', (value, expected) => {
    expect(read({}, { MLFLOW_SERVE_ARTIFACTS: value }).servesArtifacts).toBe(expected)
  })

  it('take the store of keys from the environment, and from the command line before it', () => {
    const env = { WITH_MLFLOW_ENV_KEYS: '/a' }
    expect(read({}, env).keys?.value).toBe('/a')
    expect(read({ keys: '/b' }, env).keys?.value).toBe('/b')
  })
})

describe('the certificate of proxy', () => {
  it('is read with its key, and refused if they do not fit', () => {
    const own = makeCertificate('IP:127.0.0.1')
    const other = makeCertificate('IP:127.0.0.1')
    const text = join(own.folder, 'text')
    writeFileSync(text, 'text')
    expect(read({ 'tls-cert': own.certificate, 'tls-key': own.key }).tls?.cert).toContain('BEGIN CERTIFICATE')
    const refused: [Record<string, string>, string][] = [
      [{ 'tls-cert': own.certificate }, '--tls-cert needs --tls-key too'],
      [{ 'tls-key': own.key }, '--tls-key needs --tls-cert too'],
      [{ 'tls-cert': own.certificate, 'tls-key': other.key }, 'it does not belong to the certificate'],
      [{ 'tls-cert': text, 'tls-key': own.key }, 'it has no certificate in PEM'],
      [{ 'tls-cert': own.certificate, 'tls-key': text }, 'it has no private key in PEM'],
      [{ 'tls-cert': '/missing', 'tls-key': own.key }, 'ENOENT'],
    ]
    for (const [options, message] of refused) expect(messageOf(options)).toContain(message)
  })
})
