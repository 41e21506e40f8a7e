import { describe, expect, it } from 'vitest'
import { readOrdinaryUri } from '../../src/model/ordinary-uri.ts'
import { shownValue } from '../../src/model/shown.ts'

const HOSTS = ['localhost', '127.0.0.1', 'mlflow.example.com', 'my-bucket', 'a_b', '0']
const PORTS = ['', ':1', ':5000', ':9999']
const PATHS = ['', '/', '/a', '/a//b/', '/run-2026/x_1.db']
const ORDINARY = ['http', 'https', 's3'].flatMap((scheme) =>
  HOSTS.flatMap((host) => PORTS.flatMap((port) => PATHS.map((path) => `${scheme}://${host}${port}${path}`))),
)

describe('an ordinary URI', () => {
  it('is taken apart into what it was made of', () => {
    expect(readOrdinaryUri('http://localhost:5000/mlflow')).toEqual({
      scheme: 'http',
      host: 'localhost',
      port: '5000',
      path: '/mlflow',
    })
    expect(readOrdinaryUri('s3://bucket')).toEqual({ scheme: 's3', host: 'bucket', port: '', path: '' })
  })

  it.each(ORDINARY)('%s is the sum of its parts, and is shown as it is', (text) => {
    const { scheme, host, port, path } = readOrdinaryUri(text) ?? { scheme: '', host: '', port: '', path: '' }
    expect(`${scheme}://${host}${port === '' ? '' : `:${port}`}${path}`).toBe(text)
    expect(shownValue(text)).toBe(text)
  })

  it.each([
    ['another scheme', 'postgresql://host/db'],
    ['a scheme in capitals', 'HTTP://host'],
    ['one slash', 'http:/host'],
    ['no host', 's3:///path'],
    ['a host that is a port only', 'http://:5000'],
    ['a host that begins with a dot', 'http://.host'],
    ['a host that begins with a hyphen', 'http://-host'],
    ['a host longer than a label', `http://${'a'.repeat(64)}`],
    ['a capital, as keys have', 's3://bucket/AKIAIOSFODNN7EXAMPLE'],
    ['a login', 'http://user:password@host'],
    ['an @ in its path', 's3://bucket/user:word@host'],
    ['a query', 'http://host/?token=abc'],
    ['a query after the host', 'http://host?token=abc'],
    ['a fragment', 'http://host/#/experiments'],
    ['a parameter', 'http://host/;a=b'],
    ['an escape', 'http://host/%40'],
    ['a blank', 'http://host/a b'],
    ['a line break', 'http://host/\n'],
    ['no port after its colon', 'http://host:'],
    ['a word for a port', 'http://host:word'],
    ['a port of five digits, which may be too high', 'http://host:99999'],
    ['two ports', 'http://host:1:2'],
    ['an address of IPv6', 'http://[::1]:5000'],
    ['a letter beyond ASCII', 'http://hóst'],
  ])('has nothing else: %s', (_, text) => {
    expect(readOrdinaryUri(text)).toBeNull()
  })
})
