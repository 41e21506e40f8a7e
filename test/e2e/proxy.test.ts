import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { request } from 'node:https'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { makeCertificate } from '../rig/certificate.ts'
import { type Handler, openStandIn } from '../rig/gate.ts'
import { addKey } from '../rig/gate-key.ts'
import { freePorts } from '../rig/ports.ts'
import { collect } from '../rig/project.ts'
import { temporaryProject } from '../rig/temporary-project.ts'

const READY = /^The gate is ready at (\S+)$/

/** The built launcher's gate with a file of keys, in front of a stand-in. */
async function start(words: readonly string[] = [], env: Record<string, string> = {}, handler?: Handler) {
  const project = temporaryProject()
  const upstream = await openStandIn(handler)
  onTestFinished(upstream.close)
  const store = project.path('keys.json')
  const key = await addKey(store, 'write')
  const own = ['proxy', '--upstream', `http://127.0.0.1:${upstream.port}`, '--port', '0', '--keys', store]
  const child = project.start([...own, ...words], { env })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const ended = collect(child)
  return { project, upstream, store, key, child, ended, url: await readyUrl(child), lines: linesOf(child) }
}

async function readyUrl({ stderr }: ChildProcess): Promise<string> {
  if (!stderr) throw new Error('no stderr')
  for await (const line of createInterface({ input: stderr })) {
    const [, url] = READY.exec(line) ?? []
    if (url !== undefined) return url
    throw new Error(line)
  }
  throw new Error('ended before it was ready')
}

function linesOf({ stdout }: ChildProcess) {
  if (!stdout) throw new Error('no stdout')
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]()
  return async () => JSON.parse((await lines.next()).value)
}

/** Until nothing listens there any more. */
async function untilRefused(url: string): Promise<void> {
  const isAnswered = () =>
    fetch(`${new URL(url).origin}/healthz`, { headers: { connection: 'close' } }).then(
      () => true,
      () => false,
    )
  while (await isAnswered()) {}
}

