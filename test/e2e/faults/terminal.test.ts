// A person at a terminal: keys that send signals, job control, and a window that is closed.
import { execFileSync } from 'node:child_process'
import { constants, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { reportingChild } from '../../rig/event-reader.ts'
import { everyLauncher, type Launcher, quoted } from '../../rig/launch-matrix.ts'
import { lives, readStat } from '../../rig/process-info.ts'
import { Terminal } from '../../rig/terminal.ts'

const CTRL_C = '\x03'
const CTRL_D = '\x04'
const CTRL_Z = '\x1a'

let terminal: Terminal | undefined
afterEach(() => terminal?.close())

function openWith(launcher: Launcher, ...command: string[]): Terminal {
  terminal = new Terminal(launcher.project, command)
  return terminal
}

/** An interactive shell, ready for the first line. */
async function openShell(launcher: Launcher): Promise<Terminal> {
  const shell = openWith(launcher, 'bash', '--norc', '--noprofile', '-i')
  await shell.shows(/prompt> /)
  return shell
}

/** The process of a reportingChild that is ready, and that of the launcher that started it. */
async function processesOf(launcher: Launcher, seen: Terminal): Promise<{ command: number; launcher: number }> {
  const [, pid] = /"ready":(\d+)/.exec(await seen.shows(/"ready":\d+,/)) ?? []
  const command = Number(pid)
  return { command, launcher: launcher.mode === 'exec' ? command : (readStat(command)?.parent ?? 0) }
}

async function pressTwice(seen: Terminal, pid: number): Promise<void> {
  for (let count = 0; count < 2; count++) {
    seen.type(CTRL_C)
    const first = await seen.shows(/"SIGINT"/)
    // Another signal, by way of the launcher, comes behind all that the launcher may have made of the key.
    process.kill(pid, 'SIGUSR2')
    expect((first + (await seen.shows(/"SIGUSR2"/))).match(/"SIGINT"/g)).toHaveLength(1)
  }
}

/** Says the process ids of itself, its parent and its child, and ends with its child when the terminal hangs up. */
const HANGS_UP = `trap 'echo hup >>told; kill $!; exit 0' HUP; sleep 600 & echo "ready $$ $PPID $!"; wait`

everyLauncher((launcher) => {
  const launch = (...command: string[]) => quoted([...launcher.words, '--quiet', ...command])

  describe('in a terminal,', () => {
    it('each Ctrl-C reaches the command once', async () => {
      const seen = openWith(launcher, ...launcher.words, '--quiet', process.execPath, reportingChild)
      await pressTwice(seen, (await processesOf(launcher, seen)).launcher)
      seen.type('exit 9\n')
      expect(await seen.shows(/ended: .*\n/)).toContain('ended: status 9')
    })

    it('Ctrl-C ends a command that does not handle it, and the launcher the same way', async () => {
      const seen = openWith(launcher, ...launcher.words, '--quiet', 'sh', '-c', 'echo started; exec sleep 600')
      await seen.shows(/started/)
      seen.type(CTRL_C)
      expect(await seen.shows(/ended: .*\n/)).toContain('ended: signal 2')
    })

    it('Ctrl-C reaches the command once if its input is a pipe', async () => {
      const keys = launcher.project.path('keys')
      execFileSync('mkfifo', [keys])
      const seen = await openShell(launcher)
      // The pipe's other end ignores ^C, so that the command's input stays open.
      seen.type(`(trap '' INT; exec cat keys) | ${launch(process.execPath, reportingChild)}\n`)
      const writer = await open(keys, 'w')
      await pressTwice(seen, (await processesOf(launcher, seen)).launcher)
      await writer.write('exit 9\n')
      await writer.close()
      await seen.shows(/prompt> /)
      seen.type('echo "status $?"\n')
      expect(await seen.shows(/status \d+\s/)).toContain('status 9')
    })

    it('Ctrl-Z stops the command and fg continues it with the keyboard, more than once', async () => {
      const seen = await openShell(launcher)
      seen.type(`${launch(process.execPath, reportingChild)}\n`)
      const processes = await processesOf(launcher, seen)
      for (let count = 0; count < 2; count++) {
        seen.type(CTRL_Z)
        await seen.shows(/Stopped.*prompt> /s)
        // Faster than any fingers, the next line would still be read by a command that is about to stop.
        await expect.poll(() => readStat(processes.command)?.state, { timeout: 10_000, interval: 5 }).toBe('T')
        seen.type('fg\n')
        await seen.shows(/reporting-child\.mjs'?\s/)
        // Only what the command gives back shows that the terminal is its own again.
        seen.type('typed\n')
        await seen.shows(/"line":"typed"/)
        // The launcher passes SIGCONT on, which would undo the next Ctrl-Z if it came later. Of two signals that wait, the
        // one with the higher number comes last: the launcher has done all of it when this one arrives.
        process.kill(processes.launcher, 'SIGVTALRM')
        await seen.shows(/"SIGVTALRM"/)
      }
      seen.type(CTRL_D)
      await seen.shows(/prompt> /)
      seen.type('echo "status $?"\n')
      expect(await seen.shows(/status \d+\s/)).toContain('status 0')
    })

    it('a command in the background stops when it reads the keyboard, and fg gives it the keyboard', async () => {
      const seen = await openShell(launcher)
      seen.type(`${launch('sh', '-c', 'read -r line; echo "got $line"')} &\n`)
      // The shell tells of the stop before its next prompt.
      seen.type('until jobs | grep Stopped; do :; done; fg\n')
      await seen.shows(/Stopped.*got \$line"'\s/s)
      seen.type('typed\n')
      await seen.shows(/got typed\s/)
    })

    it.each(['itself', 'a shell'])(
      'closing the window sends SIGHUP to the command and leaves no process; running in it was %s',
      async (what) => {
        const command = [...launcher.words, '--quiet', 'bash', '-c', HANGS_UP]
        const seen = what === 'itself' ? openWith(launcher, ...command) : await openShell(launcher)
        if (what !== 'itself') seen.type(`${quoted(command)}\n`)
        const [, ...pids] = /ready (\d+) (\d+) (\d+)/.exec(await seen.shows(/ready \d+ \d+ \d+\s/)) ?? []
        seen.close()
        await expect.poll(() => pids.filter((pid) => lives(Number(pid))), { timeout: 10_000, interval: 10 }).toEqual([])
        // A shell tells its jobs, and when it goes the system tells them again.
        const told = readFileSync(launcher.project.path('told'), 'utf8')
        if (what === 'itself') expect(told).toBe('hup\n')
        else expect(told).toMatch(/^(?:hup\n)+$/)
      },
    )

    it('no descriptor of the terminal is left in non-blocking mode, during the command and after it', async () => {
      const flags = 'grep -h flags: /proc/$$/fdinfo/[012]'
      const seen = openWith(
        launcher,
        'bash',
        '-c',
        `"$@" sh -c '${flags}'; ${flags}`,
        'bash',
        ...launcher.words,
        '--quiet',
      )
      const shown = [...(await seen.shows(/ended: .*\n/)).matchAll(/flags:\s+(\d+)/g)]
      expect(shown.map(([, octal = '']) => Number.parseInt(octal, 8) & constants.O_NONBLOCK)).toEqual([
        0, 0, 0, 0, 0, 0,
      ])
    })
  })
})
