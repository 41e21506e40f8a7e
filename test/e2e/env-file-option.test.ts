import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { everyBuild } from '../rig/builds.ts'
import { lines, PROJECT_KEYS, Project } from '../rig/project.ts'

everyBuild((build) => {
  let project: Project

  beforeEach(() => {
    project = new Project({ '.env': lines(PROJECT_KEYS) }, build)
  })
  afterEach(() => project.remove())

  describe('an env file named by --env-file', () => {
    it('can be a pipe', () => {
      const output = project.bash(`"$0" --quiet --env-file <(echo FROM_PIPE=1) env`)
      expect(output).toContain('FROM_PIPE=1\n')
    })

    it('is not standard input if its name is a dash, and the message says what is', async () => {
      const { status, stderr } = await project.run(['--env-file', '-', 'true'])
      expect(status).toBe(125)
      expect(stderr).toBe(
        "with-mlflow-env: error: --env-file: there is no file named '-': for standard input, write /dev/stdin\n",
      )
    })

    it('is refused if it is an empty pipe, because the command that writes it has failed', () => {
      const script = `"$0" --env-file <(false) env 2>&1; echo "status $?"`
      const output = project.bash(script)
      expect(output).toMatch(/^with-mlflow-env: .*nothing came through the pipe.*\nstatus 125\n$/)
    })

    it('is read by the launcher, line by line, and not by Node', async () => {
      project.write('a.env', 'A=1\nMLFLOW_TRACKING_URI=http://127.0.0.1:8\n')
      const { stdout } = await project.run(['--env-file', 'a.env', 'config', '--json'], {
        env: { MLFLOW_TRACKING_URI: '' },
      })
      const { trackingUri } = JSON.parse(stdout)
      expect(trackingUri).toMatchObject({ value: 'http://127.0.0.1:8', from: { kind: 'file', line: 2 } })
    })

    it('loses to a later --env-file, and no other file is read', async () => {
      project.write('a.env', 'WHO=a\nONLY_A=1\n')
      project.write('b.env', 'WHO=b\n')
      const child = await project.child(['--env-file', 'a.env', '--env-file=b.env'])
      expect(child).toMatchObject({ WHO: 'b', ONLY_A: '1' })
      expect(child.AWS_ACCESS_KEY_ID).toBeUndefined()
    })
  })
})
