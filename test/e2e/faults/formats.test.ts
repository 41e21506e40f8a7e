// Files that are executable and no program. A process that is to be replaced must not find that out too late: a failed
// `process.execve` takes Node 24 down with it.
import { execFileSync } from 'node:child_process'
import { chmodSync, closeSync, openSync } from 'node:fs'
import { constants } from 'node:os'
import { describe, expect, it } from 'vitest'
import { BROKEN, INTERPRETERS } from '../../rig/binaries.ts'
import { everyLauncher, type Launch } from '../../rig/launch-matrix.ts'
import { together } from '../../rig/pool.ts'
import type { Result } from '../../rig/project.ts'

everyLauncher((launcher) => {
  /** Refused with 126 or 127 and one line that says why, or what comes of it under `env`. */
  const sameAsUnderEnv = async (command: string) => {
    const words = [['env'], ...launcher.launches.map((launch) => [...launcher.as(launch), '--quiet'])]
    const [plain, ...seen] = await together(words, (start) => launcher.startAs([...start, command, 'word']).ended)
    if (!plain) throw new Error('env did not run')
    for (const [index, launch] of launcher.launches.entries()) {
      const result = seen[index]
      if (!result?.stderr.startsWith('with-mlflow-env: ')) {
        expect(asTold(launch, result)).toEqual(asTold(launch, plain))
        continue
      }
      expect(result).toMatchObject({ signal: null, stdout: '', stderr: expect.stringMatching(/^[^\n]+\n$/) })
      // A Node that a failure would take down does not try; another way of starting it does.
      if (launch === 'exec') expect([125, 126, 127]).toContain(result.status)
      else expect([result.status, plain.status]).toEqual([expect.toBeOneOf([126, 127]), expect.toBeOneOf([126, 127])])
    }
  }

  describe('an executable file', () => {
    it.each(BROKEN)('runs or fails as under env(1): %s', async (_, content) => {
      chmodSync(launcher.project.write('file', content), 0o755)
      await sameAsUnderEnv('./file')
    })

    it('that is open for writing fails as under env(1)', async () => {
      const path = launcher.project.write('file', '#!/bin/sh\nexit 25\n', 0o755)
      const descriptor = openSync(path, 'r+')
      await sameAsUnderEnv('./file').finally(() => closeSync(descriptor))
    })
  })

  it.each(INTERPRETERS)('a script runs or fails as under env(1) if its interpreter is %s', async (_, make) => {
    chmodSync(launcher.project.write('script', `#!${launcher.project.path('interpreter')} -x\nexit 26\n`), 0o755)
    execFileSync('sh', ['-c', make], { cwd: launcher.project.folder })
    await sameAsUnderEnv('./script')
  })
})

/** A signal as a shell tells it: a launcher that supervises ends with 128+n where one would dump core. */
function asTold(launch: Launch, result: Result | undefined) {
  const status = result?.signal ? 128 + constants.signals[result.signal] : result?.status
  return { launch, ...result, signal: null, status }
}
