// The whole life of a server for one command, with a small program in the place of MLflow.
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runWithServer } from '../../src/server/private-server.ts'
import { SERVER_ID_VARIABLE } from '../../src/server/process-tree.ts'
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

describe('a server for one command', () => {
  it('is ready before the command runs and gone after it, and its output is kept back', async () => {
    let seen = ''
    const ended = await runWithServer(
      standIn.gatedPlan("console.log('a log line'); listen()"),
      KEPT,
      async (server) => {
        const headers = { authorization: `Bearer ${server.token.reveal()}` }
        expect((await fetch(`${server.trackingUri}/health`)).status).toBe(401)
        seen = await (await fetch(`${server.trackingUri}/health`, { headers })).text()
        expect(server.watchVariables[SERVER_ID_VARIABLE]).toMatch(/^command-of-[0-9a-f]{24}$/)
        return status(7)
      },
    )
    expect([seen, ended]).toEqual(['OK', status(7)])
    expect(standIn.reporter.types).toEqual(['startup-finished', 'ready', 'request', 'request', 'kept'])
    expect(standIn.reporter.events.at(-1)).toEqual({ type: 'kept', ...KEPT })
    expect(standIn.reporter.output).toBe('')
    const { url, purpose } = await standIn.reporter.first('ready')
    expect(purpose).toBe('command')
    await expect(fetch(url)).rejects.toThrow()
  })

  it('that cannot start ends with 125, and the command does not run', async () => {
    let hasRun = false
    const ended = await runWithServer(
      standIn.gatedPlan("console.error('why'); process.exitCode = 3"),
      KEPT,
      async () => {
        hasRun = true
        return status(0)
      },
    )
    expect([hasRun, ended]).toEqual([false, status(125)])
    expect(await standIn.reporter.first('failed')).toMatchObject({ lastLines: ['why'] })
  })

  it('that is stopped before it is ready ends with 128+n, and the command does not run', async () => {
    let hasRun = false
    const ended = runWithServer(
      standIn.gatedPlan('require("node:fs").writeFileSync("/dev/null", ""); stay()'),
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
    const ended = await runWithServer(standIn.gatedPlan(code + write), KEPT, async () => {
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
      standIn.gatedPlan(`process.on('SIGTERM', () => { ${stop} }); listen()`),
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
    const plan = standIn.gatedPlan(`ignore('SIGTERM'); listen()`, ['--grace', '60'])
    const ended = runWithServer(plan, KEPT, async () => status(3))
    expect(await standIn.reporter.first('stop-progress')).toMatchObject({ isRequested: false })
    process.kill(process.pid, 'SIGINT')
    expect(await ended).toEqual(status(3))
  })

  it('is gone if the command cannot be started', async () => {
    const write = `require('node:fs').writeFileSync('${standIn.python}.pid', String(process.pid))`
    const ended = runWithServer(standIn.gatedPlan(`${write}; listen()`), KEPT, async () => {
      throw new Error('cannot start')
    })
    await expect(ended).rejects.toThrow('cannot start')
    expect(lives(Number(readFileSync(`${standIn.python}.pid`, 'utf8')))).toBe(false)
  })
})
