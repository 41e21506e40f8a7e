// The command's status, signals, words and streams pass through as under `env`.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { readlinkSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { constants } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { everyBuild } from '../rig/builds.ts'
import { EventReader, reportingChild } from '../rig/event-reader.ts'
import { launcher } from '../rig/paths.ts'
import { openings } from '../rig/process-info.ts'
import { collect, lines, PROJECT_KEYS, Project } from '../rig/project.ts'

everyBuild((build) => {
  let project: Project
  let running: ChildProcess | undefined
  /** A command that took the launcher's place ends by itself. */
  const supervised = ['--launch', 'supervise']

  beforeEach(() => {
    project = new Project({ '.env': lines(PROJECT_KEYS) }, build)
  })

  afterEach(() => {
    if (running?.exitCode === null && running.signalCode === null) running.kill('SIGKILL')
    running = undefined
    project.remove()
  })

  describe('the launcher ends like the command and', () => {
    it.each([0, 1, 2, 42, 124, 125, 126, 127, 128, 130, 143, 200, 255])('passes on status %i', async (status) => {
      expect(await project.run(['sh', '-c', `exit ${status}`])).toMatchObject({ status, signal: null })
    })

    it.each(['SIGTERM', 'SIGINT', 'SIGKILL', 'SIGHUP', 'SIGPIPE', 'SIGALRM', 'SIGUSR2'] as const)(
      'dies of %s if the command did',
      async (signal) => {
        const result = await project.run(['sh', '-c', `kill -${signal.slice(3)} $$`])
        expect(result).toMatchObject({ status: null, signal })
      },
    )

    it.each(['SIGUSR1', 'SIGABRT', 'SIGSEGV', 'SIGQUIT'] as const)('ends with 128+n for %s', async (signal) => {
      const result = await project.run([...supervised, 'sh', '-c', `ulimit -c 0; kill -${signal.slice(3)} $$`])
      expect(result).toMatchObject({ status: 128 + constants.signals[signal], signal: null })
    })

    it('gives 141 to a shell whose pipe was closed early', () => {
      const script = `"$0" --quiet yes | head -n 1; echo "\${PIPESTATUS[0]}"`
      const output = project.bash(script)
      expect(output).toBe('y\n141\n')
    })
  })

  describe('a signal sent to the launcher', () => {
    async function startReporter(): Promise<{ child: ChildProcess; reported: EventReader; pid: number }> {
      running = project.start(['--quiet', process.execPath, reportingChild])
      const reported = new EventReader(running)
      const { ready = 0 } = await reported.next()
      return { child: running, reported, pid: ready }
    }

    it.each(['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH', 'SIGCONT'] as const)(
      'is passed on exactly once, and only the command decides what it does: %s',
      async (signal) => {
        const { child, reported } = await startReporter()
        child.kill(signal)
        expect(await reported.next()).toEqual({ signal })
        // Another signal behind it shows that the first one came once.
        child.kill(signal === 'SIGUSR2' ? 'SIGTERM' : 'SIGUSR2')
        expect(await reported.next()).toEqual({ signal: signal === 'SIGUSR2' ? 'SIGTERM' : 'SIGUSR2' })
        const ended = collect(child)
        child.stdin?.write('exit 7\n')
        expect(await ended).toMatchObject({ status: 7 })
      },
    )

    it.each(['SIGALRM', 'SIGVTALRM', 'SIGXCPU', 'SIGIO', 'SIGPWR'] as const)(
      'ends the launcher and the command: %s',
      async (signal) => {
        running = project.start([...supervised, '--quiet', 'sh', '-c', 'ulimit -c 0; echo started; exec sleep 600'])
        await new Promise((resolve) => running?.stdout?.once('data', resolve))
        const ended = collect(running)
        running.kill(signal)
        const result = await ended
        expect(result.signal ?? result.status).toBe(signal === 'SIGXCPU' ? 128 + constants.signals[signal] : signal)
      },
    )

    it("does not open Node's inspector before the command has started", async () => {
      const fifo = project.path('fifo')
      execFileSync('mkfifo', [fifo])
      const script = `exec "$0" --quiet "\${@:2}" --env-file <(cat "$1") true`
      running = spawn('bash', ['-c', script, build.file, fifo, ...supervised], {
        cwd: project.folder,
        env: project.environment(),
      })
      const { pid } = running
      const ended = collect(running)
      const writer = await open(fifo, 'w')
      // The launcher waits for the file once it has opened the pipe a second time. For a moment bash has it open twice too.
      const isWaiting = () => !isBash(pid) && openings(pid ?? 0, 63) === 2
      await expect.poll(isWaiting, { timeout: 10_000 }).toBe(true)
      running.kill('SIGUSR1')
      await writer.write('A=1\n')
      await writer.close()
      // The signal is passed on to the command, if that is still there to get it.
      const { status, signal, stderr } = await ended
      expect([0, 128 + constants.signals.SIGUSR1]).toContain(status)
      expect({ signal, stderr }).toEqual({ signal: null, stderr: '' })
    })

    it.skipIf(build.isExact)("closes Node's inspector if it is open as the command starts", async () => {
      const sockets = `ls -l /proc/$PPID/fd | grep -v ' [012] -> ' | grep -q socket:`
      const words = [
        '--quiet',
        '--launch',
        'supervise',
        'sh',
        '-c',
        `while ${sockets}; do sleep 0.02; done; echo closed`,
      ]
      const node = [process.execPath, '--inspect=127.0.0.1:0', launcher, ...words] as const
      running = spawn(node[0], node.slice(1), { cwd: project.folder, env: project.environment() })
      expect(await collect(running)).toMatchObject({ status: 0, stdout: 'closed\n' })
    })

    it('makes the launcher end after the command, not before', async () => {
      const { child, reported, pid } = await startReporter()
      child.kill('SIGTERM')
      await reported.next()
      expect(() => process.kill(pid, 0)).not.toThrow()
      const ended = collect(child)
      child.stdin?.end()
      expect(await ended).toMatchObject({ status: 0 })
      expect(() => process.kill(pid, 0)).toThrow(/ESRCH/)
    })
  })

  /** Whether a process is still the shell that becomes the launcher. */
  function isBash(pid: number | undefined): boolean {
    return readlinkSync(`/proc/${pid}/exe`).endsWith('/bash')
  }

  describe('the command', () => {
    it('gets its arguments byte for byte', async () => {
      const words = [
        '--strict',
        '--',
        '',
        ' a  b ',
        "it's",
        '"q"',
        '$HOME',
        'ä€😀',
        'line\nbreak',
        '-v',
        '\\',
        '*',
        '--env-file=x',
        '--env-file',
        'none',
      ]
      const { stdout, status } = await project.run([process.execPath, '--', reportingChild, ...words])
      expect(status).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({ args: words })
    })

    it('gets stdin, and stdout has its output only', async () => {
      expect(await project.run(['cat'], { input: 'one\ntwo\n' })).toMatchObject({ stdout: 'one\ntwo\n', status: 0 })
    })

    it('gets the rest of the environment unchanged', async () => {
      const odd = { 'ODD.NAME': 'x', EMPTY: '', MULTI: 'a\nb', __proto: '1', constructor: 'c', UNICODE: 'ä😀' }
      expect(await project.child([], { env: odd })).toMatchObject(odd)
    })

    it('gets a variable named __proto__ too', async () => {
      const script = `exec env __proto__=kept "$@" --quiet env`
      const output = execFileSync('sh', ['-c', script, 'sh', ...build.words], {
        cwd: project.folder,
        env: project.environment(),
        encoding: 'utf8',
      })
      expect(output).toContain('__proto__=kept\n')
    })

    it('gets the open descriptor of a process substitution', () => {
      const output = project.bash(`"$0" --quiet cat <(echo through)`)
      expect(output).toBe('through\n')
    })

    it("is in the launcher's process group, which job control needs", async () => {
      running = project.start(['--quiet', 'sh', '-c', 'ps -o pgid= -p $$'])
      const pgid = execFileSync('ps', ['-o', 'pgid=', '-p', String(process.pid)], { encoding: 'utf8' })
      expect((await collect(running)).stdout.trim()).toBe(pgid.trim())
    })
  })
})
