// The first process of a container: nobody above it, and no signal that it does not ask for.
import { describe, expect, it } from 'vitest'
import { reportingChild } from '../../rig/event-reader.ts'
import { everyLauncher } from '../../rig/launch-matrix.ts'
import { childrenOf } from '../../rig/process-info.ts'
import { noNamespace } from '../../rig/requirements.ts'

const NAMESPACE = ['--pid', '--fork', '--mount-proc', '--kill-child']
const refused = noNamespace(...NAMESPACE)

everyLauncher((launcher) => {
  /** Starts the launcher as process 1 of a namespace of its own. */
  const start = (...command: string[]) =>
    launcher.startAs(['unshare', ...NAMESPACE, ...launcher.words, '--quiet', ...command])

  describe.skipIf(refused !== null)(`as process 1${refused ? ` (${refused})` : ''}`, () => {
    it('the launcher ends with the status of the command', async () => {
      expect(await start('sh', '-c', 'exit 7').ended).toMatchObject({ status: 7, stderr: '' })
      expect(await start('no-such-command').ended).toMatchObject({ status: 127 })
    })

    it('the launcher or the command is process 1, as --launch says', async () => {
      const { stdout } = await start('sh', '-c', 'echo $$ $PPID').ended
      if (launcher.mode === 'exec') expect(stdout).toBe('1 0\n')
      else expect(stdout).toMatch(/^\d+ 1\n$/)
    })

    it('each signal reaches the command once', async () => {
      const running = start(process.execPath, reportingChild)
      await running.line()
      const [first = 0] = childrenOf(running.pid)
      for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const) {
        process.kill(first, signal)
        expect(await running.report()).toEqual({ signal })
      }
      running.child.stdin?.write('exit 9\n')
      const { status, stdout } = await running.ended
      expect(status).toBe(9)
      expect(stdout.match(/"signal"/g)).toHaveLength(5)
    })

    // As process 1 itself the command would not die of it.
    if (launcher.mode === 'supervise')
      it.each([
        ['SIGTERM', 143],
        ['SIGKILL', 137],
        ['SIGINT', 130],
        ['SIGSEGV', 139],
      ])('a command that dies of %s ends the launcher with %i', async (signal, status) => {
        const { status: seen } = await start('sh', '-c', `ulimit -c 0; kill -${signal.slice(3)} $$; exit 99`).ended
        expect(seen).toBe(status)
      })

    it('orphaned processes do not keep the launcher running', async () => {
      // Left to process 1, they end with it.
      const running = start('sh', '-c', 'sleep 600 & sleep 600 & exit 8')
      expect(await running.ended).toMatchObject({ status: 8 })
    })
  })
})
