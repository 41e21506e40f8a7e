// The life of a server behind the gate, with a small program in the place of MLflow.

import { readdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { get as httpsGet } from 'node:https'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createKey } from '../../src/keys/api-key.ts'
import { fileStore } from '../../src/keys/file-store.ts'
import type { KeyStore } from '../../src/keys/key-store.ts'
import { checkStart, runServer } from '../../src/server/run-server.ts'
import { makeCertificate } from '../rig/certificate.ts'
import { freePorts } from '../rig/ports.ts'
import { lives } from '../rig/process-info.ts'
import { StandIn } from '../rig/stand-in-mlflow.ts'

let standIn: StandIn
let store: KeyStore
let key: string
beforeEach(async () => {
  standIn = new StandIn()
  store = fileStore({
    path: join(standIn.folder, 'keys.json'),
    uid: process.getuid?.() ?? null,
    env: process.env as never,
  })
  const made = createKey()
  key = made.key.reveal()
  const record = { service: 'private', scope: 'read' as const, note: null, lastUsedAt: null, createdAt: new Date() }
  await store.add({ ...record, id: made.id, hash: made.hash, expiresAt: null, revokedAt: null })
})
afterEach(() => standIn.remove())

const status = (value: number) => ({ raise: null, status: value })
const PID = 'console.log(process.pid); '
const pidOf = () => Number(standIn.reporter.output.split('\n')[0])
const get = (url: string, path = '/health') => fetch(url + path, { headers: { authorization: `Bearer ${key}` } })
/** Folders and sockets of the server. */
const left = () =>
  readdirSync(standIn.folder, { recursive: true }).filter((name) => String(name).includes('with-mlflow'))
const stop = () => process.kill(process.pid, 'SIGTERM')

