// Commands that cannot be started, and what cannot be passed on to one.
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { launcher } from '../../rig/paths.ts'
import { lines, PROJECT_KEYS, Project } from '../../rig/project.ts'

describe('a command that cannot be started', () => {
  let project: Project
  afterEach(() => project.remove())

  const commands: readonly { title: string; command: readonly string[]; status: number; says: RegExp }[] = [
    { title: 'is missing', command: ['no-such-program'], status: 127, says: /command not found on PATH/ },
    { title: 'is missing at its path', command: ['./no-such-program'], status: 127, says: /command not found\n/ },
    { title: 'is an empty word', command: [''], status: 127, says: /command not found/ },
    { title: 'is not executable', command: ['./plain'], status: 126, says: /not executable: run 'chmod \+x'/ },
    { title: 'is a directory', command: ['./folder'], status: 126, says: /is a directory/ },
    {
      title: 'has a missing interpreter',
      command: ['./orphan'],
      status: 127,
      says: /interpreter '\/no\/such\/python'/,
    },
    { title: 'would call the launcher forever', command: ['./loop'], status: 126, says: /-S with-mlflow-env python/ },
    {
      title: 'has a path that cannot be followed',
      command: ['./plain/x'],
      status: 126,
      says: /its path cannot be followed/,
    },
    {
      title: 'has a directory for an interpreter',
      command: ['./odd'],
      status: 126,
      says: /interpreter '\/usr'.*is not an executable program/,
    },
    {
      title: 'has too large an argument',
      command: ['true', 'x'.repeat(131_072)],
      status: 126,
      says: /larger than the kernel accepts/,
    },
  ]

  it.each(commands.map((given) => [given.title, given] as const))(
    'is reported in one line if it %s',
    async (_, { command, status, says }) => {
      project = new Project({ '.env': lines(PROJECT_KEYS) })
      project.write('plain', '#!/bin/sh\n', 0o644)
      project.write('orphan', '#!/no/such/python\n', 0o755)
      project.write('odd', '#!/usr\n', 0o755)
      project.write('loop', '#!/usr/bin/env with-mlflow-env\n', 0o755)
      mkdirSync(project.path('folder'))
      // The argument reaches the launcher through its own code: no shell could pass it either.
      const result = command[1] === undefined ? await project.run(command) : await tooLarge(project)
      expect(result.stderr).toMatch(says)
      expect(result.stderr.split('\n').filter((line) => line.startsWith('with-mlflow-env: '))).toHaveLength(1)
      expect(result.stderr).not.toMatch(/\n\s+at |Secret|MLflow Configuration/)
      expect(result).toMatchObject({ status, stdout: '' })
    },
  )

  it('is not a script without a shebang, which sh runs as under env(1)', async () => {
    project = new Project()
    project.write('script', 'echo "$0 $1"\n', 0o755)
    expect(await project.run(['./script', 'a b'])).toMatchObject({ status: 0, stdout: './script a b\n' })
  })

  it('is not one that is only on the PATH of its own environment', async () => {
    project = new Project()
    project.write('.env', `PATH=${project.path('bin')}:/usr/bin:/bin\n`)
    project.write('bin/only-here', '#!/bin/sh\necho found\n', 0o755)
    const node = process.execPath
    const env = Object.entries(project.environment()).filter(([name]) => name !== 'PATH')
    const words = env.map(([name, value]) => `${name}=${value}`)
    const stdout = execFileSync('/usr/bin/env', ['-i', ...words, node, launcher, 'only-here'], {
      cwd: project.folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    expect(stdout).toBe('found\n')
  })
})

/** A file's variables are together too large for the kernel, each by itself is not. */
async function tooLarge(project: Project) {
  const big = Array.from({ length: 60 }, (_, i) => `BIG_${i}=${'x'.repeat(100_000)}\n`).join('')
  project.write('.env', lines(PROJECT_KEYS) + big)
  return project.run(['true'])
}
