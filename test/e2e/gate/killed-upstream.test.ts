// A real process behind a real gate, ended by SIGKILL at every point of a request. What a client gets is an error that it
// understands, or a connection that was reset: never a part of an answer that looks whole.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { addKey } from '../../rig/gate-key.ts'
import { type RunningGate, startGate } from '../../rig/gate-process.ts'
import { freePorts } from '../../rig/ports.ts'
import { Project } from '../../rig/project.ts'

const project = new Project()
let gate: RunningGate
let authorization: string
let port: number

beforeAll(async () => {
  const store = project.path('keys.json')
  authorization = (await addKey(store, 'admin')).authorization
  port = (await freePorts(1))[0] ?? 0
  const words = ['--upstream', `http://127.0.0.1:${port}`, '--keys', store, '--upstream-timeout', '4s']
  gate = await startGate(project, words)
})
afterAll(async () => {
  await gate?.kill()
  project.remove()
})

/** Starts the upstream on the gate's port. Ends with its end. */
async function startUpstream(...words: string[]) {
  const script = join(import.meta.dirname, '../../rig/dying-upstream.mjs')
  const child = spawn(process.execPath, [script, `${port}`, ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  await once(child.stdout, 'data')
  return { child, ended }
}

/** What a client sees: its answer, or how the connection ended. */
async function ask(point: string, body?: Buffer) {
  const method = body ? 'POST' : 'GET'
  const sent = request(`${gate.url}/die/${point}`, { method, agent: false, headers: { authorization } })
  const lost = new Promise<string>((resolve) => sent.on('error', ({ message }) => resolve(message)))
  sent.end(body)
  const response = await Promise.race([once(sent, 'response').then(([answer]) => answer as IncomingMessage), lost])
  if (typeof response === 'string') return { status: 0, text: response, error: response }
  let text = ''
  response.setEncoding('utf8').on('data', (data) => {
    text += data
  })
  const error = await new Promise<string | null>((resolve) => {
    response.on('error', ({ message }) => resolve(message))
    response.on('end', () => resolve(null))
  })
  return { status: response.statusCode, text, error }
}

/** The line of the log about what was asked last. */
async function lastEntry() {
  const entries = (await gate.take(1)).filter(({ route }) => route !== '/healthz')
  return entries[0] ?? expect.unreachable('it is not in the log')
}

/** It answers the next one, too. */
async function expectUp() {
  expect((await fetch(`${gate.origin}/healthz`)).status).toBe(200)
  await gate.take(1)
}

describe('an upstream that is killed', () => {
  it.each([
    ['as soon as it has accepted the connection', 'after-head', ['at-once']],
    ['when it has read the head', 'after-head', []],
    ['after an answer that is not the last one', 'in-information', []],
    ['in the middle of the answer’s head', 'in-head', []],
  ])('%s is told as 502, and in the log', async (_, point, words) => {
    const { ended } = await startUpstream(...words)
    const { status, text, error } = await ask(point)
    expect([status, JSON.parse(text).error_code, error]).toEqual([502, 'TEMPORARILY_UNAVAILABLE', null])
    expect((await ended)[1]).toBe('SIGKILL')
    expect(await lastEntry()).toMatchObject({ method: 'GET', status: 502 })
    await expectUp()
  })

  it('in the middle of the request’s body is told as 502', async () => {
    await startUpstream()
    const { status, text } = await ask('in-request', Buffer.alloc(5_000_000))
    expect([status, JSON.parse(text).error_code]).toEqual([502, 'TEMPORARILY_UNAVAILABLE'])
    expect(await lastEntry()).toMatchObject({ method: 'POST', status: 502 })
    await expectUp()
  })

  it.each([
    ['behind the answer’s head', 'before-length', ''],
    ['in the middle of an answer with a length', 'in-length', 'hello'],
    ['in the middle of an answer in chunks', 'in-chunks', 'hello'],
    ['in the middle of the last chunk', 'before-last-chunk', 'hello'],
  ])('%s resets the connection', async (_, point, part) => {
    await startUpstream()
    const { error, text } = await ask(point)
    expect(error).not.toBeNull()
    if (error !== text) expect(part.startsWith(text)).toBe(true)
    expect(await lastEntry()).toMatchObject({ bytesOut: part.length })
    await expectUp()
  })

  it('behind its answer harms nobody, also not who comes next', async () => {
    await startUpstream()
    expect(await ask('after-answer')).toEqual({ status: 200, text: 'hello', error: null })
    await lastEntry()
    expect(await ask('after-answer')).toMatchObject({ status: 502 })
    await lastEntry()
    await startUpstream()
    expect(await ask('after-answer')).toMatchObject({ status: 200 })
    await lastEntry()
  })
})

describe('an upstream that is stopped', () => {
  it('is told as 504 after the time for an answer', async () => {
    await startUpstream()
    const { status, text } = await ask('stop')
    expect([status, JSON.parse(text).error_code]).toEqual([504, 'DEADLINE_EXCEEDED'])
    expect(await lastEntry()).toMatchObject({ status: 504 })
    await expectUp()
  })
})
