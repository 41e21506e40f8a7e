// The processes above and below the command: which there are, and which are left when one of them goes.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ancestors, endProcess, lives, readStat } from '../../rig/proc.ts'
import { reporter } from '../../rig/reported.ts'
import { lacking } from '../../rig/tools.ts'
import { everyWay, type Launch } from '../../rig/way.ts'

everyWay((way) => {
  describe('below the command', () => {
    it('is what it ends itself', async () => {
      const running = way.start(['bash', '-c', "trap 'kill $!; exit 42' TERM; sleep 600 & echo ready; wait"])
      await running.line()
      running.kill('SIGTERM')
      // Not only the command's end: nobody is left who could write to its stdout.
      expect(await running.ended).toMatchObject({ status: 42 })
    })

    it.each([
      ['in its group', 'sleep 600 & echo $!; wait', (pid: number) => readStat(pid)?.session !== pid],
      ['in a session of its own', 'setsid sleep 600 & echo $!; wait', (pid: number) => readStat(pid)?.session === pid],
    ])('stays behind as under env, where the command dies and leaves it: %s', async (_, script, arrived) => {
      for (const words of [['env'], [...way.words, '--quiet']]) {
        const running = way.startAs([...words, 'bash', '-c', script])
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

    it('does not keep the launcher when the command has ended', async () => {
      const running = way.start(['sh', '-c', 'sleep 600 & echo $!; exit 3'])
      const pid = Number(await running.line())
      try {
        expect(await running.exited).toEqual({ status: 3, signal: null })
      } finally {
        endProcess(pid)
      }
    })
  })

  describe('above the command', () => {
    const unwatched = way.mode === 'supervise' ? lacking('setpriv') : null
    const title = `is no launcher that was killed and left it running${unwatched ? ` (${unwatched})` : ''}`
    it.skipIf(unwatched !== null)(title, async () => {
      const running = way.start(['sh', '-c', 'echo $$; exec sleep 600'])
      const pid = Number(await running.line())
      running.kill('SIGKILL')
      expect(await running.exited).toEqual({ status: null, signal: 'SIGKILL' })
      await expect.poll(() => lives(pid), { timeout: 5_000, interval: 10 }).toBe(false)
    })

    if (way.mode === 'exec')
      it('is nobody: it has the launcher’s process, and its words alone', async () => {
        const running = way.start([process.execPath, reporter, 'word'])
        expect(await running.report()).toMatchObject({ ready: running.pid })
        expect(ancestors(running.pid, process.pid)).toEqual([])
        const listed = execFileSync('ps', ['-o', 'args=', '-p', String(running.pid)], { encoding: 'utf8' })
        expect(listed.trim()).toBe([process.execPath, reporter, 'word'].join(' '))
      })
    else
      it('is the launcher, and nothing between them', async () => {
        const { stdout } = await way.bash('echo $$; exec "$@" sh -c "echo \\$PPID; exit"')
        const [launcher, parent] = stdout.split('\n')
        expect(parent).toBe(launcher)
      })
  })

  describe('a launcher inside a launcher', () => {
    it.each(way.node.modes)('passes the status and signals through: %s inside', async (inside) => {
      const running = way.start([...way.as(inside), '--quiet', process.execPath, reporter])
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
  if (way.mode === 'supervise') {
    const launches = (launch: Launch, ...command: string[]) => [...way.as(launch), '--quiet', ...command]

    it('auto takes the launcher’s process where Node can', async () => {
      const running = way.startAs(launches('auto', 'sh', '-c', 'echo $$; exit 4'))
      const own = Number(await running.line()) === running.pid
      expect(await running.exited).toEqual({ status: 4, signal: null })
      expect(own).toBe(way.node.modes.includes('exec'))
    })

    if (!way.node.modes.includes('exec'))
      it('exec is refused in one line, and nothing is started', async () => {
        const file = way.project.path('started')
        const { status, signal, stdout, stderr } = await way.startAs(launches('exec', 'touch', file)).ended
        expect({ status, signal, stdout }).toEqual({ status: 125, signal: null, stdout: '' })
        expect(stderr).toMatch(/^with-mlflow-env: .*--launch.*Node.*\n$/)
        expect(existsSync(file)).toBe(false)
      })
  }
})
