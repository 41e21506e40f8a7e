import { once } from 'node:events'
import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { GateOptions } from '../../src/gate/gate-options.ts'
import { bearer, type Handler, openStandIn, openTestGate, sendRaw, TEST_KEYS } from '../rig/gate.ts'

const opened: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close()
})

/** A gate before an upstream that does as it is told. */
async function open(handler?: Handler, options: Partial<GateOptions> = {}) {
  const upstream = await openStandIn(handler)
  opened.push(upstream.close)
  const gate = await openTestGate(upstream.port, options)
  opened.push(() => gate.gate.close(0))
  return { upstream, ...gate }
}

/** A gate before an upstream of raw sockets. */
async function openRaw(onSocket: (socket: Socket) => void, options: Partial<GateOptions> = {}) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    onSocket(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  opened.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const gate = await openTestGate((server.address() as AddressInfo).port, options)
  opened.push(() => gate.gate.close(0))
  return gate
}

const CREATE = '/api/2.0/mlflow/runs/create'
const headers = (more: Record<string, string> = {}) => ({ ...bearer(), ...more })
const raw = (lines: string, body = '') =>
  `${lines}\r\nHost: g\r\nAuthorization: Bearer ${TEST_KEYS.admin}\r\n\r\n${body}`

/** What a client sees: its answer, or how the connection ended. */
async function ask(url: string, options: Parameters<typeof request>[1] = {}, body: string | null = '') {
  const sent = request(url, { agent: false, ...options, headers: headers(options.headers as Record<string, string>) })
  sent.on('error', () => {})
  if (body !== null) sent.end(body)
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  response.setEncoding('utf8')
  let text = ''
  response.on('data', (data) => {
    text += data
  })
  const error = await new Promise<string | null>((resolve) => {
    response.on('error', (problem: NodeJS.ErrnoException) => resolve(problem.code ?? problem.message))
    response.on('close', () => resolve(null))
  })
  sent.destroy()
  return { status: response.statusCode, headers: response.headers, text, error }
}

