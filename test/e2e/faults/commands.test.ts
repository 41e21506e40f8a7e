// Commands that cannot be started, and those that only execvp would start: statuses as under `env`.
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { everyLauncher, type Launcher } from '../../rig/launch-matrix.ts'
import { together } from '../../rig/pool.ts'

everyLauncher((launcher) => {
  /** Runs the command and expects it not to start, with this status and one line that says why. */
  const refused = async (command: readonly string[], status: number, says: RegExp) => {
    // On a PATH that everybody may search: a folder that is closed would be the reason instead.
    const env = { ...launcher.project.environment(), PATH: '/usr/bin:/bin' }
    const result = await launcher.run(command, { options: [], env })
    expect(result).toMatchObject({ status, signal: null, stdout: '' })
    expect(result.stderr).toMatch(/^with-mlflow-env: [^\n]+\n$/)
    expect(result.stderr).toMatch(says)
  }

  describe('a command that cannot be started', () => {
    it('ends the launcher with 127 if it is missing', async () => {
      await refused(['no-such-command'], 127, /not found/)
      await refused(['./no-such-command'], 127, /not found/)
      await refused(['no/such/command'], 127, /not found/)
      await refused([''], 127, /not found/)
    })

    it('ends the launcher with 126 if it is not executable', async () => {
      launcher.project.write('plain.sh', '#!/bin/sh\necho no\n')
      await refused(['./plain.sh'], 126, /not executable/)
    })

    it('ends the launcher with 126 if it is a directory', async () => {
      mkdirSync(launcher.project.path('folder'))
      await refused(['./folder'], 126, /directory/)
      await refused(['/'], 126, /directory/)
    })

    it('ends the launcher with 126 if a part of its path is a file or a link to itself', async () => {
      launcher.project.write('file', '')
      symlinkSync('loop', launcher.project.path('loop'))
      await refused(['./file/command'], 126, /path/)
      await refused(['./loop'], 126, /path/)
    })

    it('ends the launcher with 127 if its interpreter is missing', async () => {
      script(launcher, 'script', '#!/no/such/interpreter\necho no\n')
      script(launcher, 'windows', '#!/bin/sh\r\necho no\r\n')
      await refused(['./script'], 127, /\/no\/such\/interpreter/)
      await refused(['./windows'], 127, /interpreter/)
    })
  })

  describe('a command', () => {
    it('runs through sh if it is a script without a shebang', async () => {
      script(launcher, 'script', 'echo "$0: $# words, $2"; exit 12\n')
      script(launcher, 'empty', '')
      for (const launch of launcher.launches) {
        const [seen, empty] = await together(
          ['./script', './empty'],
          (name) => launcher.startAs([...launcher.as(launch), '--quiet', name, '', 'a b']).ended,
        )
        // To become the shell instead of the command is not what --launch exec was asked for: it may refuse.
        if (launch === 'exec' && seen?.stderr.startsWith('with-mlflow-env: ')) {
          expect(seen).toMatchObject({ status: expect.toSatisfy((status) => status === 125 || status === 126) })
          expect(seen.stderr).toMatch(/^with-mlflow-env: [^\n]+\n$/)
        } else {
          expect(seen).toEqual({ status: 12, signal: null, stdout: './script: 2 words, a b\n', stderr: '' })
          expect(empty).toEqual({ status: 0, signal: null, stdout: '', stderr: '' })
        }
      }
    })

    it('passes everything after the interpreter in a shebang as one argument, as the kernel does', async () => {
      script(launcher, 'script', '#!/bin/sh -e\nfalse\necho not reached\n')
      script(launcher, 'blank', '#! /bin/sh\necho "$0"; exit 13\n')
      expect(await launcher.run(['./script'])).toMatchObject({ status: 1, stdout: '' })
      expect(await launcher.run(['./blank'])).toMatchObject({ status: 13, stdout: './blank\n' })
    })

    it('is found from the working directory if its path is relative', async () => {
      script(launcher, 'bin/tool', '#!/bin/sh\necho tool "$0"\n')
      mkdirSync(launcher.project.path('sub'))
      const seen = await together(['bin/tool', './bin/tool', '../project/bin/tool'], (name) => launcher.run([name]))
      expect(seen.map(({ stdout }) => stdout)).toEqual([
        'tool bin/tool\n',
        'tool ./bin/tool\n',
        'tool ../project/bin/tool\n',
      ])
      const below = await launcher.run(['../bin/tool'], { cwd: launcher.project.path('sub') })
      expect(below.stdout).toBe('tool ../bin/tool\n')
    })

    it('is looked up past files that cannot be executed and past directories with its name', async () => {
      launcher.project.write('first/tool', '#!/bin/sh\necho first\n')
      mkdirSync(launcher.project.path('second/tool'), { recursive: true })
      script(launcher, 'third/tool', '#!/bin/sh\necho third\n')
      const { PATH, ...rest } = launcher.project.environment()
      const search = ['no-such-folder', 'first', 'second', 'third'].map((name) => launcher.project.path(name)).join(':')
      const { stdout } = await launcher.run(['tool'], { env: { ...rest, PATH: `${search}:${PATH}` } })
      expect(stdout).toBe('third\n')
    })

    it('is looked up on the PATH of its own environment, which a file can set if the shell has none', async () => {
      script(launcher, 'tools/tool', '#!/bin/sh\necho "tool on $PATH"\n')
      launcher.project.write('.env', `PATH=${launcher.project.path('tools')}:/usr/bin:/bin\n`)
      const { PATH: _, ...none } = launcher.project.environment()
      const { stdout } = await launcher.run(['tool'], { env: none })
      expect(stdout).toBe(`tool on ${launcher.project.path('tools')}:/usr/bin:/bin\n`)
      // Beside a PATH of the shell's the file's does not count, as with load_dotenv().
      await refused(['tool'], 127, /on PATH/)
    })

    it('is looked up in the working directory if the PATH has an empty entry', async () => {
      script(launcher, 'tool', '#!/bin/sh\necho here\n')
      const { PATH, ...rest } = launcher.project.environment()
      const { stdout } = await launcher.run(['tool'], { env: { ...rest, PATH: `${PATH}:` } })
      expect(stdout).toBe('here\n')
    })
  })
})

function script(launcher: Launcher, name: string, text: string): void {
  chmodSync(launcher.project.write(name, text), 0o755)
}
