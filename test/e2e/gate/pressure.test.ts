// A real gate under pressure: many clients, slow ones, aborted ones, no descriptors left, nobody who reads its log.
import { once } from 'node:events'
import { createServer, request, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { addKey } from '../../rig/gate-key.ts'
import { type GateProcessOptions, type RunningGate, startGate } from '../../rig/gate-process.ts'
import { Project } from '../../rig/project.ts'

/** Of 100 requests each. */
const ABORT_ROUNDS = 3
const PIECE = Buffer.alloc(65_536, 'x')
const project = new Project()
let authorization: string
let words: string[]
/** Answers that wait for `finish`, by `/hold`. */
const held: ServerResponse[] = []

/** It keeps nothing of a body. */
const upstream = createServer((incoming, response) => {
  incoming.on('error', () => {})
  response.on('error', () => {})
  const { pathname, searchParams } = new URL(incoming.url ?? '', 'http://a')
  if (pathname === '/hold') held.push(response)
  else if (searchParams.has('bytes')) send(response, Number(searchParams.get('bytes')))
  else incoming.on('end', () => response.end('answer')).resume()
})

beforeAll(async () => {
  upstream.listen(0, '127.0.0.1')
  await once(upstream, 'listening')
  const store = project.path('keys.json')
  authorization = (await addKey(store, 'admin')).authorization
  words = ['--upstream', `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`, '--keys', store]
})
afterAll(async () => {
  upstream.closeAllConnections()
  await new Promise((resolve) => upstream.close(resolve))
  project.remove()
})

/** As fast as it is taken. */
function send(response: ServerResponse, bytes: number) {
  response.setHeader('Content-Length', bytes)
  let left = bytes
  const write = () => {
    while (left > 0) {
      const part = PIECE.subarray(0, left)
      left -= part.length
      if (!response.write(part)) return
    }
    response.end()
  }
  response.on('drain', write)
  write()
}

async function start(options?: GateProcessOptions): Promise<RunningGate> {
  const gate = await startGate(project, words, options)
  onTestFinished(() => gate.kill())
  return gate
}

/** A request on a connection of its own, with the key. */
function open(gate: RunningGate, line: string, rest = '\r\n'): Socket {
  const socket = connect(gate.port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(
    `${line.replace(' /', ' /api/mlflow/')} HTTP/1.1\r\nHost: a\r\nAuthorization: ${authorization}\r\n${rest}`,
  )
  return socket
}

const status = async (gate: RunningGate) => (await fetch(`${gate.url}/health`, { headers: { authorization } })).status

describe('a gate as a process', () => {
  it('streams a body each way in little memory', async () => {
    const gate = await start()
    const bytes = 128 * 2 ** 20
    const down = await fetch(`${gate.url}/get-artifact?bytes=${bytes}`, { headers: { authorization } })
    let received = 0
    for await (const chunk of down.body ?? []) received += chunk.length
    expect(received).toBe(bytes)
    const headers = { authorization, 'content-length': bytes }
    const up = request(`${gate.url}/api/2.0/mlflow-artifacts/artifacts/1/file`, { method: 'PUT', headers })
    for (let left = bytes; left > 0; left -= PIECE.length) if (!up.write(PIECE)) await once(up, 'drain')
    up.end()
    const [response] = await once(up, 'response')
    response.resume()
    expect(response.statusCode).toBe(200)
    const sums = await gate.take(2)
    expect(sums).toMatchObject([{ bytesOut: bytes }, { bytesIn: bytes, status: 200 }])
    expect(gate.peakMemory()).toBeLessThan(150)
  })

  it('answers others while 50 clients do not read and 200 say little, in bounded memory', async () => {
    const gate = await start()
    const sockets = Array.from({ length: 50 }, () => open(gate, 'GET /get-artifact?bytes=1000000000'))
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy()
    })
    await Promise.all(sockets.map((socket) => once(socket, 'readable')))
    for (let at = 0; at < 100; at++) {
      sockets.push(open(gate, 'GET /health', ''))
      sockets.push(open(gate, 'POST /api/2.0/mlflow/runs/search', 'Content-Length: 100000\r\n\r\na'))
    }
    for (let at = 0; at < 20; at++) expect(await status(gate)).toBe(200)
    expect(gate.peakMemory()).toBeLessThan(200)
  })

  it('has as many descriptors as before after many requests that their clients left', async () => {
    const gate = await start()
    expect(await status(gate)).toBe(200)
    const before = gate.descriptors()
    for (let round = 0; round < ABORT_ROUNDS; round++) {
      const sockets = Array.from({ length: 25 }, () => [
        open(gate, 'GET /health', ''),
        open(gate, 'GET /hold'),
        open(gate, 'POST /api/2.0/mlflow/runs/search', 'Content-Length: 100000\r\n\r\na'),
        open(gate, 'GET /get-artifact?bytes=1000000'),
      ]).flat()
      await Promise.all(
        sockets.map((socket, at) => (at % 4 === 3 ? once(socket, 'readable') : once(socket, 'connect'))),
      )
      for (const socket of sockets) socket.destroy()
    }
    expect(await status(gate)).toBe(200)
    await expect.poll(() => gate.descriptors(), { timeout: 30_000 }).toBeLessThanOrEqual(before)
  })

  it('goes on after it has run out of descriptors', async () => {
    const gate = await start({ maxDescriptors: 60 })
    const sockets = Array.from({ length: 100 }, () => open(gate, 'GET /hold'))
    await Promise.race(
      sockets.map((socket) => new Promise((resolve) => socket.on('data', resolve).on('close', resolve))),
    )
    for (const socket of sockets) socket.destroy()
    await expect.poll(() => status(gate).catch(() => 0), { timeout: 30_000 }).toBe(200)
  })

  it('goes on if nobody reads its log any more', async () => {
    const gate = await start()
    gate.child.stdout.pause()
    const socket = connect(gate.port, '127.0.0.1')
    socket.write('GET /api/mlflow/a HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(3000))
    let text = ''
    let count = 0
    for await (const data of socket) {
      const pieces = (text + data).split('HTTP/1.1 401')
      count += pieces.length - 1
      text = pieces.at(-1)?.slice(-20) ?? ''
      if (count === 3000) break
    }
    expect(await status(gate)).toBe(200)
    gate.child.stdout.destroy()
    for (let at = 0; at < 10; at++) expect(await status(gate)).toBe(200)
  })

  it.each(['SIGTERM', 'SIGHUP'] as const)(
    'lets all that is running end, takes nothing new, and ends with 0 after %s',
    async (signal) => {
      const gate = await start()
      held.length = 0
      const answers = Array.from({ length: 50 }, async () => {
        const response = await fetch(`${gate.url}/hold`, { headers: { authorization } })
        return response.text()
      })
      await expect.poll(() => held.length).toBe(50)
      // Connections that have served a request, and are kept for the next one.
      const idle = connect(gate.port, '127.0.0.1')
      idle.write('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n')
      await once(idle, 'data')
      gate.child.kill(signal)
      await once(idle, 'end')
      await expect(fetch(`${gate.origin}/healthz`)).rejects.toThrow()
      for (const response of held.splice(0)) response.end('done')
      expect(await Promise.all(answers)).toEqual(Array(50).fill('done'))
      expect(await gate.ended).toEqual([0, null])
      expect(gate.entries.filter(({ route }) => route !== '/healthz')).toHaveLength(50)
    },
  )
})
