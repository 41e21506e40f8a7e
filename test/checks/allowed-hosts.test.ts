import { describe, expect, it } from 'vitest'
import { allowedHosts } from '../../src/checks/allowed-hosts.ts'
import { matchesHost } from '../../src/checks/host-pattern.ts'
import { checkContext, withVersions } from '../rig/check-context.ts'

type Env = Readonly<Record<string, string>>

function shutOut(env: Env, words: readonly string[] = [], more: Parameters<typeof checkContext>[1] = {}) {
  const found = allowedHosts.run(checkContext({ env, words }, more))
  return found.flatMap(({ data }) => (data as { hosts: { host: string; pattern: string }[] }).hosts)
}
const listed = (value: string): Env => ({ MLFLOW_SERVER_ALLOWED_HOSTS: value })

describe('the list of allowed hosts', () => {
  it.each<[string, readonly string[]]>([
    ['127.0.0.1:5000', []],
    ['127.0.0.1:*, mlflow.example', []],
    ['*', []],
    ['127.*', []],
    ['12[67].0.0.1:*', []],
    ['0.0.0.0:5000,127.0.0.1:5000', ['--host', '0.0.0.0']],
    ['[::1]:5000', ['--host', '::1']],
    ['[[]::1]:*', ['--host', '::1', '--port', '0']],
    ['127.0.0.1', ['--port', '80']],
  ])('may be %s with %j', (value, words) => {
    expect(shutOut(listed(value), words)).toEqual([])
  })

  it.each<[string, readonly string[], readonly string[]]>([
    ['mlflow.example.com', [], ['127.0.0.1:5000']],
    ['127.0.0.1', [], ['127.0.0.1:5000']],
    ['localhost,localhost:*', [], ['127.0.0.1:5000']],
    ['127.0.0.1:5001', [], ['127.0.0.1:5000']],
    ['127.0.0.?:5000', [], ['127.0.0.1:5000']],
    ['[::1]:*', ['--host', '::1'], ['[::1]:5000']],
    ['127.0.0.1:*', ['--host', '0.0.0.0'], ['0.0.0.0:5000']],
    ['0.0.0.0:*', ['--host', '0.0.0.0'], ['127.0.0.1:5000']],
    ['x', ['--host', '0.0.0.0'], ['127.0.0.1:5000', '0.0.0.0:5000']],
    ['127.0.0.1:5000', ['--port', '0'], ['127.0.0.1:*']],
    ['x', ['--host', '::1', '--port', '0'], ['[[]::1]:*']],
  ])('is warned about if it is %s with %j', (value, words, patterns) => {
    expect(shutOut(listed(value), words).map(({ pattern }) => pattern)).toEqual(patterns)
  })

  it('is told with what to add to it', () => {
    const [found] = allowedHosts.run(checkContext({ env: listed('x'), words: ['--host', '0.0.0.0'] }))
    expect(found).toMatchObject({ code: 'hosts-shut-out', severity: 'warning' })
    expect(found?.message).toMatch(/ALLOWED_HOSTS.*: add '127\.0\.0\.1:5000,0\.0\.0\.0:5000'$/)
  })

  it('can be an option for MLflow', () => {
    const words = (value: string) => shutOut(listed('*'), [], { passthroughArgs: ['--allowed-hosts', value] })
    expect(words('x')).toHaveLength(1)
    expect(words('127.0.0.1:5000')).toEqual([])
    expect(shutOut(listed('x'), [], { passthroughArgs: ['--allowed-hosts=*'] })).toEqual([])
  })

  it("is MLflow's own if nobody names one, which has loopback and private addresses", () => {
    for (const host of ['127.0.0.1', '0.0.0.0', '192.168.1.2', '10.1.2.3', '172.20.0.1', '::1', 'localhost']) {
      expect(shutOut({}, ['--host', host])).toEqual([])
    }
    expect(shutOut({}, ['--host', '203.0.113.7'])).toMatchObject([{ host: '203.0.113.7:5000' }])
    const [found] = allowedHosts.run(checkContext({ words: ['--host', 'box.example'] }))
    expect(found?.message).toMatch(/set MLFLOW_SERVER_ALLOWED_HOSTS to '.*,box\.example:5000'$/)
  })

  it('does not matter to a server without jobs, without the check, or before MLflow had it', () => {
    const env = listed('127.0.0.1:*')
    expect(shutOut({ ...env, MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false' }, ['--host', '0.0.0.0'])).toEqual([])
    expect(shutOut({ ...listed('x'), MLFLOW_SERVER_DISABLE_SECURITY_MIDDLEWARE: 'true' })).toEqual([])
    expect(shutOut(listed('x'), [], { passthroughArgs: ['--disable-security-middleware'] })).toEqual([])
    expect(shutOut(listed('x'), [], { installation: withVersions({ mlflow: '3.4.0' }) })).toEqual([])
  })
})

describe('a pattern of hosts', () => {
  it.each([
    ['*', 'anything:1', true],
    ['a.*', 'a.b:1', true],
    ['a.*', 'axb', false],
    ['[!a]*', 'ab', false],
    ['[!a]*', 'bb', true],
    ['[]x]*', ']b', true],
    ['[a*', '[ab', true],
    ['[z-a]*', 'z', false],
    ['a+*', 'a+b', true],
    ['a+*', 'aab', false],
    ['A*', 'ab', false],
  ])('%s and %s: %s', (pattern, host, expected) => {
    expect(matchesHost(pattern, host)).toBe(expected)
  })
})
