// Every end that a command can come to is the launcher's own end.
import { constants } from 'node:os'
import { describe, expect, it } from 'vitest'
import { NATIVE_BUILD } from '../../rig/builds.ts'
import { everyLauncher, type Launcher } from '../../rig/launch-matrix.ts'
import { together } from '../../rig/pool.ts'
import { readStat } from '../../rig/process-info.ts'

const SOME = [0, 1, 2, 3, 42, 63, 64, 124, 125, 126, 127, 128, 129, 137, 143, 254, 255]
const ALL = Array.from({ length: 256 }, (_, status) => status)
/** The launcher that is tried with all: the quickest that there is. */
const THOROUGH = NATIVE_BUILD.absent === null ? NATIVE_BUILD.name : 'running'

/** What these do by default is nothing, or to stop the process. */
const HARMLESS = ['SIGCHLD', 'SIGCONT', 'SIGURG', 'SIGWINCH'].map(numberOf)
const STOPPING = ['SIGSTOP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'].map(numberOf)
/** Under a supervisor these end with 128+n: a second dump says nothing, and SIGUSR1 would open Node's inspector. */
const NUMBERED = [
  ...['SIGUSR1', 'SIGQUIT', 'SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGSEGV'],
  ...['SIGXCPU', 'SIGXFSZ', 'SIGSYS'],
].map(numberOf)
const ORDINARY = Array.from({ length: 31 }, (_, index) => index + 1)
const DEADLY = ORDINARY.filter((signal) => !HARMLESS.includes(signal) && !STOPPING.includes(signal))

function numberOf(signal: string): number {
  return constants.signals[signal as NodeJS.Signals]
}

everyLauncher((launcher) => {
  describe('the launcher', () => {
    const statuses = launcher.node.name === THOROUGH && launcher.mode === 'supervise' ? ALL : SOME

    it(`ends with the status of the command: ${statuses.length} of the 256`, async () => {
      const seen = await together(statuses, async (status) => launcher.run(['sh', '-c', `exit ${status}`]))
      expect(seen.map(({ status, signal }) => signal ?? status)).toEqual(statuses)
    })

    it(`dies of the signal of the command: the ${DEADLY.length} of 1 to 31 that end a process`, async () => {
      const seen = await together(DEADLY, (number) => endOf(launcher, number))
      const wanted = DEADLY.map((number) =>
        launcher.mode === 'supervise' && NUMBERED.includes(number)
          ? { number, status: 128 + number, signal: null }
          : { number, status: null, signal: number },
      )
      expect(seen).toEqual(wanted)
    })

    it('does not end by a signal that does nothing', async () => {
      const seen = await together(HARMLESS, (number) => launcher.run(['sh', '-c', `kill -${number} $$; exit 5`]))
      expect(seen.map(({ status }) => status)).toEqual(HARMLESS.map(() => 5))
    })

    // Node has no names for these signals and tells a supervisor of status 0: a known limit.
    if (launcher.mode === 'exec')
      it("dies of the command's real-time signal", async () => {
        const script = 'for signal in 34 50 64; do "$@" sh -c "kill -$signal \\$\\$"; echo $?; done'
        expect((await launcher.bash(script)).stdout).toBe('162\n178\n192\n')
      })

    it('ends with 141 in a shell whose pipe was closed early', async () => {
      const { stdout, stderr } = await launcher.bash('"$@" yes | head -n 1; echo "${PIPESTATUS[0]}"')
      expect({ stdout, stderr }).toEqual({ stdout: 'y\n141\n', stderr: '' })
    })

    it("knows the command's status if its own parent ignores SIGCHLD", async () => {
      expect(await launcher.bash('trap "" CHLD; exec "$@" sh -c "exit 7"')).toMatchObject({ status: 7 })
    })

    it('waits for a command that is stopped and continued', async () => {
      const started = launcher.start(['sh', '-c', 'echo $$; kill -STOP $$; exit 6'])
      const pid = Number(await started.line())
      await expect.poll(() => readStat(pid)?.state, { timeout: 10_000, interval: 10 }).toBe('T')
      process.kill(pid, 'SIGCONT')
      expect(await started.ended).toMatchObject({ status: 6, signal: null })
    })
  })
})

async function endOf(launcher: Launcher, number: number) {
  const { status, signal } = await launcher.run(['sh', '-c', `ulimit -c 0; kill -${number} $$; exit 99`])
  return { number, status, signal: signal && numberOf(signal) }
}
