// The whole life of a server, with a small program in the place of MLflow: milliseconds a life.
import { writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runServer } from '../../src/server/run-server.ts'
import type { ServerPlan } from '../../src/server/server-plan.ts'
import { lives } from '../rig/process-info.ts'
import { StandIn } from '../rig/stand-in-mlflow.ts'

let standIn: StandIn
beforeEach(() => {
  standIn = new StandIn()
})
afterEach(() => standIn.remove())

const status = (value: number) => ({ raise: null, status: value })
/** The program prints its process id first. */
const PID = 'console.log(process.pid); '
/** Shorter times than the options allow, in seconds. */
function within(
  seconds: { readonly graceSeconds?: number; readonly readyTimeoutSeconds?: number },
  plan: ServerPlan,
): ServerPlan {
  const origin = { kind: 'default' } as const
  const set = Object.entries(seconds).map(([name, value]) => [name, { value, origin }])
  return { ...plan, settings: { ...plan.settings, ...Object.fromEntries(set) } }
}
const pidOf = () => Number(standIn.reporter.output.split('\n')[0])

describe('a server of the `server` command', () => {
  it('is ready, and ends with 0 when it is asked to stop', async () => {
    const { reporter } = standIn
    const ended = runServer(standIn.plan(`${PID}listen()`))
    const ready = await reporter.first('ready')
    expect(ready).toMatchObject({ purpose: 'server', version: '3.17.2', workers: 4 })
    expect(await (await fetch(`${ready.url}/health`)).text()).toBe('OK')
    expect(ready.seconds).toBeGreaterThan(0)
    process.kill(process.pid, 'SIGTERM')
    expect(await ended).toEqual(status(0))
    expect(reporter.types).toEqual(['startup-finished', 'ready', 'stopping', 'stopped'])
    expect(reporter.events.at(-1)).toMatchObject({ type: 'stopped', signal: 'SIGTERM', termination: 'graceful' })
    expect(lives(pidOf())).toBe(false)
  })

  it('is stopped by what a check finds before it is ready, and goes on with a warning after that', async () => {
    const words = ['--artifact-root', 's3://b']
    const response = { BUCKET_RESPONSE: '{"kind":"missing"}' }
    expect(await runServer(standIn.plan('stay()', words, response))).toEqual(status(1))
    expect(standIn.reporter.types).not.toContain('ready')
    const other = new StandIn()
    const sign = `${other.python}.sign`
    const ended = runServer(other.plan('listen()', words, { ...response, BUCKET_SIGN: sign }))
    await other.reporter.first('ready')
    writeFileSync(sign, '')
    expect(await other.reporter.first('warning')).toMatchObject({
      diagnostic: { code: 'bucket-missing', severity: 'warning' },
    })
    process.kill(process.pid, 'SIGTERM')
    expect(await ended).toEqual(status(0))
    other.remove()
  })

  it('passes on what MLflow writes, on both streams', async () => {
    const ended = runServer(standIn.plan("console.log('out'); console.error('error'); process.exitCode = 3"))
    expect(await ended).toEqual(status(3))
    const written = standIn.reporter.events.flatMap((event) =>
      event.type === 'output' ? [[event.stream, Buffer.from(event.bytes).toString()]] : [],
    )
    expect(written.toSorted()).toEqual([
      [1, 'out\n'],
      [2, 'error\n'],
    ])
  })

  it.each([
    ['with a status', 'process.exit(3)', 3, 3],
    ['with 0', '', 0, 1],
    ['by a signal', "process.kill(process.pid, 'SIGKILL')", 'SIGKILL', 137],
  ] as const)('fails if MLflow exits %s before it is ready', async (_, code, how, expected) => {
    const ended = runServer(standIn.plan(`console.error('the last words'); setImmediate(() => { ${code} })`))
    expect(await ended).toEqual(status(expected))
    expect(standIn.reporter.types).toEqual(['startup-finished', 'failed'])
    expect(await standIn.reporter.first('failed')).toMatchObject({
      diagnostic: { code: 'server-exited', severity: 'error', data: { how, phase: 'startup' } },
      lastLines: ['the last words'],
    })
  })

  it('fails if MLflow exits once it was ready, and says so', async () => {
    const ended = runServer(standIn.plan(`${PID}listen()`))
    await standIn.reporter.first('ready')
    process.kill(pidOf(), 'SIGKILL')
    expect(await ended).toEqual(status(137))
    expect(await standIn.reporter.first('failed')).toMatchObject({
      diagnostic: { code: 'server-exited', data: { how: 'SIGKILL', phase: 'ready' } },
    })
  })

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ] as const)('ends with 128+n if it is stopped by %s before it is ready', async (signal, expected) => {
    const ended = runServer(standIn.plan(`${PID}listen(503)`))
    await standIn.reporter.first('output')
    process.kill(process.pid, signal)
    expect(await ended).toEqual(status(expected))
    expect(standIn.reporter.types).toEqual(['startup-finished', 'stopping', 'stopped'])
    const event = await standIn.reporter.first('stopping')
    expect([event.signal, event.diagnostic?.code]).toEqual([
      signal,
      signal === 'SIGINT' ? 'server-stopping' : undefined,
    ])
    expect(lives(pidOf())).toBe(false)
  })

  it('is killed at once by a second Ctrl-C, with 130', async () => {
    const ended = runServer(standIn.plan(`ignore('SIGTERM'); ${PID}listen()`, ['--grace', '60']))
    await standIn.reporter.first('ready')
    process.kill(process.pid, 'SIGINT')
    expect(await standIn.reporter.first('stop-progress')).toMatchObject({ seconds: 0, isRequested: true })
    process.kill(process.pid, 'SIGINT')
    expect(await ended).toEqual(status(130))
    expect(await standIn.reporter.first('stopped')).toMatchObject({ signal: 'SIGINT', termination: 'killed at once' })
    expect(lives(pidOf())).toBe(false)
  })

  it('is killed after the grace period if it does not hear', async () => {
    const ended = runServer(within({ graceSeconds: 0.02 }, standIn.plan(`ignore('SIGTERM'); ${PID}listen()`)))
    await standIn.reporter.first('ready')
    process.kill(process.pid, 'SIGTERM')
    expect(await ended).toEqual(status(0))
    expect(await standIn.reporter.first('stopped')).toMatchObject({ termination: 'killed after the grace period' })
    expect(lives(pidOf())).toBe(false)
  })

  it('writes its last words before the launcher says that it has stopped', async () => {
    const stop = "process.on('SIGTERM', () => process.stderr.write('bye\\n', () => process.exit()))"
    const ended = runServer(standIn.plan(`${stop}; ${PID}listen()`))
    await standIn.reporter.first('ready')
    process.kill(process.pid, 'SIGTERM')
    await ended
    expect(standIn.reporter.output).toMatch(/bye\n$/)
    expect(standIn.reporter.events.at(-1)?.type).toBe('stopped')
  })

  it('fails if it is not ready in time', async () => {
    expect(await runServer(within({ readyTimeoutSeconds: 0.1 }, standIn.plan('stay()')))).toEqual(status(1))
    expect(await standIn.reporter.first('failed')).toMatchObject({
      diagnostic: { code: 'readiness-timeout', data: { seconds: 0.1 }, origin: { kind: 'default' } },
    })
  })

  it('ends with 0 and no failure if MLflow was asked for its own help', async () => {
    const plan = standIn.plan("console.log('Usage')")
    expect(await runServer({ ...plan, passthroughArgs: [...plan.passthroughArgs, '--help'] })).toEqual(status(0))
    expect(standIn.reporter.types).toEqual(['startup-finished'])
    expect(standIn.reporter.output).toBe('Usage\n')
  })

  it('is refused if Python is not there, with no watchdog left', async () => {
    const plan = standIn.plan('')
    const missing = { ...plan, installation: { ...plan.installation, python: '/no/such/python' } }
    await expect(runServer(missing)).rejects.toMatchObject({ name: 'LauncherError', message: 'command-not-found' })
    expect(standIn.reporter.types).toEqual(['startup-finished'])
  })

  it('is refused before anything starts if its port is in use', async () => {
    const first = runServer(standIn.plan(`${PID}listen()`))
    const { url } = await standIn.reporter.first('ready')
    const second = new StandIn()
    let isAnnounced = false
    const plan = { ...second.plan('', ['--port', new URL(url).port]), announce: () => (isAnnounced = true) }
    await expect(runServer(plan)).rejects.toMatchObject({ message: 'port-in-use' })
    expect([isAnnounced, second.reporter.events]).toEqual([false, []])
    second.remove()
    process.kill(process.pid, 'SIGTERM')
    await first
  })
})
