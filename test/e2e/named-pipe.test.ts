// A `.env` that is a named pipe, as secret managers make it: read once, waited for, and left by ^C.
import { execFileSync } from 'node:child_process'
import { open, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { everyBuild } from '../rig/builds.ts'
import { collect, lines, PROJECT_KEYS } from '../rig/project.ts'
import { temporaryProject } from '../rig/temporary-project.ts'

everyBuild((build) => {
  function projectWithPipe() {
    const project = temporaryProject({}, build)
    const path = project.path('.env')
    execFileSync('mkfifo', [path])
    return { project, path }
  }

  describe('a .env that is a named pipe', () => {
    it.each(['exec', 'supervise', 'auto'])('is read once, with --launch %s', async (launch) => {
      const { project, path } = projectWithPipe()
      const ended = project.run(launch === 'auto' ? ['env'] : ['--launch', launch, 'env'])
      await writeFile(path, lines(PROJECT_KEYS))
      const { status, stdout, stderr } = await ended
      if (launch === 'exec' && status === 125) return expect(stderr).toMatch(/--launch: /)
      expect(status).toBe(0)
      expect(stdout).toContain(`AWS_ACCESS_KEY_ID=${PROJECT_KEYS.MLFLOW_AWS_ACCESS_KEY_ID}\n`)
    })

    it.each([['config'], ['--quiet', 'config', '--json']])('is read once by %j', async (...words) => {
      const { project, path } = projectWithPipe()
      const ended = project.run(words)
      await writeFile(path, lines(PROJECT_KEYS))
      const { status, stdout } = await ended
      expect([status, stdout.includes('project-specific')]).toEqual([0, true])
    })

    it('is read if --env-file names it', async () => {
      const { project, path } = projectWithPipe()
      const ended = project.run(['--env-file', path, 'sh', '-c', 'echo $AWS_ACCESS_KEY_ID'])
      await writeFile(path, lines(PROJECT_KEYS))
      expect((await ended).stdout).toBe(`${PROJECT_KEYS.MLFLOW_AWS_ACCESS_KEY_ID}\n`)
    })

    it.each(['SIGINT', 'SIGTERM'] as const)('lets %s end the launcher while it waits', async (signal) => {
      const { project, path } = projectWithPipe()
      const child = project.start(['true'])
      const ended = collect(child)
      // Opens when the launcher has opened its end.
      const writer = await open(path, 'w')
      child.kill(signal)
      expect(await ended).toMatchObject({ signal, stdout: '', stderr: '' })
      await writer.close()
    })
  })
})