describe('an upstream that dies', () => {
  it('before anybody listens there is told as 502', async () => {
    const { url, upstream } = await open()
    await upstream.close()
    const { status, text } = await ask(`${url}/health`)
    expect([status, JSON.parse(text).error_code]).toEqual([502, 'TEMPORARILY_UNAVAILABLE'])
  })

  it.each(['destroy', 'resetAndDestroy'] as const)('before its answer is told as 502 (%s)', async (way) => {
    const { url, ended } = await openRaw((socket) => socket.once('data', () => socket[way]()))
    const { status } = await ask(`${url}${CREATE}`, { method: 'POST' }, 'body')
    expect(status).toBe(502)
    expect(await ended(1)).toMatchObject([{ status: 502 }])
  })

  it('while a body is sent is told as 502, and the client can send it to its end', async () => {
    const { url } = await openRaw((socket) => socket.once('data', () => socket.destroy()))
    const sent = request(`${url}${CREATE}`, {
      method: 'POST',
      agent: false,
      headers: headers({ 'content-length': '20000000' }),
    })
    sent.end(Buffer.alloc(20_000_000))
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    expect(response.statusCode).toBe(502)
    sent.destroy()
  })

  it.each([
    ['with a length', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello'],
    ['with chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'],
  ])(
    'in the middle of its answer resets the connection %s: its end could be taken for the answer’s',
    async (_, answer) => {
      const { url, ended } = await openRaw((socket) => {
        socket.once('data', () => socket.write(answer, () => setImmediate(() => socket.destroy())))
      })
      expect(await ask(`${url}/health`)).toMatchObject({ status: 200, error: 'ECONNRESET' })
      expect(await ended(1)).toMatchObject([{ status: 200, bytesOut: 5 }])
    },
  )

  it('in the middle of its answer sends a reset, not an end, which urllib3 1.26 takes for the answer’s', async () => {
    const { port } = await openRaw((upstream) => {
      const part = 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello'
      upstream.once('data', () => upstream.write(part, () => setImmediate(() => upstream.destroy())))
    })
    const socket = connect(port, '127.0.0.1')
    let seen = ''
    socket.on('data', (data) => {
      seen += data
    })
    const ended = new Promise<string>((resolve) => {
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
      socket.on('end', () => resolve('end'))
    })
    socket.write(raw('GET /api/mlflow/health HTTP/1.1'))
    expect([await ended, seen]).toEqual(['ECONNRESET', expect.stringMatching(/^HTTP\/1\.1 200 OK/)])
  })

  it.each([
    ['of HTTP/1.1', 'HTTP/1.1 200 OK\r\n\r\nhello'],
    ['of HTTP/1.0', 'HTTP/1.0 200 OK\r\n\r\nhello'],
  ])('by a reset, in the middle of an answer %s without a length, resets the connection', async (_, part) => {
    let cut: () => void = () => {}
    const { port, ended } = await openRaw((upstream) => {
      cut = () => upstream.resetAndDestroy()
      upstream.once('data', () => upstream.write(part))
    })
    for (const version of ['1.1', '1.0']) {
      const socket = connect(port, '127.0.0.1')
      const end = new Promise<string>((resolve) => {
        socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
        socket.on('end', () => resolve('end'))
      })
      socket.write(raw(`GET /api/mlflow/health HTTP/${version}`))
      await new Promise<void>((resolve) => {
        socket.on('data', (data) => {
          if (data.includes('hello')) resolve()
        })
      })
      cut()
      expect(await end).toBe('ECONNRESET')
    }
    expect(await ended(2)).toMatchObject([{ bytesOut: 5 }, { bytesOut: 5 }])
  })

  it('by an end, behind an answer without a length, is its end', async () => {
    const { url } = await openRaw((socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\nhello')))
    expect(await ask(`${url}/health`)).toMatchObject({ status: 200, text: 'hello', error: null })
  })

  it.each([
    ['no HTTP', 'hello\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['a length and chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a switch of protocols', 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'],
    ['a switch of protocols to none', 'HTTP/1.1 101 Switching Protocols\r\n\r\nhello'],
    ['another encoding than chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nhello'],
    ['what looks like chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n'],
    ['chunks in another encoding', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n'],
    ['chunks of another encoding', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n'],
    ['a status that is none', 'HTTP/1.1 000 x\r\nContent-Length: 0\r\n\r\n'],
  ])('answering %s is told as 502', async (_, answer) => {
    const { url } = await openRaw((socket) => socket.once('data', () => socket.end(answer)))
    expect(await ask(`${url}/health`)).toMatchObject({ status: 502 })
  })

  it('after its answer harms nobody', async () => {
    const { url } = await openRaw((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', () => socket.destroy()))
    })
    expect(await ask(`${url}/health`)).toMatchObject({ status: 200, text: 'hello', error: null })
  })
})

describe('an answer before the end of the request’s body', () => {
  it('is the answer, and the rest of the body is forgotten', async () => {
    const { url } = await open((incoming, response) => {
      incoming.once('data', () => response.writeHead(400).end('no'))
    })
    const sent = request(`${url}${CREATE}`, {
      method: 'POST',
      agent: false,
      headers: headers({ 'content-length': '30000000' }),
    })
    sent.write(Buffer.alloc(1_000_000))
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    expect(response.statusCode).toBe(400)
    await new Promise<void>((resolve) => sent.write(Buffer.alloc(20_000_000), () => resolve()))
    sent.destroy()
  })
})

describe('an upstream that does not answer in time', () => {
  it('is told as 504', async () => {
    const { url } = await open(() => {}, { upstreamTimeoutMs: 100 })
    const { status, text } = await ask(`${url}/health`)
    expect([status, JSON.parse(text).error_code]).toEqual([504, 'DEADLINE_EXCEEDED'])
  })

  it('in the middle of its answer resets the connection', async () => {
    const { url } = await open((_, response) => response.write('hello'), { upstreamTimeoutMs: 100 })
    expect(await ask(`${url}/health`)).toMatchObject({ status: 200, error: 'ECONNRESET' })
  })
})

describe('a client that goes away', () => {
  it.each([
    ['while MLflow works', (_: IncomingMessage) => {}],
    ['while MLflow answers', (_: IncomingMessage, response: ServerResponse) => response.write('x'.repeat(100_000))],
  ])('%s ends the request there too', async (_, behave) => {
    let onGone: () => void = () => {}
    const gone = new Promise<void>((resolve) => {
      onGone = resolve
    })
    const { url, ended } = await open((incoming, response) => {
      response.on('close', onGone)
      behave(incoming, response)
      client.destroy()
    })
    const client = request(`${url}/health`, { agent: false, headers: headers() })
    client.on('error', () => {})
    client.end()
    await gone
    expect(await ended(1)).toMatchObject([{ method: 'GET', route: '/health' }])
  })

  it('in the middle of a body leaves no whole request', async () => {
    let onGone: () => void = () => {}
    const gone = new Promise<void>((resolve) => {
      onGone = resolve
    })
    const { url, upstream, ended } = await open((incoming) => {
      incoming.on('close', onGone)
      incoming.once('data', () => client.destroy())
    })
    const client = request(`${url}${CREATE}`, { method: 'POST', agent: false, headers: headers() })
    client.on('error', () => {})
    client.write('begin')
    await gone
    expect(upstream.received).toEqual([])
    expect(await ended(1)).toMatchObject([{ status: 499, bytesIn: 5 }])
  })
})

describe('two requests at once', () => {
  it('both end when the client goes away, and both are told', async () => {
    let onBoth: () => void = () => {}
    const both = new Promise<void>((resolve) => {
      onBoth = resolve
    })
    let count = 0
    const gone: Promise<unknown>[] = []
    const { port, ended } = await open((_, response) => {
      gone.push(once(response, 'close'))
      if (++count === 2) onBoth()
    })
    const client = connect(port, '127.0.0.1')
    client.write(raw('GET /api/mlflow/health HTTP/1.1') + raw('GET /api/mlflow/version HTTP/1.1'))
    await both
    client.destroy()
    await Promise.all(gone)
    expect((await ended(2)).map(({ route, status }) => `${route} ${status}`).sort()).toEqual([
      ...['/health 499', '/version 499'],
    ])
  })
})

describe('a client that is slow', () => {
  const limits = { headersMs: 200, bodyWindowMs: 200, drainIdleMs: 100, readerMs: 300 }

  it('with its headers gets 408', async () => {
    const { port } = await open(undefined, { limits })
    expect(await sendRaw(port, 'GET /healthz HTTP/1.1\r\nHost: a\r\n')).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('with its first byte gets nothing, and is cut off', async () => {
    const { port } = await open(undefined, { limits })
    expect(await sendRaw(port, '')).toMatch(/^(?:HTTP\/1\.1 408 |$)/)
  })

  it('with its body gets 408, and MLflow no whole request', async () => {
    const { port, upstream } = await open(undefined, { limits })
    const answer = await sendRaw(port, raw(`POST /api/mlflow${CREATE} HTTP/1.1\r\nContent-Length: 100000`, 'a'))
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect(upstream.received).toEqual([])
  })

  it('with its body gets 408 even if a byte comes now and then', async () => {
    const { port, upstream } = await open(undefined, { limits })
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(raw(`POST /api/mlflow${CREATE} HTTP/1.1\r\nContent-Length: 100000`, 'a'))
    const dripping = setInterval(() => socket.write('a'), 20)
    const [answer] = await once(socket, 'data')
    clearInterval(dripping)
    socket.destroy()
    expect(String(answer)).toMatch(/^HTTP\/1\.1 408 /)
    expect(upstream.received).toEqual([])
  })

  it('in reading its answer is cut off, and MLflow is not read any further', async () => {
    let written = 0
    const { port, ended } = await open(
      (_, response) => {
        const write = () => {
          while (written < 500_000_000 && response.write(Buffer.alloc(100_000))) written += 100_000
        }
        response.on('drain', write)
        write()
      },
      { limits },
    )
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(raw('GET /api/mlflow/health HTTP/1.1'))
    await once(socket, 'readable')
    const [entry] = await ended(1)
    socket.destroy()
    expect(entry?.bytesOut).toBeLessThan(40_000_000)
    expect(written).toBeLessThan(50_000_000)
  })
})

describe('an upstream that stops reading', () => {
  it('stops the client too: no more is held than is on its way', async () => {
    const { url, ended } = await open((incoming) => incoming.pause(), {
      upstreamTimeoutMs: 300,
      limits: { drainBytes: 0 },
    })
    const sent = request(`${url}${CREATE}`, { method: 'POST', agent: false, headers: headers() })
    sent.on('error', () => {})
    const write = () => {
      while (!sent.destroyed && sent.write(Buffer.alloc(100_000))) {}
    }
    sent.on('drain', write)
    write()
    const [entry] = await ended(1)
    sent.destroy()
    expect(entry).toMatchObject({ status: 504 })
    expect(entry?.bytesIn).toBeLessThan(20_000_000)
  })
})

describe('a body that is too large', () => {
  it.each([
    ['by its length', { 'content-length': '1001' }],
    ['by its chunks', {}],
  ])('%s gets 413, and MLflow no whole request', async (_, more) => {
    const { url, upstream } = await open(undefined, { maxBodyBytes: 1000 })
    const { status, text } = await ask(`${url}${CREATE}`, { method: 'POST', headers: more }, 'x'.repeat(1001))
    expect([status, JSON.parse(text).error_code]).toEqual([413, 'RESOURCE_LIMIT_EXCEEDED'])
    expect(upstream.received).toEqual([])
  })

  it('is not one of exactly the limit', async () => {
    const { url } = await open(undefined, { maxBodyBytes: 1000 })
    expect(await ask(`${url}${CREATE}`, { method: 'POST' }, 'x'.repeat(1000))).toMatchObject({ status: 200 })
  })
})

describe('Expect: 100-continue', () => {
  const wait = (key: string) =>
    `POST /api/mlflow${CREATE} HTTP/1.1\r\nHost: g\r\n${key}Expect: 100-continue\r\nContent-Length: 5\r\n\r\n`

  it('is answered when the key is good and MLflow is there, and goes no further', async () => {
    const { port, upstream } = await open()
    const socket = connect(port, '127.0.0.1')
    socket.write(wait(`Connection: close\r\nAuthorization: Bearer ${TEST_KEYS.write}\r\n`))
    const [first] = await once(socket, 'data')
    expect(String(first)).toBe('HTTP/1.1 100 Continue\r\n\r\n')
    socket.write('hello')
    const [second] = await once(socket, 'data')
    expect(String(second)).toMatch(/^HTTP\/1\.1 200 OK/)
    expect(upstream.received).toMatchObject([{ body: 'hello' }])
    // CVE-2026-33805 and the like: proxies forwarded these headers as they were.
    expect(upstream.received[0]?.headers).not.toHaveProperty('expect')
    expect(upstream.received[0]?.headers).not.toHaveProperty('authorization')
  })

  it.each([
    ['without a key', '', 401],
    ['with a bad one', 'Authorization: Bearer bad\r\n', 401],
    ['with a scope that is too small', `Authorization: Bearer ${TEST_KEYS.read}\r\n`, 403],
  ])('is not answered %s', async (_, key, status) => {
    const { port, upstream } = await open(undefined, { limits: { drainIdleMs: 50 } })
    expect(await sendRaw(port, wait(key))).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(upstream.received).toEqual([])
  })

  it('is not answered if MLflow is not there', async () => {
    const { port, upstream } = await open(undefined, { limits: { drainIdleMs: 50 } })
    await upstream.close()
    expect(await sendRaw(port, wait(`Authorization: Bearer ${TEST_KEYS.write}\r\n`))).toMatch(/^HTTP\/1\.1 502 /)
  })
})

describe('a refusal', () => {
  it('is seen by a client that first sends its whole body', async () => {
    const { url } = await open()
    const body = Buffer.alloc(50_000_000)
    const response = await fetch(`${url}${CREATE}`, { method: 'POST', body })
    expect([response.status, ((await response.json()) as { error_code: string }).error_code]).toEqual([
      401,
      'UNAUTHENTICATED',
    ])
  })

  it('ends the connection of a client that sends on and on', async () => {
    const { port, ended } = await open(undefined, { limits: { drainBytes: 1_000_000 } })
    const socket = connect(port, '127.0.0.1')
    const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()))
    socket.on('error', () => {})
    socket.on('data', () => {})
    socket.write('POST /api/mlflow/graphql HTTP/1.1\r\nHost: g\r\nContent-Length: 10000000000\r\n\r\n')
    const write = () => {
      while (!socket.destroyed && socket.write(Buffer.alloc(100_000))) {}
    }
    socket.on('drain', write)
    write()
    await closed
    expect((await ended(1))[0]?.bytesIn).toBeLessThan(2_000_000)
  })

  it('of a small body leaves the connection open for the next request', async () => {
    const { port } = await open()
    const body = (more: string) =>
      `POST /api/mlflow/graphql HTTP/1.1\r\nHost: g\r\n${more}Content-Length: 5\r\n\r\nhello`
    const answer = await sendRaw(port, body('') + body('Connection: close\r\n'))
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 401', 'HTTP/1.1 401'])
  })
})

describe('an error in the gate itself', () => {
  it('is told as 500, and lets nobody in', async () => {
    const failures: unknown[] = []
    const keys = {
      admit(): never {
        throw new TypeError('of the test')
      },
    }
    const { url, upstream } = await open(undefined, { keys, onFailure: (error) => failures.push(error) })
    expect(await ask(`${url}/health`)).toMatchObject({ status: 500 })
    expect(failures).toEqual([expect.any(TypeError)])
    // Node tells of it by an event of its own.
    const { port } = new URL(url)
    const answer = await sendRaw(
      Number(port),
      'GET /x HTTP/1.1\r\nHost: g\r\nExpect: more\r\nConnection: close\r\n\r\n',
    )
    expect([answer.slice(0, 12), failures.length]).toEqual(['HTTP/1.1 500', 2])
    expect(upstream.received).toEqual([])
    expect(await ask(`${new URL(url).origin}/healthz`)).toMatchObject({ status: 200 })
  })
})

describe('whether all is well', () => {
  it('can be asked without a key: of the gate, and of MLflow', async () => {
    const { origin, upstream } = await open()
    const asked = async (path: string) => (await fetch(origin + path)).status
    expect([await asked('/healthz'), await asked('/readyz'), await asked('/readyz?x')]).toEqual([200, 200, 200])
    // Anybody may ask; MLflow is asked once a second.
    expect(upstream.received).toMatchObject([{ url: '/health' }])
    expect(upstream.received[0]?.headers).not.toHaveProperty('authorization')
  })

  it('is asked of an older MLflow too, whose page has no prefix', async () => {
    const handler: Handler = ({ url }, response) => response.writeHead(url === '/health' ? 200 : 404).end()
    const stand = await openStandIn(handler)
    const upstream = { kind: 'tcp', host: '127.0.0.1', port: stand.port, prefix: '/mlflow' } as const
    const { origin, gate } = await openTestGate(stand.port, { upstream })
    expect((await fetch(`${origin}/readyz`)).status).toBe(200)
    expect(stand.received.map(({ url }) => url)).toEqual(['/mlflow/health', '/health'])
    await gate.close(0)
    await stand.close()
  })

  it('is 503 for MLflow if it does not answer', async () => {
    const { origin, upstream } = await open()
    await upstream.close()
    expect([(await fetch(`${origin}/readyz`)).status, (await fetch(`${origin}/healthz`)).status]).toEqual([503, 200])
  })

  it('is not asked by another path or method', async () => {
    const { origin } = await open()
    const statuses = ['/healthz/', '/health', '/%68ealthz'].map(async (path) => (await fetch(origin + path)).status)
    expect(await Promise.all(statuses)).toEqual([401, 401, 401])
    expect((await fetch(`${origin}/readyz`, { method: 'POST' })).status).toBe(401)
  })
})

describe('the end of the gate', () => {
  it('waits for what is running, and takes nothing new', async () => {
    let finish: () => void = () => {}
    let onRequest: () => void = () => {}
    const running = new Promise<void>((resolve) => {
      onRequest = resolve
    })
    const { gate, url, port } = await open((_, response) => {
      finish = () => response.end('done')
      onRequest()
    })
    const answer = ask(`${url}/health`)
    await running
    const closed = gate.close(10_000)
    await expect(fetch(`${url}/health`)).rejects.toThrow()
    expect(await sendRaw(port, '')).toBe('')
    finish()
    expect(await answer).toMatchObject({ status: 200, text: 'done' })
    await closed
  })

  it('is told on a connection that was there before, so that a balancer sends nothing more', async () => {
    let onRequest: () => void = () => {}
    const running = new Promise<void>((resolve) => {
      onRequest = resolve
    })
    let finish: () => void = () => {}
    const { gate, url, port } = await open(({ url }, response) => {
      const end = () => response.end('done')
      if (url !== '/held') return void end()
      finish = end
      onRequest()
    })
    const balancer = connect(port, '127.0.0.1')
    await once(balancer, 'connect')
    let text = ''
    balancer.setEncoding('latin1').on('data', (data) => {
      text += data
    })
    const answer = ask(`${url}/held`)
    await running
    const closed = gate.close(10_000)
    balancer.write('GET /readyz HTTP/1.1\r\nHost: g\r\n\r\n')
    await once(balancer, 'end')
    expect(text).toMatch(/^HTTP\/1\.1 503 .*\r\nConnection: close\r\n.*The server is about to end$/s)
    finish()
    expect(await answer).toMatchObject({ status: 200 })
    await closed
  })

  it('comes after the time that is given', async () => {
    let onRequest: () => void = () => {}
    const running = new Promise<void>((resolve) => {
      onRequest = resolve
    })
    const { gate, url, entries } = await open(() => onRequest())
    const answer = fetch(`${url}/health`, { headers: headers() })
    const refused = expect(answer).rejects.toThrow()
    await running
    await gate.close(50)
    expect(entries).toMatchObject([{ route: '/health', status: 499 }])
    await refused
  })

  it('resets an answer that an end of the connection would complete, if it cannot wait', async () => {
    const { gate, port, entries } = await open((_, response) => response.write('part'))
    const socket = connect(port, '127.0.0.1')
    const end = new Promise<string>((resolve) => {
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
      socket.on('end', () => resolve('end'))
    })
    socket.write(raw('GET /api/mlflow/health HTTP/1.0'))
    await new Promise<void>((resolve) => socket.on('data', (data) => data.includes('part') && resolve()))
    await gate.close(600_000, AbortSignal.abort())
    expect(entries).toMatchObject([{ status: 200, bytesOut: 4 }])
    expect(await end).toBe('ECONNRESET')
  })
})