describe('proxy', () => {
  it('lets in a key of its store, tells each request on stdout, and ends with 0 when it is asked to', async () => {
    const { key, child, ended, url, lines, upstream } = await start()
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/mlflow$/)
    const headers = { authorization: key.authorization }
    const path = '/api/2.0/mlflow/experiments/get?experiment_id=secret-query'
    expect((await fetch(`${url}${path}`, { headers })).status).toBe(200)
    expect(upstream.received).toMatchObject([{ url: path }])
    expect(await lines()).toEqual({
      ...{ time: expect.stringMatching(/^\d{4}-.*Z$/), key: key.id, service: 'platform', method: 'GET' },
      ...{ route: '/api/2.0/mlflow/experiments/get', status: 200, bytesIn: 0, bytesOut: 6, ms: expect.any(Number) },
    })
    expect((await fetch(`${url}${path}`)).status).toBe(401)
    expect(await lines()).toMatchObject({ key: null, status: 401, route: null })
    expect((await fetch(`${url}/api/2.0/mlflow/experiments/delete`, { method: 'POST', headers })).status).toBe(403)
    expect(await lines()).toMatchObject({ key: key.id, status: 403, route: '/api/2.0/mlflow/experiments/delete' })
    child.kill('SIGTERM')
    const result = await ended
    expect(result).toMatchObject({ status: 0, signal: null })
    expect(result.stdout + result.stderr).not.toMatch(new RegExp(`${key.key}|secret-query`))
    expect(result.stderr).toMatch(/^The gate is ready at \S+\n$/)
  })

  it('refuses a revoked key within five seconds, and says 401 for it as for any other', async () => {
    const { key, url } = await start()
    const status = async () => (await fetch(`${url}/health`, { headers: { authorization: key.authorization } })).status
    expect(await status()).toBe(200)
    await key.revoke()
    const since = performance.now()
    while ((await status()) === 200) expect(performance.now() - since).toBeLessThan(5000)
    expect(await status()).toBe(401)
  })

  it('says that there is no artifact storage if MLFLOW_SERVE_ARTIFACTS says so, to whom it would let in', async () => {
    const { key, url, upstream } = await start([], { MLFLOW_SERVE_ARTIFACTS: 'no' })
    const routes = [
      ['PUT', '/api/2.0/mlflow-artifacts/artifacts/1/a'],
      ['GET', '/ajax-api/2.0/mlflow-artifacts/artifacts?path='],
      ['POST', '/api/2.0/mlflow-artifacts/mpu/create/1/a'],
      ['GET', '/get-artifact?path=a&run_id=b'],
      ['POST', '/ajax-api/2.0/mlflow/upload-artifact?path=a'],
    ]
    for (const [method = '', path = ''] of routes) {
      expect((await fetch(url + path, { method })).status).toBe(401)
      const response = await fetch(url + path, { method, headers: { authorization: key.authorization } })
      expect([response.status, await response.json()]).toEqual([
        503,
        { detail: 'Artifact storage is not configured. Please contact your administrator.' },
      ])
    }
    expect(upstream.received).toEqual([])
    expect((await fetch(`${url}/health`, { headers: { authorization: key.authorization } })).status).toBe(200)
  })

  it('lets a running request end when it is asked to stop', async () => {
    let finish: () => void = () => {}
    let onRequest: () => void = () => {}
    const running = new Promise<void>((resolve) => {
      onRequest = resolve
    })
    const { key, child, ended, url } = await start([], {}, (_, response) => {
      finish = () => response.end('done')
      onRequest()
    })
    const answer = fetch(`${url}/health`, { headers: { authorization: key.authorization } })
    await running
    child.kill('SIGTERM')
    await untilRefused(url)
    finish()
    expect(await (await answer).text()).toBe('done')
    expect(await ended).toMatchObject({ status: 0 })
  })

  it('asked again, resets what is running, so that nobody takes a part for the whole, and tells it', async () => {
    let onWaiting: () => void = () => {}
    const waiting = new Promise<void>((resolve) => {
      onWaiting = resolve
    })
    const { url, key, child, ended } = await start([], {}, (incoming, response) => {
      if (incoming.url === '/health') response.write('part')
      else onWaiting()
    })
    // The answer ends when the connection does.
    const reader = connect(Number(new URL(url).port), '127.0.0.1')
    const end = new Promise<string>((resolve) => {
      reader.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
      reader.on('end', () => resolve('end'))
    })
    reader.write(`GET /api/mlflow/health HTTP/1.0\r\nHost: g\r\nAuthorization: ${key.authorization}\r\n\r\n`)
    await new Promise<void>((resolve) => reader.on('data', (data) => data.includes('part') && resolve()))
    const lost = fetch(`${url}/version`, { headers: { authorization: key.authorization } }).catch(() => null)
    await waiting
    child.kill('SIGINT')
    await untilRefused(url)
    child.kill('SIGINT')
    const { signal, stdout } = await ended
    expect(signal).toBe('SIGINT')
    expect(await end).toBe('ECONNRESET')
    expect(stdout).toMatch(/"route":"\/health","status":200,.*\n/)
    expect(stdout).toMatch(/"route":"\/version","status":499,.*\n/)
    await lost
  })

  it('speaks TLS', async () => {
    const { key, certificate } = makeCertificate('IP:127.0.0.1')
    const gate = await start(['--tls-cert', certificate, '--tls-key', key])
    expect(gate.url).toMatch(/^https:/)
    const headers = { authorization: gate.key.authorization }
    const sent = request(`${gate.url}/health`, { ca: readFileSync(certificate), headers, agent: false }).end()
    const [response] = await once(sent, 'response')
    response.resume()
    expect(response.statusCode).toBe(200)
    expect(gate.upstream.received).toMatchObject([{ headers: { 'x-forwarded-proto': 'https' } }])
  })

  it('reaches MLflow through a Unix socket', async () => {
    const project = temporaryProject()
    const socket = project.path('mlflow.sock')
    const upstream = createHttpServer((incoming, response) => response.end(`${incoming.headers.host} ${incoming.url}`))
    await new Promise<void>((resolve) => upstream.listen(socket, resolve))
    onTestFinished(() => {
      upstream.close()
    })
    const gate = await start(['--upstream', `unix:${socket}:/base`, '--path-prefix', '/'])
    const response = await fetch(`${gate.url}/health`, { headers: { authorization: gate.key.authorization } })
    expect(await response.text()).toBe('localhost /base/health')
    expect((await fetch(`${gate.url}/readyz`)).status).toBe(200)
  })

  it('serves nothing if it cannot: without keys, or where another server listens', async () => {
    const project = temporaryProject()
    const words = ['proxy', '--upstream', 'http://127.0.0.1:1', '--keys', project.path('keys.json')]
    expect(await project.run(words)).toMatchObject({
      status: 125,
      stdout: '',
      stderr: expect.stringContaining('there are no keys'),
    })
    await addKey(project.path('keys.json'), 'read')
    const other = await openStandIn()
    onTestFinished(other.close)
    const taken = await project.run([...words, '--port', String(other.port)])
    expect(taken).toMatchObject({
      status: 125,
      stdout: '',
      stderr: expect.stringContaining(`port ${other.port} is in use`),
    })
    const [port] = await freePorts(1)
    const elsewhere = await project.run([...words, '--host', '203.0.113.7', '--port', String(port)])
    expect(elsewhere).toMatchObject({ status: 125, stderr: expect.stringContaining('not an address of this machine') })
  })
})
