// Real signals to this process.
import { setImmediate as tick } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { StopSignals } from '../../src/server/stop-signals.ts'

let signals: StopSignals
afterEach(() => signals.close())

const listen = () => {
  // Of another group than the terminal's, whoever runs the tests.
  signals = new StopSignals({ parentPid: 1 })
  return signals
}

/** Sends this process a signal and waits until it has been handled. */
async function send(signal: NodeJS.Signals): Promise<void> {
  const handled = new Promise<void>((resolve) => process.once(signal, () => resolve()))
  process.kill(process.pid, signal)
  await handled
  await tick()
}

describe.skipIf(process.platform !== 'linux')('a signal that asks for the end (Linux only)', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGUSR2', 'SIGXCPU', 'SIGALRM', 'SIGPWR'] as const)(
    '%s is one',
    async (signal) => {
      const { requested } = listen()
      await send(signal)
      expect(await requested).toBe(signal)
    },
  )

  it('is the first one, whatever follows', async () => {
    const { requested, force } = listen()
    await send('SIGHUP')
    await send('SIGTERM')
    expect(await requested).toBe('SIGHUP')
    expect(force.aborted).toBe(false)
  })

  it('forces the end if Ctrl-C follows', async () => {
    const { force } = listen()
    await send('SIGTERM')
    await send('SIGINT')
    await vi.waitFor(() => expect(force.aborted).toBe(true))
  })

  it('is not heard while a command runs', async () => {
    const { requested, force } = listen()
    const resume = signals.pause()
    await send('SIGINT')
    await send('SIGINT')
    resume()
    await send('SIGTERM')
    expect(await requested).toBe('SIGTERM')
    expect(force.aborted).toBe(false)
  })

  it('has its own meaning again afterwards', () => {
    const count = process.listenerCount('SIGTERM')
    listen()
    expect(process.listenerCount('SIGTERM')).toBe(count + 1)
    signals.close()
    expect(process.listenerCount('SIGTERM')).toBe(count)
  })
})
