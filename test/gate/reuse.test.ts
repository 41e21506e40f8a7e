import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { bearer, openTestGate } from '../rig/gate.ts'

const opened: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close()
})

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n'

/** A gate before an upstream of raw sockets, which is told of each piece that comes, and on which connection. */
async function open(onData: (socket: Socket, connection: number, text: string) => void) {
  const heads: string[] = []
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    const connection = sockets.push(socket)
    socket.on('error', () => {})
    socket.on('data', (data) => {
      heads.push(`${connection} ${data.toString('latin1').split('\r\n', 1)[0]}`)
      onData(socket, connection, data.toString('latin1'))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  opened.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const gate = await openTestGate((server.address() as AddressInfo).port, {
    limits: { upstreamIdleMs: 60_000 },
  })
  opened.push(() => gate.gate.close(0))
  const ask = async (method = 'GET', body?: string) => {
    const response = await fetch(`${gate.url}/health`, { method, headers: bearer(), ...(body && { body }) })
    return `${response.status} ${response.status === 200 ? await response.text() : ''}`
  }
  return { heads, sockets, ask, ...gate }
}

describe('a connection to MLflow', () => {
  it('serves one GET after the other, and one request of another kind', async () => {
    const { heads, ask } = await open((socket) => socket.write(`${OK}ok`))
    expect([await ask(), await ask(), await ask('POST', 'a'), await ask('POST'), await ask()]).toEqual(
      Array(5).fill('200 ok'),
    )
    const [get, post] = ['GET /health HTTP/1.1', 'POST /health HTTP/1.1']
    expect(heads.filter((head) => /GET|POST/.test(head))).toEqual([
      ...[`1 ${get}`, `1 ${get}`, `2 ${post}`, `3 ${post}`, `1 ${get}`],
    ])
  })

  it('that MLflow closes when the next GET is on its way is replaced by a new one', async () => {
    const waiting: Socket[] = []
    const served = new Set<Socket>()
    const { heads, ask } = await open((socket) => {
      if (served.has(socket)) socket.resetAndDestroy()
      else if (served.size >= 2) socket.write(`${OK}ok`)
      // Two at once, so that there are two idle ones.
      else if (waiting.push(socket) === 2) for (const each of waiting) each.write(`${OK}ok`)
      if (waiting.length === 2) for (const each of waiting) served.add(each)
    })
    expect(await Promise.all([ask(), ask()])).toEqual(['200 ok', '200 ok'])
    expect(await ask()).toBe('200 ok')
    expect(heads).toHaveLength(4)
    expect(heads[3]).toMatch(/^3 GET/)
  })

  it('that is lost on the new one too is told as 502', async () => {
    let count = 0
    const { heads, ask } = await open((socket) => {
      if (count++ > 0) socket.resetAndDestroy()
      else socket.write(`${OK}ok`)
    })
    expect([await ask(), await ask()]).toEqual(['200 ok', '502 '])
    expect(heads).toHaveLength(3)
  })

  it('is given up if anything comes behind an answer: it could be taken for the next one', async () => {
    const { heads, ask, sockets } = await open((socket) => socket.write(`${OK}ok`))
    expect(await ask()).toBe('200 ok')
    sockets[0]?.write(`${OK}no`)
    await new Promise<void>((resolve) => sockets[0]?.once('close', () => resolve()))
    expect(await ask()).toBe('200 ok')
    expect(heads.map((head) => head.slice(0, 5))).toEqual(['1 GET', '2 GET'])
  })

  it.each([
    ['1xx', 'HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'],
    ['204 with a length', 'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n'],
    ['204 with chunks', 'HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n'],
    ['205', 'HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n'],
    ['304 with a length', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n'],
  ])('is given up after %s: a body that must not be there could be taken for the next answer', async (_, first) => {
    const { heads, ask } = await open((socket, connection) => socket.write(connection === 1 ? first : `${OK}ok`))
    await ask()
    expect(await ask()).toBe('200 ok')
    expect(heads.map((head) => head.slice(0, 5))).toEqual(['1 GET', '2 GET'])
  })

  it.each([
    ['204', 'HTTP/1.1 204 No Content\r\n\r\n'],
    ['304 without a length', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n'],
  ])('is kept after %s', async (_, first) => {
    const { heads, ask } = await open((socket) => socket.write(heads.length === 1 ? first : `${OK}ok`))
    await ask()
    expect(await ask()).toBe('200 ok')
    expect(heads.map((head) => head.slice(0, 5))).toEqual(['1 GET', '1 GET'])
  })

  it('that MLflow resets while it is idle, or in the middle of an answer, harms no other request', async () => {
    const held = new Map<string, Socket>()
    const tell: (() => void)[] = []
    const { ask, url, sockets } = await open((socket, _, text) => {
      const [, name = ''] = /^GET (\S+)/.exec(text) ?? []
      if (name === '/health') return void socket.write(`${OK}ok`)
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nha')
      held.set(name, socket)
      if (held.size === 2) for (const each of tell) each()
    })
    expect(await ask()).toBe('200 ok')
    const both = new Promise<void>((resolve) => tell.push(resolve))
    const read = async (name: string) => await (await fetch(url + name, { headers: bearer() })).text()
    const [lost, whole] = [expect(read('/lost')).rejects.toThrow(), read('/whole')]
    await both
    held.get('/lost')?.resetAndDestroy()
    await lost
    held.get('/whole')?.write('lf')
    expect(await whole).toBe('half')
    expect(await ask()).toBe('200 ok')
    for (const socket of sockets) socket.resetAndDestroy()
    expect(await Promise.all([ask(), ask()])).toEqual(['200 ok', '200 ok'])
  })

  it('is not asked again for a client that has gone', async () => {
    const asked: (() => void)[] = []
    const { heads, ask, url, ended } = await open((socket, _, text) => {
      if (text.includes('/slow')) for (const tell of asked.splice(0)) tell()
      else socket.write(`${OK}ok`)
    })
    expect(await ask()).toBe('200 ok')
    const isAsked = new Promise<void>((resolve) => asked.push(resolve))
    const gone = new AbortController()
    const answer = fetch(`${url}/slow`, { headers: bearer(), signal: gone.signal })
    const refused = expect(answer).rejects.toThrow()
    await isAsked
    gone.abort()
    await refused
    await ended(2)
    expect(await ask()).toBe('200 ok')
    expect(heads.map((head) => head.split(' HTTP')[0])).toEqual(['1 GET /health', '1 GET /slow', '2 GET /health'])
  })
})
