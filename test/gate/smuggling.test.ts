// Requests that two servers could understand in different ways, written byte by byte.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStandIn, openTestGate, sendRaw, TEST_KEYS } from '../rig/gate.ts'

let upstream: Awaited<ReturnType<typeof openStandIn>>
let gate: Awaited<ReturnType<typeof openTestGate>>

beforeAll(async () => {
  upstream = await openStandIn()
  gate = await openTestGate(upstream.port, { limits: { drainIdleMs: 50 } })
})
beforeEach(() => {
  upstream.received.length = 0
})
afterAll(async () => {
  await gate.gate.close(0)
  await upstream.close()
})

const KEY = `Authorization: Bearer ${TEST_KEYS.admin}\r\n`
const HEAD = `Host: gate\r\nConnection: close\r\n${KEY}`
const HIDDEN = 'GET /api/mlflow/hidden HTTP/1.1\r\nHost: x\r\n\r\n'
const post = (headers: string, body: string, start = 'POST /api/mlflow/graphql HTTP/1.1') =>
  `${start}\r\n${HEAD}${headers}\r\n${body}`
const get = (headers: string) => `GET /api/mlflow/health HTTP/1.1\r\n${HEAD}${headers}\r\n`
const alive = (request: string) => request.replace('Connection: close\r\n', '')
const chunked = (body: string) => post('Transfer-Encoding: chunked\r\n', body)
const target = (text: string, method = 'GET') => `${method} ${text} HTTP/1.1\r\n${HEAD}\r\n`

