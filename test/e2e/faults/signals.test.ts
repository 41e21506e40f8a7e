// A signal reaches the command whenever it comes, and the launcher goes with its command, never before or after it.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { constants } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { reportingChild } from '../../rig/event-reader.ts'
import { everyLauncher } from '../../rig/launch-matrix.ts'
import { together } from '../../rig/pool.ts'
import { lives, openings } from '../../rig/process-info.ts'

const PASSED_ON = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH', 'SIGCONT'] as const

everyLauncher((launcher) => {
  describe('a signal', () => {
    it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
      'that arrives before the start ends the launcher: %s',
      async (signal) => {
        const fifo = launcher.project.path('fifo')
        const started = launcher.project.path('started')
        execFileSync('mkfifo', [fifo])
        const script = 'exec "$@" --quiet --env-file <(exec cat fifo) touch started'
        const running = launcher.startAs(['bash', '-c', script, 'bash', ...launcher.words])
        const writer = await open(fifo, 'w')
        // The launcher waits for the file once it has opened the pipe a second time, beside the one that it was given.
        await expect.poll(() => openings(running.pid, 63), { timeout: 10_000, interval: 10 }).toBe(2)
        running.kill(signal)
        expect(await running.exited).toEqual({ status: null, signal })
        await writer.close()
        expect(await running.ended).toMatchObject({ stdout: '', stderr: '' })
        expect(existsSync(started)).toBe(false)
      },
    )

    it.each(['SIGTERM', 'SIGINT'] as const)(
      'ends the launcher and the command at any moment of the start: %s',
      async (signal) => {
        const moments = Array.from({ length: 24 }, (_, index) => index * 4)
        const seen = await together(moments, async (moment) => {
          const running = launcher.start(['sleep', '600'])
          await delay(moment)
          running.kill(signal)
          // The end of everybody who could write to its stdout: a command that was left behind would keep it open.
          return (await running.ended).signal
        })
        expect(seen).toEqual(moments.map(() => signal))
      },
    )

    it('reaches the command exactly once', async () => {
      const running = launcher.start([process.execPath, reportingChild])
      await running.line()
      for (const signal of PASSED_ON) {
        running.kill(signal)
        // The next one behind it shows that none came twice.
        expect(await running.report()).toEqual({ signal })
      }
      running.child.stdin?.write('exit 7\n')
      const { status, stdout } = await running.ended
      expect(status).toBe(7)
      expect(stdout.match(/"signal"/g)).toHaveLength(PASSED_ON.length)
    })

    if (launcher.mode === 'supervise')
      it.each(['SIGPIPE', 'SIGXFSZ'] as const)('of a write that fails is not for the launcher: %s', async (signal) => {
        const running = launcher.start([process.execPath, reportingChild])
        await running.line()
        running.kill(signal)
        running.kill('SIGUSR2')
        expect(await running.report()).toEqual({ signal: 'SIGUSR2' })
        running.child.stdin?.write('exit 7\n')
        expect((await running.ended).status).toBe(7)
      })

    // Else macOS forgets it before the launcher can fetch it: the end of the command, too.
    if (launcher.mode === 'supervise')
      it('that does nothing by default has a handler while the command runs', async () => {
        const running = launcher.start(['sh', '-c', 'echo started; exec sleep 600'])
        await running.line()
        const [, caught] = /^SigCgt:\s*(\S+)/m.exec(readFileSync(`/proc/${running.pid}/status`, 'utf8')) ?? []
        const numbers = [constants.signals.SIGCHLD, constants.signals.SIGCONT, constants.signals.SIGWINCH]
        expect(numbers.filter((number) => ((BigInt(`0x${caught}`) >> BigInt(number - 1)) & 1n) === 0n)).toEqual([])
      })

    it('that the command ignores does not end the launcher', async () => {
      const running = launcher.start([process.execPath, reportingChild])
      const { ready } = (await running.report()) as { ready: number }
      for (let count = 0; count < 3; count++) {
        running.kill('SIGTERM')
        await running.line()
      }
      expect(lives(running.pid)).toBe(true)
      process.kill(ready, 'SIGKILL')
      expect(await running.ended).toMatchObject({ status: null, signal: 'SIGKILL' })
    })

    it('that the command handles slowly makes the launcher wait for it', async () => {
      // It saves its work for a moment after it was told to stop.
      const script = 'trap "sleep 0.3; echo saved; exit 42" TERM; echo ready; sleep 600 & wait'
      const running = launcher.start(['bash', '-c', script])
      await running.line()
      running.kill('SIGTERM')
      expect(await running.line()).toBe('saved')
      expect(await running.exited).toEqual({ status: 42, signal: null })
    })

    it('that Node ignores or blocks has its default effect on the command', async () => {
      const masks = ['grep', '-E', '^Sig(Blk|Ign):', '/proc/self/status']
      const { stdout } = await launcher.run(masks)
      expect(stdout).toBe('SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n')
    })
  })
})
