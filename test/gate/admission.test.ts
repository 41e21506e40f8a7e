import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { presentedKey } from '../../src/gate/admission.ts'
import { decide } from '../../src/gate/decide.ts'
import { openStandIn, openTestGate, sendRaw, TEST_KEYS, testKeys } from '../rig/gate.ts'

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

describe('the key of a request', () => {
  it.each([
    ['Bearer abc', 'abc'],
    ['bearer   abc', 'abc'],
    ['BEARER abc', 'abc'],
    [basic('anybody:abc'), 'abc'],
    [basic(':abc'), 'abc'],
    [basic('a:b:c'), 'b:c'],
    [basic('ä:ü'), 'ü'],
  ])('is found in %s', (value, expected) => {
    expect(presentedKey(['Authorization', value])).toBe(expected)
  })

  it.each([
    '',
    'abc',
    'Bearer',
    'Bearer ',
    'Bearer a b',
    'Digest abc',
    basic('abc'),
    'Basic',
    'Basic ???',
    `Bearer ${'a'.repeat(2000)}`,
  ])('is not found in %s', (value) => {
    expect(presentedKey(['authorization', value])).toBeNull()
  })

  it('is not found in two headers, even if they are the same', () => {
    expect(presentedKey(['Authorization', 'Bearer a', 'authorization', 'Bearer a'])).toBeNull()
  })
})

describe('a client that is refused', () => {
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

  it('is told the same, byte for byte, whatever the cause and whatever the path', async () => {
    const requests = [
      '',
      'Authorization: Bearer bad\r\n',
      `Authorization: ${basic('a:bad')}\r\n`,
      'Authorization: x\r\n',
      `Authorization: Bearer ${TEST_KEYS.admin}\r\nAuthorization: Bearer ${TEST_KEYS.admin}\r\n`,
    ]
    const paths = [
      '/api/mlflow/health',
      '/',
      '/api/mlflow/%2e%2e/x',
      '/api/mlflow/api/2.0/mlflow-artifacts/artifacts/%20',
    ]
    const answers = await Promise.all(
      requests.flatMap((key) =>
        paths.map((path) => sendRaw(gate.port, `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${key}\r\n`)),
      ),
    )
    const same = new Set(answers.map((answer) => answer.replace(/^Date: .*$/m, 'Date')))
    expect(same.size).toBe(1)
    expect([...same][0]).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/)
    expect(upstream.received).toEqual([])
  })

  it('has no say in anything else: the key comes first', () => {
    const asked: string[] = []
    const keys = {
      admit(presented: string, service: string) {
        asked.push(`${presented} for ${service}`)
        return { ok: false as const }
      },
    }
    const rules = { keys, service: 'platform', pathPrefix: '/api/mlflow', maxBodyBytes: 1, servesArtifacts: false }
    for (const url of ['*', '/x', 'http://a/', '/api/mlflow/get-artifact']) {
      const head = {
        method: 'FOO',
        url,
        httpVersion: '1.1',
        rawHeaders: ['Content-Length', '9', 'Authorization', 'Bearer k'],
      }
      expect(decide(head, rules)).toMatchObject({ kind: 'refuse', refusal: { status: 401 }, key: null, route: null })
    }
    expect(new Set(asked)).toEqual(new Set(['k for platform']))
  })
})

describe('an artifact’s path that MLflow takes for another one', () => {
  const A = '/api/mlflow/api/2.0/mlflow-artifacts/artifacts'
  const rules = {
    keys: testKeys,
    service: 'platform',
    pathPrefix: '/api/mlflow',
    maxBodyBytes: null,
    servesArtifacts: true,
  }
  const ask = (method: string, url: string) => {
    const rawHeaders = ['Host', 'a', 'Authorization', `Bearer ${TEST_KEYS.admin}`]
    const decision = decide({ method, url, httpVersion: '1.1', rawHeaders }, rules)
    return decision.kind === 'refuse' ? decision.refusal.status : decision.kind
  }

  it.each([
    // MLflow 3.17.2 deletes everything under the artifacts' destination.
    ['DELETE', `${A}/%20`],
    ['DELETE', `${A}/%23`],
    ['DELETE', `${A}/%3F`],
    ['DELETE', `${A}/%253F`],
    ['DELETE', `${A}/`],
    ['DELETE', `/api/mlflow/ajax-api/2.0/mlflow-artifacts/artifacts/%20`],
    ['DELETE', `/api/mlflow/api/2.0/mlflow%2dartifacts/artifacts/%20`],
    ['DELETE', `${A}/1/a?b`],
    ['DELETE', `${A}/?`],
    ['PUT', `${A}/1/a%23`],
    ['PUT', `${A}/1/a%3F`],
    ['PUT', `${A}/1/a%3B`],
    ['PUT', `${A}/1/a;`],
    ['PUT', `${A}/1/a?b`],
    ['PUT', `${A}/1/a?`],
    ['POST', '/api/mlflow/api/2.0/mlflow-artifacts/mpu/create/1/a%23'],
    ['GET', `${A}/1/a%23`],
    ['GET', '/api/mlflow/api/2.0/mlflow-artifacts/presigned/%20a'],
    ['POST', '/api/mlflow/ajax-api/2.0/mlflow/upload-artifact?run_uuid=1&path=a%23'],
  ])('is refused: %s %s', (method, url) => {
    expect(ask(method, url)).toBe(400)
  })

  it.each([
    ['DELETE', `${A}/1/0123/artifacts/a%20b`],
    ['PUT', `${A}/1/a%3Fb`],
    ['PUT', `${A}/1/a..b.txt`],
    ['GET', `${A}?path=1%2Fa`],
    ['GET', `${A}?path=`],
    ['GET', '/api/mlflow/get-artifact?path=a%23&run_uuid=1'],
    ['POST', '/api/mlflow/ajax-api/2.0/mlflow/upload-artifact?run_uuid=1&path=a%20b'],
  ])('is not %s %s', (method, url) => {
    expect(ask(method, url)).toBe('forward')
  })
})
