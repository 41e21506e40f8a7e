import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { afterAll, describe, expect, it } from 'vitest'
import { diagnoseFromOutput, diagnoseOutcome, type Evidence } from '../../src/server/diagnose-exit.ts'
import { serverDiagnostics } from '../../src/server/diagnostics.ts'
import { StandIn } from '../rig/stand-in-mlflow.ts'

const standIn = new StandIn()
const plan = standIn.plan('')
afterAll(() => standIn.remove())

const exited = { kind: 'exited', result: { exitCode: 2, signal: null } } as const
const killed = { kind: 'exited', result: { exitCode: null, signal: 'SIGKILL' } } as const
const timeout = serverDiagnostics.error('readiness-timeout', { kind: 'default' }, { seconds: 120 })
const noSpace = serverDiagnostics.error('disk-full', null, { version: '3.17.2', directories: [] })
const cause = serverDiagnostics.error('no-free-port', null, { host: 'what a check has found' })
const nothing: Evidence = { port: 5000, lastLines: [], suspectedCause: null, wasReady: false }

describe('the reason of an end', () => {
  it('is the bare exit if nothing else is known', () => {
    expect(diagnoseOutcome(plan, exited, nothing)).toMatchObject({
      code: 'server-exited',
      severity: 'error',
      message: 'MLflow 3.17.2 exited before it was ready, with status 2',
    })
    expect(diagnoseOutcome(plan, killed, { ...nothing, wasReady: true })).toMatchObject({
      message: 'MLflow 3.17.2 exited unexpectedly, by SIGKILL',
    })
  })

  it('is what a check has found, if MLflow then exits or does not answer', () => {
    const evidence = { ...nothing, suspectedCause: cause }
    expect(diagnoseOutcome(plan, exited, evidence)).toBe(cause)
    expect(diagnoseOutcome(plan, { kind: 'failed', diagnostic: timeout }, evidence)).toBe(cause)
  })

  it('is not what a check has found once the server was ready, or if the failure is another one', () => {
    const evidence = { ...nothing, suspectedCause: cause }
    expect(diagnoseOutcome(plan, exited, { ...evidence, wasReady: true })).toMatchObject({ code: 'server-exited' })
    expect(diagnoseOutcome(plan, { kind: 'failed', diagnostic: noSpace }, evidence)).toBe(noSpace)
  })

  it("is MLflow's own words rather than what a check has found", () => {
    const evidence = { ...nothing, suspectedCause: cause, lastLines: ['OSError: [Errno 28] No space left on device'] }
    expect(diagnoseOutcome(plan, exited, evidence)).toMatchObject({ code: 'disk-full' })
  })

  it('is the failure itself if MLflow was never started, whatever was read', () => {
    const evidence = { ...nothing, port: null, lastLines: ['database or disk is full'] }
    expect(diagnoseOutcome(plan, { kind: 'failed', diagnostic: timeout }, evidence)).toBe(timeout)
  })
})

describe("MLflow's last lines", () => {
  it('tell nothing if they are of another kind', () => {
    expect(diagnoseFromOutput(plan, 5000, ['Traceback (most recent call last):', 'ValueError: x'])).toBeNull()
  })

  it.each([
    '[Errno 28] No space left on device',
    'sqlite3.OperationalError: database or disk is full',
    'OSError: [Errno 122] Disk quota exceeded',
  ])('tell of a full disk: %s', (line) => {
    const found = diagnoseFromOutput({ ...plan, cwd: tmpdir(), env: {} }, 5000, ['before', line, 'after'])
    expect(found).toMatchObject({ code: 'disk-full', data: { version: '3.17.2', directories: [] } })
  })

  it.skipIf(process.platform !== 'linux')('name the directories whose disk has no room left (Linux only)', () => {
    // A file system of the kernel's, which has no room at all.
    const found = diagnoseFromOutput({ ...plan, databaseFile: '/proc/mlflow.db' }, 5000, ['disk quota exceeded'])
    expect(found).toMatchObject({ data: { directories: ['/proc'] } })
  })

  it('tell of a port in use, and the process that listens there is looked up', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((listening) => other.once('listening', listening))
    const { port } = other.address() as { port: number }
    const found = diagnoseFromOutput(plan, port, ['[Errno 98] error while attempting to bind: address already in use'])
    other.close()
    expect(found).toMatchObject({ code: 'port-in-use', data: { port } })
    if (process.platform === 'linux') expect(found?.message).toContain(`(pid ${process.pid})`)
  })
})
