// Options and words that mean nothing.
import { describe, expect, it } from 'vitest'
import { everyBuild } from '../../rig/builds.ts'
import { PROJECT_KEYS } from '../../rig/project.ts'
import { itIsRefused, type Refused } from '../../rig/refused-input.ts'
import { temporaryProject } from '../../rig/temporary-project.ts'

/** The executable has nothing of Node that would print them. */
const DEBUGGING = 'a debugging Node, which would print the keys'

const cases: readonly Refused[] = [
  { title: '--env-file that is missing', args: ['--env-file', 'nowhere.env'], says: /no file 'nowhere\.env'/ },
  { title: '--env-file with --no-env-file', args: ['--env-file', 'a', '--no-env-file'], says: /contradict/ },
  { title: '--strict with --keep-aws', args: ['--strict', '--keep-aws'], says: /contradict/ },
  { title: 'an unknown option', args: ['--stict'], says: /unknown option '--stict': did you mean --strict/ },
  { title: 'an option without its value', args: ['--env-file='], says: /--env-file needs a value/ },
  {
    title: DEBUGGING,
    args: ['--launch', 'supervise'],
    env: { NODE_DEBUG: 'child_process' },
    says: /NODE_DEBUG is set, and with it Node prints/,
  },
  { title: 'an unknown way to launch', args: ['--launch=fork'], says: /expected auto, exec or supervise/ },
  {
    title: 'a region that is none',
    env: { ...PROJECT_KEYS, MLFLOW_AWS_DEFAULT_REGION: 'eu_central' },
    says: /expected the name of an AWS region/,
  },
]

everyBuild((build) => {
  describe('bad input', () => {
    itIsRefused(build.isExact ? cases.filter(({ title }) => title !== DEBUGGING) : cases, build)

    it('does not repeat a value given as NAME=VALUE in place of a command', async () => {
      const project = temporaryProject({}, build)
      const result = await project.run(['AWS_SECRET_ACCESS_KEY=Secret', 'true'])
      expect(result).toMatchObject({ status: 127, stdout: '' })
      expect(result.stderr).toMatch(
        /^with-mlflow-env: error: expected a command, found the variable 'AWS_SECRET_ACCESS_KEY': .*\n$/,
      )
      expect((await project.run(['config', 'AWS_SECRET_ACCESS_KEY=Secret'])).stderr).not.toContain('Secret')
    })

    it.each([
      ['config', 'nohelp'],
      ['config', 'xxversion'],
    ])('is not mistaken for --help or --version: %s %s', async (...words) => {
      const project = temporaryProject({}, build)
      expect(await project.run(words)).toMatchObject({ status: 125, stdout: '' })
    })

    it('is refused if it has no command', async () => {
      const project = temporaryProject({}, build)
      expect(await project.run([])).toMatchObject({
        status: 125,
        stderr: expect.stringMatching(/^.*no command given.*\n$/),
      })
    })

    it.each(['export', 'credential-process'])('is refused if the command is the reserved word %s', async (word) => {
      const project = temporaryProject({}, build)
      const result = await project.run([word])
      expect(result).toMatchObject({ status: 125, stdout: '' })
      expect(result.stderr).toContain(`'with-mlflow-env -- ${word}' runs a program of that name`)
    })

    it('is not refused if a program with a reserved name follows --', async () => {
      const project = temporaryProject({}, build)
      project.write('bin/server', '#!/bin/sh\necho "the program: $1"\n', 0o755)
      const result = await project.run(['--', 'server', '--x'], {
        env: { PATH: `${project.path('bin')}:/usr/bin:/bin` },
      })
      expect(result).toMatchObject({ status: 0, stdout: 'the program: --x\n' })
    })
  })
})
