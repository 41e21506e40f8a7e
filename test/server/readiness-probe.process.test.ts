// Real HTTP servers of this process, in MLflow's place.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createRawServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { waitForHealth } from '../../src/server/readiness-probe.ts'

const folder = mkdtempSync(join(tmpdir(), 'with-mlflow-env-probe-'))
let tls: { readonly key: string; readonly cert: string }
let servers: Server[] = []
/** The listening process is one of the server's own. */
const OWN = { members: () => new Set([process.pid]) }

beforeAll(() => {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1']
  execFileSync('openssl', [...words, '-subj', '/CN=localhost', '-keyout', key, '-out', cert], { stdio: 'ignore' })
  tls = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
})
afterEach(() => {
  for (const server of servers) server.close()
  servers = []
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function listen(server: Server): Promise<number> {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as { port: number }).port
}

const answering =
  (pages: Readonly<Record<string, string>>): RequestListener =>
  (request, response) => {
    const text = pages[request.url ?? '']
    response.statusCode = text === undefined ? 404 : 200
    response.end(text)
  }
const address = (port: number, prefix = '') => ({ kind: 'port' as const, port, host: '127.0.0.1', prefix })

function probe(port: number, prefix = '', tree = OWN) {
  const over = new AbortController()
  const found = waitForHealth(address(port, prefix), tree, over.signal)
  return { found, giveUp: () => over.abort() }
}

describe('the readiness probe', () => {
  it('finds a server that answers OK', async () => {
    const port = await listen(createServer(answering({ '/health': 'OK' })))
    expect(await probe(port).found).toBe('http')
  })

  it.each([
    ['under its prefix', { '/mlflow/health': 'OK' }],
    ['without the prefix, as older versions of MLflow have it', { '/health': 'OK' }],
  ])('finds a server that answers %s', async (_, pages) => {
    const port = await listen(createServer(answering(pages)))
    expect(await probe(port, '/mlflow').found).toBe('http')
  })

  it('waits until the server answers with what is expected', async () => {
    const answers = [
      [503, 'starting'],
      [200, 'a page of another program'],
      [404, ''],
      [200, 'OK'],
    ] as const
    let asked = 0
    const port = await listen(
      createServer((_, response) => {
        const [status, text] = answers[asked++] ?? [200, 'OK']
        response.writeHead(status).end(text)
      }),
    )
    expect(await probe(port).found).toBe('http')
    expect(asked).toBe(4)
  })

  it('waits for a server that does not listen yet', async () => {
    const server = createServer(answering({ '/health': 'OK' }))
    const port = await listen(server)
    await new Promise((closed) => server.close(closed))
    const { found } = probe(port)
    const later = createServer(answering({ '/health': 'OK' }))
    servers.push(later)
    later.listen(port, '127.0.0.1')
    expect(await found).toBe('http')
  })

  it('finds a server that expects TLS, whatever its certificate is', async () => {
    const port = await listen(createTlsServer(tls, answering({ '/health': 'OK' })))
    expect(await probe(port).found).toBe('https')
  })

  it('finds a server that requires a client certificate', async () => {
    const options = { ...tls, requestCert: true, rejectUnauthorized: true }
    const port = await listen(createTlsServer(options, answering({ '/health': 'OK' })))
    expect(await probe(port).found).toBe('https')
  })

  it('speaks plain HTTP again to a server that did not answer in time, which TLS would only confuse', async () => {
    const said: string[] = []
    const port = await listen(
      createRawServer((socket) => {
        const isFirst = said.length === 0
        socket
          .on('error', () => {})
          .once('data', (data) => {
            said.push(data.toString('latin1', 0, 4))
            if (!isFirst) socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nOK')
          })
      }),
    )
    expect(await probe(port).found).toBe('http')
    expect(said).toEqual(['GET ', 'GET '])
  })

  it.skipIf(process.platform !== 'linux')('does not take the answer of another server (Linux only)', async () => {
    let asked = () => {}
    const wasAsked = new Promise<void>((resolve) => {
      asked = resolve
    })
    let count = 0
    const port = await listen(
      createServer((_, response) => {
        response.end('OK')
        if (++count === 3) asked()
      }),
    )
    const { found, giveUp } = probe(port, '', { members: () => new Set([1]) })
    await wasAsked
    giveUp()
    expect(await found).toBeNull()
  })

  it('gives up when it is told to', async () => {
    let asked = () => {}
    const wasAsked = new Promise<void>((resolve) => {
      asked = resolve
    })
    const port = await listen(
      createRawServer((socket) => {
        socket.on('error', () => {}).destroy()
        asked()
      }),
    )
    const { found, giveUp } = probe(port)
    await wasAsked
    giveUp()
    expect(await found).toBeNull()
  })
})
