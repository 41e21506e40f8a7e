// The processes above and below the command: which there are, and which are left when one of them goes.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { reportingChild } from '../../rig/event-reader.ts'
import { everyLauncher, type Launch } from '../../rig/launch-matrix.ts'
import { ancestors, endProcess, lives, readStat } from '../../rig/process-info.ts'
import { lacking } from '../../rig/requirements.ts'

everyLauncher((launcher) => {
  describe('a child process of the command', () => {
    it('is ended by the command, not by the launcher', async () => {
      const running = launcher.start(['bash', '-c', "trap 'kill $!; exit 42' TERM; sleep 600 & echo ready; wait"])
      await running.line()
      running.kill('SIGTERM')
      // Not only the command's end: nobody is left who could write to its stdout.
      expect(await running.ended).toMatchObject({ status: 42 })
    })

    it.each([
      ['in its group', 'sleep 600 & echo $!; wait', (pid: number) => readStat(pid)?.session !== pid],
      ['in a session of its own', 'setsid sleep 600 & echo $!; wait', (pid: number) => readStat(pid)?.session === pid],
    ])('is left running as under env(1) if the command dies: %s', async (_, script, arrived) => {
      for (const words of [['env'], [...launcher.words, '--quiet']]) {
        const running = launcher.startAs([...words, 'bash', '-c', script])
        const pid = Number(await running.line())
        try {
          await expect.poll(() => arrived(pid), { timeout: 10_000, interval: 10 }).toBe(true)
          running.kill('SIGTERM')
          expect(await running.exited).toEqual({ status: null, signal: 'SIGTERM' })
          expect(lives(pid)).toBe(true)
        } finally {
          endProcess(pid)
        }
      }
    })

    it('does not keep the launcher running when the command has ended', async () => {
      const running = launcher.start(['sh', '-c', 'sleep 600 & echo $!; exit 3'])
      const pid = Number(await running.line())
      try {
        expect(await running.exited).toEqual({ status: 3, signal: null })
      } finally {
        endProcess(pid)
      }
    })
  })

  describe('the parent of the command', () => {
    const unwatched = launcher.mode === 'supervise' ? lacking('setpriv') : null
    const title = `cannot be killed without ending the command${unwatched ? ` (${unwatched})` : ''}`
    it.skipIf(unwatched !== null)(title, async () => {
      const running = launcher.start(['sh', '-c', 'echo $$; exec sleep 600'])
      const pid = Number(await running.line())
      running.kill('SIGKILL')
      expect(await running.exited).toEqual({ status: null, signal: 'SIGKILL' })
      await expect.poll(() => lives(pid), { timeout: 5_000, interval: 10 }).toBe(false)
    })

    if (launcher.mode === 'exec')
      it('is the parent of the launcher, which the command has replaced', async () => {
        const running = launcher.start([process.execPath, reportingChild, 'word'])
        expect(await running.report()).toMatchObject({ ready: running.pid })
        expect(ancestors(running.pid, process.pid)).toEqual([])
        const listed = execFileSync('ps', ['-o', 'args=', '-p', String(running.pid)], { encoding: 'utf8' })
        expect(listed.trim()).toBe([process.execPath, reportingChild, 'word'].join(' '))
      })
    else
      it('is the launcher', async () => {
        const { stdout } = await launcher.bash('echo $$; exec "$@" sh -c "echo \\$PPID; exit"')
        const [launcherPid, parent] = stdout.split('\n')
        expect(parent).toBe(launcherPid)
      })
  })

  describe('a launcher inside a launcher', () => {
    it.each(launcher.node.modes)('passes status and signals through with --launch %s inside', async (inside) => {
      const running = launcher.start([...launcher.as(inside), '--quiet', process.execPath, reportingChild])
      await running.line()
      for (const signal of ['SIGTERM', 'SIGUSR1', 'SIGINT'] as const) {
        running.kill(signal)
        expect(await running.report()).toEqual({ signal })
      }
      running.child.stdin?.write('exit 9\n')
      const { status, stderr, stdout } = await running.ended
      expect({ status, stderr }).toEqual({ status: 9, stderr: '' })
      expect(stdout.match(/"signal"/g)).toHaveLength(3)
    })
  })

  // Not a way of its own, but what a Node decides for itself: once for each Node.
  if (launcher.mode === 'supervise') {
    const launches = (launch: Launch, ...command: string[]) => [...launcher.as(launch), '--quiet', ...command]

    it("--launch auto replaces the launcher's process if Node can", async () => {
      const running = launcher.startAs(launches('auto', 'sh', '-c', 'echo $$; exit 4'))
      const own = Number(await running.line()) === running.pid
      expect(await running.exited).toEqual({ status: 4, signal: null })
      expect(own).toBe(launcher.node.modes.includes('exec'))
    })

    if (!launcher.node.modes.includes('exec'))
      it('--launch exec is refused in one line, and nothing is started', async () => {
        const file = launcher.project.path('started')
        const { status, signal, stdout, stderr } = await launcher.startAs(launches('exec', 'touch', file)).ended
        expect({ status, signal, stdout }).toEqual({ status: 125, signal: null, stdout: '' })
        expect(stderr).toMatch(/^with-mlflow-env: .*--launch.*Node.*\n$/)
        expect(existsSync(file)).toBe(false)
      })
  }
})