describe('a server behind the gate', () => {
  it('lets in keys of its store only, on a socket in a folder that nobody else can enter', async () => {
    const ended = runServer(standIn.gatedPlan(`${PID}listen()`, [], store))
    const { url } = await standIn.reporter.first('ready')
    expect([(await fetch(`${url}/health`)).status, (await get(url)).status]).toEqual([401, 200])
    const [runtime = '', folder = '', socket = ''] = left()
      .map((name) => join(standIn.folder, String(name)))
      .sort()
    expect([runtime, folder].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700])
    expect(statSync(socket).isSocket()).toBe(true)
    stop()
    expect(await ended).toEqual(status(0))
    expect(standIn.reporter.types).toEqual(['startup-finished', 'ready', 'request', 'request', 'stopping', 'stopped'])
    const entries = standIn.reporter.events.flatMap((event) => (event.type === 'request' ? [event.entry.status] : []))
    expect(entries).toEqual([401, 200])
    expect([left(), lives(pidOf())]).toEqual([[], false])
  })

  it('gives its user’s commands a key that has every right, and ends with it', async () => {
    const plan = standIn.gatedPlan('listen()', ['--local-token'], store)
    const ended = runServer({ ...plan, notedFor: standIn.folder })
    const { url } = await standIn.reporter.first('ready')
    const paths = left().map((name) => join(standIn.folder, String(name)))
    const [path = ''] = paths.filter((name) => name.endsWith('.key'))
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const headers = { authorization: `Bearer ${readFileSync(path, 'utf8').trim()}` }
    expect(await (await fetch(`${url}/keyz`, { headers })).json()).toMatchObject({ scope: 'admin', expiresAt: null })
    const note = readFileSync(path.replace(/key$/, 'json'), 'utf8')
    expect(JSON.parse(note)).toMatchObject({ needsKey: true })
    expect(note).not.toContain('wmle_')
    stop()
    await ended
    expect(left()).toEqual([])
  })

  it('gives nobody a key unless it is asked to', async () => {
    const ended = runServer({ ...standIn.gatedPlan('listen()', [], store), notedFor: standIn.folder })
    await standIn.reporter.first('ready')
    expect(left().filter((name) => String(name).endsWith('.key'))).toEqual([])
    expect(left().filter((name) => String(name).endsWith('.json'))).toHaveLength(1)
    stop()
    await ended
  })

  it('has its static prefix on both sides', async () => {
    const ended = runServer(standIn.gatedPlan('listen()', ['--static-prefix', '/mlflow'], store))
    const { url } = await standIn.reporter.first('ready')
    expect(new URL(url).pathname).toBe('/mlflow')
    expect((await get(url)).status).toBe(200)
    expect((await get(new URL(url).origin)).status).toBe(404)
    stop()
    await ended
  })

  it('speaks TLS if it has a certificate', async () => {
    const { key: keyFile, certificate } = makeCertificate('IP:127.0.0.1')
    const tls = { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certificate, 'utf8') }
    const plan = standIn.gatedPlan('listen()', [], store)
    const ended = runServer({ ...plan, gate: plan.gate && { ...plan.gate, tls } })
    const { url } = await standIn.reporter.first('ready')
    const headers = { authorization: `Bearer ${key}` }
    const status = await new Promise((resolve, reject) => {
      httpsGet(`${url}/health`, { ca: tls.cert, headers }, (response) => resolve(response.resume().statusCode)).on(
        'error',
        reject,
      )
    })
    expect([new URL(url).protocol, status]).toEqual(['https:', 200])
    stop()
    await ended
  })

  it('lets a running request end before MLflow is asked to, and nobody else in', async () => {
    const ended = runServer(standIn.gatedPlan(`${PID}listen()`, [], store))
    const { url } = await standIn.reporter.first('ready')
    const answer = await get(url, '/held')
    stop()
    await standIn.reporter.first('stop-progress')
    await expect(get(url)).rejects.toThrow()
    process.kill(pidOf(), 'SIGUSR2')
    expect(await answer.text()).toBe('a part and the rest')
    expect(await ended).toEqual(status(0))
  })

  it('cuts a running request off at a second Ctrl-C', async () => {
    const ended = runServer(standIn.gatedPlan(`${PID}listen()`, ['--grace', '600'], store))
    const { url } = await standIn.reporter.first('ready')
    const answer = await get(url, '/held')
    process.kill(process.pid, 'SIGINT')
    await standIn.reporter.first('stop-progress')
    process.kill(process.pid, 'SIGINT')
    await expect(answer.text()).rejects.toThrow()
    expect(await ended).toEqual(status(130))
    expect([left(), lives(pidOf())]).toEqual([[], false])
  })

  it('closes the gate if MLflow exits', async () => {
    const ended = runServer(standIn.gatedPlan(`${PID}listen()`, ['--grace', '600'], store))
    const { url } = await standIn.reporter.first('ready')
    const answer = await get(url, '/held')
    process.kill(pidOf(), 'SIGKILL')
    await expect(answer.text()).rejects.toThrow()
    expect(await ended).toEqual(status(137))
    await expect(get(url)).rejects.toThrow()
    expect(left()).toEqual([])
  })

  it('fails if another program has taken its port by the time that MLflow is ready', async () => {
    const [port = 0] = await freePorts(1)
    const code = `process.once('SIGUSR2', () => listen()); stay(); ${PID}`
    const ended = runServer(standIn.gatedPlan(code, ['--port', String(port)], store))
    await standIn.reporter.first('output')
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve))
    process.kill(pidOf(), 'SIGUSR2')
    expect(await ended).toEqual(status(1))
    expect(await standIn.reporter.first('failed')).toMatchObject({ diagnostic: { code: 'port-in-use' } })
    expect([left(), lives(pidOf())]).toEqual([[], false])
    other.close()
  })

  it('is refused before anything starts if its store of keys cannot be used', async () => {
    unlinkSync(store.location)
    const plan = standIn.gatedPlan('listen()', [], store)
    await expect(runServer(plan)).rejects.toMatchObject({ message: 'key-store-missing' })
    await expect(checkStart(plan)).rejects.toMatchObject({ message: 'key-store-missing' })
    expect([standIn.reporter.events, left()]).toEqual([[], []])
  })

  it('warns if the store breaks while it runs, and goes on', async () => {
    const ended = runServer(standIn.gatedPlan('listen()', [], store))
    const { url } = await standIn.reporter.first('ready')
    writeFileSync(store.location, 'no JSON')
    expect(await standIn.reporter.first('warning')).toMatchObject({ diagnostic: { code: 'keys-not-read' } })
    expect((await get(url)).status).toBe(200)
    stop()
    await ended
  })
})
