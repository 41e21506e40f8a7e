import { constants } from 'node:os'
import { describe, expect, it } from 'vitest'
import { launchDiagnostics } from '../../src/launch/diagnostics.ts'
import { failureStatus, toExitAction } from '../../src/launch/exit-status.ts'

describe('the exit status', () => {
  it.each(Array.from({ length: 256 }, (_, status) => status))('passes on status %i', (status) => {
    expect(toExitAction({ exitCode: status, signal: null }, 4711)).toEqual({ raise: null, status })
  })

  const signals = Object.keys(constants.signals) as NodeJS.Signals[]

  it.each(signals)('gives 128+n for %s, and never 0', (signal) => {
    const exit = toExitAction({ exitCode: null, signal }, 4711)
    expect(exit.status).toBe(128 + constants.signals[signal])
    expect([signal, null]).toContain(exit.raise)
  })

  it.each(signals)('raises nothing on itself as PID 1, for %s', (signal) => {
    expect(toExitAction({ exitCode: null, signal }, 1).raise).toBeNull()
  })

  it.each(['SIGTERM', 'SIGINT', 'SIGKILL', 'SIGHUP', 'SIGPIPE'] as const)('dies of %s as the command did', (signal) => {
    expect(toExitAction({ exitCode: null, signal }, 4711).raise).toBe(signal)
  })

  it.each(['SIGQUIT', 'SIGSEGV', 'SIGABRT', 'SIGUSR1'] as const)(
    'dumps no core and opens no inspector for %s',
    (signal) => {
      expect(toExitAction({ exitCode: null, signal }, 4711).raise).toBeNull()
    },
  )
})

describe('the status of a failure of the launcher', () => {
  it.each([
    ['command-not-found', 127],
    ['interpreter-not-found', 127],
    ['command-not-executable', 126],
    ['interpreter-not-executable', 126],
    ['recursive-shebang', 126],
    ['environment-too-large', 126],
    ['start-failed', 126],
    ['engine-unavailable', 125],
    ['node-debug', 125],
    ['argument-not-utf8', 125],
    ['any-other', 125],
  ])('%s is %i', (code, status) => {
    expect(failureStatus({ code })).toBe(status)
  })

  it('is given for codes that exist', () => {
    expect(launchDiagnostics.codes.filter((code) => failureStatus({ code }) !== 125)).toHaveLength(7)
  })
})