const REFUSED: readonly (readonly [string, string, number | null])[] = [
  // RFC 9112, 6.3 (CVE-2022-35256 and others of llhttp; CVE-2026-29057 of http-proxy)
  [
    'Content-Length with Transfer-Encoding',
    post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', `0\r\n\r\n${HIDDEN}`),
    400,
  ],
  [
    'Transfer-Encoding with Content-Length',
    post('Transfer-Encoding: chunked\r\nContent-Length: 5\r\n', `0\r\n\r\n${HIDDEN}`),
    400,
  ],
  ['two lengths', post('Content-Length: 5\r\nContent-Length: 6\r\n', 'hello!'), 400],
  ['the same length twice', post('Content-Length: 5\r\nContent-Length: 5\r\n', 'hello'), 400],
  ['a list of lengths', post('Content-Length: 5, 5\r\n', 'hello'), 400],
  ['a length with a sign', post('Content-Length: +5\r\n', 'hello'), 400],
  ['a length in hexadecimal digits', post('Content-Length: 0x5\r\n', 'hello'), 400],
  ['a negative length', post('Content-Length: -1\r\n', 'hello'), 400],
  ['a length that no number holds', post('Content-Length: 99999999999999999999\r\n', 'hello'), 400],
  ['an encoding that is not chunked', post('Transfer-Encoding: identity\r\n', 'hello'), 400],
  ['an encoding that looks like chunked', post('Transfer-Encoding: xchunked\r\n', `0\r\n\r\n${HIDDEN}`), 400],
  ['chunked with another encoding', post('Transfer-Encoding: gzip, chunked\r\n', '0\r\n\r\n'), 400],
  // CVE-2022-32215
  ['chunked that is not the last encoding', post('Transfer-Encoding: chunked, identity\r\n', '0\r\n\r\n'), 400],
  [
    'two encodings in two headers',
    post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
    400,
  ],
  // CVE-2019-16785 (Waitress) and others
  ['a blank before the colon', post('Transfer-Encoding : chunked\r\n', '0\r\n\r\n'), 400],
  ['chunks in HTTP/1.0', post('Transfer-Encoding: chunked\r\n', '0\r\n\r\n', 'POST /api/mlflow/graphql HTTP/1.0'), 400],
  // RFC 9112, 5.2; CVE-2022-32215
  ['a folded header', get('X-A: a\r\n b\r\n'), 400],
  ['a folded encoding', post('Transfer-Encoding:\r\n chunked\r\n', '0\r\n\r\n'), 400],
  // CVE-2022-32214, CVE-2023-30589
  ['lines that end in LF alone', `GET /api/mlflow/health HTTP/1.1\nHost: gate\n${KEY.replace('\r', '')}\n`, 400],
  ['a header that ends in LF alone', get('X-A: a\nX-B: b\r\n'), 400],
  ['a header that ends in CR alone', get('X-A: a\rX-B: b\r\n'), 400],
  ['a bare CR before the end of a line', get('X-A: a\r\r\n'), 400],
  ['NUL in a header', get('X-A: a\0b\r\n'), 400],
  ['a header’s name with a blank', get('X A: a\r\n'), 400],
  ['a header without a name', get(': a\r\n'), 400],
  ['a blank before the first header', `GET /api/mlflow/health HTTP/1.1\r\n Host: gate\r\n${KEY}\r\n`, 400],
  // CVE-2025-22871 and others: a chunk's line that ends in LF alone
  ['a chunk’s size that ends in LF alone', chunked('5\nhello\r\n0\r\n\r\n'), 400],
  ['an extension of a chunk that ends in LF alone', chunked('5;x\nhello\r\n0\r\n\r\n'), 400],
  ['more in a chunk than its size', chunked('1\r\nab\r\n0\r\n\r\n'), 400],
  ['a negative chunk', chunked('-1\r\na\r\n0\r\n\r\n'), 400],
  ['a chunk’s size with 0x', chunked('0x1\r\na\r\n0\r\n\r\n'), 400],
  ['a chunk’s size that no number holds', chunked('10000000000000001\r\na\r\n0\r\n\r\n'), 400],
  ['an extension of a chunk with a CR alone', chunked('5;a\rb\r\nhello\r\n0\r\n\r\n'), 400],
  ['a length behind the chunks', chunked('5\r\nhello\r\n0\r\nContent-Length: 5\r\n\r\n'), 400],
  ['a bad chunk behind a good one', chunked('5\r\nhello\r\nx\r\n'), 400],
  ['a body that ends too early', post('Content-Length: 50\r\n', 'hello'), null],
  ['chunks that end too early', chunked('5\r\nhello\r\n'), null],
  // RFC 9112, 3.2
  ['two hosts', `GET /api/mlflow/health HTTP/1.1\r\nHost: a\r\n${HEAD}\r\n`, 400],
  ['no host', `GET /api/mlflow/health HTTP/1.1\r\n${KEY}\r\n`, 400],
  ['a host with a path', `GET /api/mlflow/health HTTP/1.1\r\nHost: a/b\r\n${KEY}\r\n`, 400],
  ['a host with a user', `GET /api/mlflow/health HTTP/1.1\r\nHost: a@b\r\n${KEY}\r\n`, 400],
  ['the absolute form', target('http://gate/api/mlflow/health'), 400],
  ['the absolute form of another host', target('http://169.254.169.254/api/mlflow/health'), 400],
  ['the asterisk form', target('*', 'OPTIONS'), 400],
  ['the authority form', `CONNECT gate:80 HTTP/1.1\r\n${HEAD}\r\n`, 405],
  ['TRACE', target('/api/mlflow/health', 'TRACE'), 405],
  ['a method of WebDAV', target('/api/mlflow/health', 'PROPFIND'), 405],
  ['a method that is none', target('/api/mlflow/health', 'FOO'), 400],
  ['a fragment', target('/api/mlflow/health#a'), 400],
  ['HTTP/0.9', 'GET /api/mlflow/health\r\n', 400],
  ['HTTP/2.0', `GET /api/mlflow/health HTTP/2.0\r\n${HEAD}\r\n`, 505],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
  ['a path with a control character', target('/api/mlflow/health\x01'), 400],
  ['a path outside ASCII', target('/api/mlflow/h\xe9'), 400],
  ['dot segments', target('/api/mlflow/../mlflow/health'), 400],
  ['encoded dot segments', target('/api/mlflow/%2e%2e/mlflow/health'), 400],
  [
    'a websocket',
    get('Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eA==\r\n'),
    501,
  ],
  ['another expectation', get('Expect: 200-ok\r\n'), 417],
  ['a flood of headers', get('X-A: b\r\n'.repeat(101)), 431],
  ['headers that are too long', get(`X-A: ${'a'.repeat(20_000)}\r\n`), 431],
  ['a path that is too long', target(`/api/mlflow/${'a'.repeat(20_000)}`), 431],
]

