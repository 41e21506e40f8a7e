// What the launcher is started by: tools that time, repeat, number and wrap commands find in it what they find in `env`.
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { everyLauncher, quoted } from '../../rig/launch-matrix.ts'
import { lives } from '../../rig/process-info.ts'
import { PROJECT_KEYS } from '../../rig/project.ts'
import { lacking } from '../../rig/requirements.ts'
import { Terminal } from '../../rig/terminal.ts'

const KEY = PROJECT_KEYS.MLFLOW_AWS_ACCESS_KEY_ID
/** Ignored by the command, in the last digit: SIGHUP is the first signal. */
const IGNORED = 'grep SigIgn /proc/self/status'
const HUP_IGNORED = /^SigIgn:\s+[0-9a-f]{15}1$/m

let terminal: Terminal | undefined
afterEach(() => terminal?.close())

everyLauncher((launcher) => {
  const given = (tool: string) => {
    const reason = lacking(tool)
    return [tool + (reason ? ` (${reason})` : ''), reason !== null] as const
  }
  const under = (tool: string, what: string, test: () => Promise<void>) => {
    const [title, skipped] = given(tool)
    it.skipIf(skipped)(`${title}, ${what}`, test)
  }

  describe('started by', () => {
    under('timeout', 'the launcher ends with 124 and leaves no process', async () => {
      const script = 'timeout 0.4 "$@" sh -c "exec sleep 600"; echo $?'
      expect(await launcher.bash(script)).toMatchObject({ stdout: '124\n', stderr: '' })
    })

    under('timeout', 'the launcher ends with the status of a command that is in time', async () => {
      expect(await launcher.bash('timeout 20 "$@" sh -c "exit 7"; echo $?')).toMatchObject({ stdout: '7\n' })
    })

    under('make', 'each parallel target has its own status, and an inner make finds the job server', async () => {
      launcher.project.write('Makefile', makefile(quoted([...launcher.words, '--quiet'])))
      const { status, stdout, stderr } = await launcher.startAs(['make', '-s', '-k', '-j4', 'all']).ended
      const wanted = ['a', 'b', 'c', 'd', 'x', 'y'].map((name) => `${name} ${KEY}`)
      expect(stdout.trim().split('\n').sort()).toEqual(wanted)
      expect(status).toBe(2)
      expect(stderr).toMatch(/fails\] Error 7/)
      // The descriptors by which makes share their jobs are low ones, which Node loses if it is replaced.
      if (launcher.keepsDescriptors) expect(stderr).not.toMatch(/jobserver/)
    })

    under('xargs', 'many launchers run at once', async () => {
      const script = 'seq 16 | xargs -P 16 -I@ "$@" sh -c "test @ -ne 3 && echo @"; echo "status $?"'
      const { stdout } = await launcher.bash(script)
      const wanted = Array.from({ length: 16 }, (_, index) => String(index + 1)).filter((number) => number !== '3')
      expect(stdout.trim().split('\n').sort()).toEqual([...wanted, 'status 123'].sort())
    })

    under('setsid', 'the launcher works in a session without a terminal', async () => {
      const script = 'setsid --wait "$@" sh -c "ps -o sid= -p \\$\\$; exit 7"; echo $?; echo $$'
      const [session, status, own] = (await launcher.bash(script)).stdout.split('\n').map((line) => line.trim())
      expect(status).toBe('7')
      expect(session).not.toBe(own)
    })

    under('nice', 'the command has the priority', async () => {
      const [plain, seen] = (await launcher.bash('nice -n 5 nice; nice -n 5 "$@" nice')).stdout.trim().split('\n')
      expect(seen).toBe(plain)
    })

    under('env', 'the launcher works with nothing but a PATH', async () => {
      const { status, stdout } = await launcher.bash(
        'env -i PATH="$PATH" "$@" sh -c "echo \\$AWS_ACCESS_KEY_ID; exit 7"; exit $?',
      )
      expect({ status, stdout }).toEqual({ status: 7, stdout: `${KEY}\n` })
    })

    under('script', 'the command has a terminal', async () => {
      const command = quoted([
        ...launcher.words,
        '--quiet',
        'sh',
        '-c',
        'test -t 0 && test -t 1 && echo terminal; exit 7',
      ])
      const { status, stdout } = await launcher.startAs(['script', '-qec', command, '/dev/null']).ended
      expect({ status, stdout: stdout.trim() }).toEqual({ status: 7, stdout: 'terminal' })
    })

    under('tmux', 'the command runs in a window', async () => {
      const command = quoted([...launcher.words, '--quiet', 'sh', '-c', 'test -t 0 && echo "$AWS_ACCESS_KEY_ID" >seen'])
      // A server of its own, which goes with its last window, or with the script.
      const script = `
        own() { SHELL=/bin/sh tmux -S "$PWD/tmux" -f /dev/null "$@"; }
        trap 'own kill-server 2>/dev/null' EXIT
        own new-session -d ${quoted([`${command}; echo $? >status; tmux wait-for -S done`])} && own wait-for done`
      expect(await launcher.startAs(['bash', '-c', script]).ended).toMatchObject({ stderr: '', status: 0 })
      expect(readFileSync(launcher.project.path('seen'), 'utf8')).toBe(`${KEY}\n`)
      expect(readFileSync(launcher.project.path('status'), 'utf8')).toBe('0\n')
    })

    under('nohup', 'the command ignores SIGHUP in a pipeline', async () => {
      expect((await launcher.bash(`nohup "$@" ${IGNORED}`)).stdout).toMatch(HUP_IGNORED)
      // And without it nothing is.
      expect((await launcher.bash(`"$@" ${IGNORED}`)).stdout).toMatch(/^SigIgn:\s+0+$/m)
    })

    under('bash', 'the command ignores SIGHUP if the shell does', async () => {
      expect((await launcher.bash(`trap '' HUP; "$@" ${IGNORED}; exit $?`)).stdout).toMatch(HUP_IGNORED)
    })

    under('nohup', 'the command ignores SIGHUP at a terminal', async () => {
      const words = [...launcher.words, '--quiet', 'sh', '-c', `${IGNORED}; exit 7`]
      terminal = new Terminal(launcher.project, ['sh', '-c', `nohup ${quoted(words)}; exit $?`])
      expect(await terminal.shows(/ended: .*\n/)).toContain('ended: status 7')
      expect(readFileSync(launcher.project.path('nohup.out'), 'utf8')).toMatch(HUP_IGNORED)
    })

    under('nohup', "the command outlives its terminal and still gets the launcher's signals", async () => {
      const script = `trap 'echo told >>seen; kill $!; exit 0' USR1; sleep 600 & echo $$ $PPID >pids; wait`
      const command = quoted([...launcher.words, '--quiet', 'bash', '-c', script])
      terminal = new Terminal(launcher.project, ['bash', '--norc', '--noprofile', '-i'])
      terminal.type(`echo "shell $$"; nohup ${command} &\n`)
      const [, shell] = /shell (\d+)/.exec(await terminal.shows(/shell \d+\s/)) ?? []
      const pids = () =>
        readFile(launcher.project.path('pids'), 'utf8').then(
          (text) => text.match(/\d+/g) ?? [],
          () => [],
        )
      await expect.poll(pids, { timeout: 10_000, interval: 10 }).toHaveLength(2)
      const [own, parent] = (await pids()).map(Number)
      terminal.close()
      await expect.poll(() => lives(Number(shell)), { timeout: 10_000, interval: 10 }).toBe(false)
      process.kill((launcher.mode === 'exec' ? own : parent) ?? 0, 'SIGUSR1')
      await expect.poll(() => lives(own ?? 0), { timeout: 10_000, interval: 10 }).toBe(false)
      expect(readFileSync(launcher.project.path('seen'), 'utf8')).toBe('told\n')
    })
  })
})

/** Four targets at once, one that fails, and a make of two targets inside the launcher. */
function makefile(launch: string): string {
  const told = `@${launch} sh -c 'echo $@ $$AWS_ACCESS_KEY_ID'`
  return `
all: a b c d fails inside
a b c d x y:
	${told}
fails:
	@${launch} sh -c 'exit 7'
inside:
	+@${launch} make -s x y
`
}
