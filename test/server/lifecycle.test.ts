// The whole life of a server, with a small program in the place of MLflow: milliseconds a life.
import { readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runWithServer } from '../../src/server/private-server.ts'
import { SERVER_ID_VARIABLE } from '../../src/server/process-tree.ts'
import { runServer } from '../../src/server/run-server.ts'
import type { ServerPlan } from '../../src/server/server-plan.ts'
import { lives } from '../rig/process-info.ts'
import { resolved } from '../rig/server-settings.ts'
import { StandIn } from '../rig/stand-in-mlflow.ts'

let standIn: StandIn
beforeEach(() => {
  standIn = new StandIn()
})
afterEach(() => standIn.remove())

/** What is said about the runs in the end. */
const KEPT = { settings: resolved({}).settings, databaseFile: '/p/mlflow.db', command: 'with-mlflow-env server' }
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

describe('a server for one command', () => {
  it('is ready before the command runs and gone after it, and its output is kept back', async () => {
    let seen = ''
    const ended = await runWithServer(standIn.plan("console.log('a log line'); listen()"), KEPT, async (server) => {
      seen = await (await fetch(`${server.trackingUri}/health`)).text()
      expect(server.watchVariables[SERVER_ID_VARIABLE]).toMatch(/^command-of-[0-9a-f]{24}$/)
      return status(7)
    })
    expect([seen, ended]).toEqual(['OK', status(7)])
    expect(standIn.reporter.types).toEqual(['startup-finished', 'ready', 'kept'])
    expect(standIn.reporter.events.at(-1)).toEqual({ type: 'kept', ...KEPT })
    expect(standIn.reporter.output).toBe('')
    const { url, purpose } = await standIn.reporter.first('ready')
    expect(purpose).toBe('command')
    await expect(fetch(url)).rejects.toThrow()
  })

  it('that cannot start ends with 125, and the command does not run', async () => {
    let hasRun = false
    const ended = await runWithServer(standIn.plan("console.error('why'); process.exitCode = 3"), KEPT, async () => {
      hasRun = true
      return status(0)
    })
    expect([hasRun, ended]).toEqual([false, status(125)])
    expect(await standIn.reporter.first('failed')).toMatchObject({ lastLines: ['why'] })
  })

  it('that is stopped before it is ready ends with 128+n, and the command does not run', async () => {
    let hasRun = false
    const ended = runWithServer(
      standIn.plan('require("node:fs").writeFileSync("/dev/null", ""); stay()'),
      KEPT,
      async () => {
        hasRun = true
        return status(0)
      },
    )
    await standIn.reporter.first('starting')
    process.kill(process.pid, 'SIGTERM')
    expect(await ended).toEqual(status(143))
    expect(hasRun).toBe(false)
  })

  it('that exits too early is reported, and the command goes on', async () => {
    const code = "listen(); process.on('SIGUSR2', () => { console.error('out of memory'); process.exit(9) }); "
    const write = `require('node:fs').writeFileSync('${standIn.python}.pid', String(process.pid))`
    const ended = await runWithServer(standIn.plan(code + write), KEPT, async () => {
      process.kill(Number(readFileSync(`${standIn.python}.pid`, 'utf8')), 'SIGUSR2')
      const lost = await standIn.reporter.first('lost')
      expect(lost).toMatchObject({
        diagnostic: { code: 'server-exited', severity: 'warning', data: { how: 9, phase: 'command' } },
        lastLines: ['out of memory'],
      })
      return status(5)
    })
    expect(ended).toEqual(status(5))
    expect(standIn.reporter.types).toEqual(['startup-finished', 'ready', 'lost', 'kept'])
  })

  it('leaves signals to the command while it runs, and stops gracefully after it', async () => {
    const file = `${standIn.python}.stopped`
    const stop = `setTimeout(() => { require('node:fs').writeFileSync('${file}', 'gracefully'); process.exit() }, 500)`
    const ended = await runWithServer(
      standIn.plan(`process.on('SIGTERM', () => { ${stop} }); listen()`),
      KEPT,
      async () => {
        for (const signal of ['SIGINT', 'SIGINT'] as const) {
          const heard = new Promise((resolve) => process.once(signal, resolve))
          process.kill(process.pid, signal)
          await heard
        }
        return status(0)
      },
    )
    expect(ended).toEqual(status(0))
    expect(readFileSync(file, 'utf8')).toBe('gracefully')
    expect(standIn.reporter.types).toEqual(['startup-finished', 'ready', 'kept'])
  })

  it('is killed by the first Ctrl-C after the command', async () => {
    const plan = standIn.plan(`ignore('SIGTERM'); listen()`, ['--grace', '60'])
    const ended = runWithServer(plan, KEPT, async () => status(3))
    expect(await standIn.reporter.first('stop-progress')).toMatchObject({ isRequested: false })
    process.kill(process.pid, 'SIGINT')
    expect(await ended).toEqual(status(3))
  })

  it('is gone if the command cannot be started', async () => {
    const write = `require('node:fs').writeFileSync('${standIn.python}.pid', String(process.pid))`
    const ended = runWithServer(standIn.plan(`${write}; listen()`), KEPT, async () => {
      throw new Error('cannot start')
    })
    await expect(ended).rejects.toThrow('cannot start')
    expect(lives(Number(readFileSync(`${standIn.python}.pid`, 'utf8')))).toBe(false)
  })
})