describe('refused, with nothing whole reaching MLflow:', () => {
  it.each(REFUSED)('%s', async (_, request, status) => {
    const before = gate.entries.length
    const answer = await sendRaw(gate.port, request, {
      ends: status === null || request.startsWith('GET /api/mlflow/health\r'),
    })
    if (status !== null) {
      expect(answer.slice(0, 12)).toBe(`HTTP/1.1 ${status}`)
      const body = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4))
      expect(body).toEqual({ error_code: expect.any(String), message: expect.any(String) })
      expect(answer).toMatch(/^Connection: close\r$/im)
    }
    const entries = await gate.ended(before + 1)
    if (status !== null) expect(entries.at(before)).toMatchObject({ status })
    expect(upstream.received).toEqual([])
    expect(answer + JSON.stringify(entries.slice(before))).not.toContain(TEST_KEYS.admin)
  })

  it.each(REFUSED)('%s, without a key', async (_, request) => {
    const answer = await sendRaw(gate.port, request.replace(KEY, ''), { ends: true })
    expect(answer).not.toMatch(/^HTTP\/1\.1 [23]/)
    expect(upstream.received).toEqual([])
  })
})

describe('a request in the body of another one', () => {
  it('is a body', async () => {
    await sendRaw(gate.port, `${post(`Content-Length: ${HIDDEN.length}\r\n`, HIDDEN)}`)
    expect(upstream.received.map(({ url, body }) => [url, body])).toEqual([['/graphql', HIDDEN]])
  })

  it('is a body if the other one is refused', async () => {
    const refused = post(`Content-Length: ${HIDDEN.length}\r\n`, HIDDEN, 'POST /elsewhere HTTP/1.1')
    const answer = await sendRaw(gate.port, refused)
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 404'])
    expect(upstream.received).toEqual([])
  })

  it('is a body of GET too', async () => {
    await sendRaw(gate.port, get(`Content-Length: ${HIDDEN.length}\r\n`) + HIDDEN)
    expect(upstream.received.map(({ url, body }) => [url, body])).toEqual([['/health', HIDDEN]])
  })
})

describe('what is no HTTP behind a request', () => {
  it.each([
    ['behind its length', post('Content-Length: 5\r\n', 'hello\0\0')],
    ['behind its length, on a connection that could go on', alive(post('Content-Length: 5\r\n', 'hello\0\0'))],
    ['behind its chunks', alive(chunked('5\r\nhello\r\n0\r\n\r\n\0\0'))],
    ['in the head of the next one', `${alive(get(''))}GET /api/mlflow/version HTTP/1.1\r\nX A: b\r\n\r\n`],
  ])('does not cost it its answer, and ends the connection: %s', async (_, request) => {
    const answer = await sendRaw(gate.port, request)
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200'])
    expect(answer).toMatch(/^Connection: close\r$/im)
    expect(answer).toMatch(/answer$/)
    expect(upstream.received).toHaveLength(1)
  })

  it('lets nothing more through on the connection', async () => {
    const answer = await sendRaw(gate.port, `${alive(get(''))}\0\0${HIDDEN}${get('')}`)
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200'])
    expect(upstream.received).toHaveLength(1)
  })

  it('is not taken for its answer (CONNECT)', async () => {
    const answer = await sendRaw(gate.port, `${alive(get(''))}CONNECT gate:80 HTTP/1.1\r\nHost: gate:80\r\n\r\n`)
    expect(answer).toBe('')
  })
})

describe('harmless neighbours', () => {
  it.each([
    ['chunks with extensions', chunked('5;a=b\r\nhello\r\n0\r\n\r\n'), 'hello'],
    ['an encoding in capitals', post('transfer-encoding: CHUNKED\r\n', '5\r\nhello\r\n0\r\n\r\n'), 'hello'],
    ['blanks around a length', post('Content-Length:  5  \r\n', 'hello'), 'hello'],
    ['HTTP/1.0', post('Content-Length: 5\r\n', 'hello', 'POST /api/mlflow/graphql HTTP/1.0'), 'hello'],
    ['no body at all', post('', ''), ''],
    [
      'curl’s offer of HTTP/2',
      get('Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMA\r\n'),
      '',
    ],
    ['as many headers as there may be', get('X-A: b\r\n'.repeat(90)), ''],
    ['two requests at once', get('').replace('Connection: close\r\n', '') + get(''), ''],
  ])('are answered: %s', async (_, request, body) => {
    const answer = await sendRaw(gate.port, request)
    expect(answer.slice(0, 12)).toBe('HTTP/1.1 200')
    expect(upstream.received[0]).toMatchObject({ body })
  })
})
