import { describe, expect, it } from 'vitest'
import { exitStatus } from '../../src/server/outcome-status.ts'

const exited = (exitCode: number) => ({ kind: 'exited', result: { exitCode, signal: null } }) as const
const killed = (signal: NodeJS.Signals) => ({ kind: 'exited', result: { exitCode: null, signal } }) as const
const stopped = (signal: NodeJS.Signals) => ({ kind: 'stopped', signal }) as const
const failed = {
  kind: 'failed',
  diagnostic: { code: 'bucket-missing', severity: 'error', origin: null, data: {}, message: '' },
} as const

describe("the launcher's status", () => {
  it.each([
    ['a ready server is stopped', stopped('SIGTERM'), true, 0],
    ['a ready server is stopped by Ctrl-C', stopped('SIGINT'), true, 0],
    ['a start is stopped by SIGTERM', stopped('SIGTERM'), false, 143],
    ['a start is stopped by Ctrl-C', stopped('SIGINT'), false, 130],
    ['a start is stopped by SIGHUP', stopped('SIGHUP'), false, 129],
    ['MLflow exits with a status', exited(3), false, 3],
    ['a ready MLflow exits with a status', exited(3), true, 3],
    ['MLflow exits with 0, which nothing has asked for', exited(0), true, 1],
    ['MLflow is killed', killed('SIGKILL'), true, 137],
    ['MLflow crashes', killed('SIGSEGV'), false, 139],
    ['the server cannot work', failed, false, 1],
    ['the server cannot work any more', failed, true, 1],
  ] as const)('if %s', (_, outcome, wasReady, status) => {
    expect(exitStatus(outcome, wasReady, false)).toBe(status)
  })

  it.each([stopped('SIGTERM'), exited(3), killed('SIGKILL'), failed])('is 130 after a second Ctrl-C: %j', (outcome) => {
    expect(exitStatus(outcome, true, true)).toBe(130)
  })
})
