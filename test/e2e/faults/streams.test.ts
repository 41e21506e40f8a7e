// The command's streams: closed, full, without a reader or full of bytes, they are the command's own.
import { constants } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { everyLauncher } from '../../rig/launch-matrix.ts'
import { together } from '../../rig/pool.ts'
import { GLOBAL_KEYS, lines, PROJECT_KEYS } from '../../rig/project.ts'

/** Says how the three streams were opened, in octal. */
const FLAGS = 'grep -h flags: /proc/self/fdinfo/0 /proc/self/fdinfo/1 /proc/self/fdinfo/2'

everyLauncher((launcher) => {
  /** Without --quiet, so that the launcher has something to write. */
  const talking = { options: [] }

  describe('a closed standard stream', () => {
    it.each(['<&-', '>&-', '2>&-', '<&- >&-', '<&- 2>&-', '>&- 2>&-', '<&- >&- 2>&-'])(
      'does not change the status and causes no stack trace: %s',
      async (closed) => {
        const commands = ["sh -c 'exit 7'", "sh -c 'kill -TERM $$'", './no-such-command']
        const seen = await together(commands, (command) => launcher.bash(`"$@" ${command} ${closed}; exit $?`, talking))
        expect(seen.map(({ status }) => status)).toEqual([7, 143, 127])
        for (const { stdout, stderr } of seen) {
          expect(stdout).toBe('')
          expect(stderr).not.toMatch(/node:|^ +at /m)
        }
      },
    )

    it('is the null device for the command', async () => {
      const look = 'for n in 0 1 2; do at=$(readlink "/proc/$$/fd/$n"); echo "$at" >>seen; done'
      const script = `"$@" sh -c '${look}' <&- >&- 2>&-; cat seen`
      expect((await launcher.bash(script)).stdout).toBe('/dev/null\n'.repeat(3))
    })
  })

  describe('a standard stream that cannot be written to', () => {
    it('is told with its reason by a word of the launcher itself', async () => {
      const { status, stderr } = await launcher.bash('"$@" config >/dev/full; exit $?')
      expect(status).toBe(125)
      expect(stderr).toContain('error: cannot write the output: the disk is full\n')
    })

    it.each(['>/dev/full', '2>/dev/full', '>/dev/full 2>&1'])(
      'does not keep the command from starting: %s',
      async (full) => {
        expect(await launcher.bash(`"$@" sh -c 'exit 7' ${full}; exit $?`, talking)).toMatchObject({ status: 7 })
      },
    )

    it('is reported by the command, not by the launcher', async () => {
      const { status, stderr } = await launcher.bash('"$@" cat /proc/version >/dev/full; exit $?')
      expect(status).toBe(1)
      expect(stderr).toMatch(/^cat: .*No space left/)
    })

    it('can be a pipe whose reader has ended', async () => {
      const running = launcher.start(['sh', '-c', 'exit 7'], talking)
      // Long before the launcher has anything to say.
      running.child.stderr?.destroy()
      expect(await running.exited).toEqual({ status: 7, signal: null })
    })
  })

  describe('stdout', () => {
    it('has the bytes of the command only, whatever the launcher reports', async () => {
      launcher.project.write('.env', `${lines(PROJECT_KEYS)}A="x\n`)
      const script = 'head -c 300000 /dev/urandom >bytes; "$@" cat bytes >seen; echo $?; cmp bytes seen && echo same'
      const env = launcher.project.environment(GLOBAL_KEYS)
      const { stdout, stderr } = await launcher.bash(script, { ...talking, env })
      expect(stdout).toBe('0\nsame\n')
      expect(stderr).toMatch(/^MLflow Configuration:/m)
      expect(stderr).toMatch(/^with-mlflow-env: warning: .*\.env:3/m)
    })
  })

  describe('stdin', () => {
    it('is left unread for the next program', async () => {
      const { stdout } = await launcher.bash(`printf 'one\\ntwo\\n' | { "$@" true; cat; }`, talking)
      expect(stdout).toBe('one\ntwo\n')
    })
  })

  it('no pipe is left in non-blocking mode, during the command and after it', async () => {
    const script = `sleep 0 | { "$@" sh -c '${FLAGS}'; ${FLAGS}; } 2>&1 | cat`
    const { stdout } = await launcher.bash(script, talking)
    const flags = [...stdout.matchAll(/^flags:\s+(\d+)$/gm)].map(([, octal = '']) => Number.parseInt(octal, 8))
    expect(flags).toHaveLength(6)
    expect(flags.filter((bits) => bits & constants.O_NONBLOCK)).toEqual([])
  })
})
