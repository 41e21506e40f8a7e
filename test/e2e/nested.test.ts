import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { everyBuild } from '../rig/builds.ts'
import { lines, PROJECT_KEYS, Project } from '../rig/project.ts'

everyBuild((build) => {
  let project: Project

  beforeEach(() => {
    project = new Project({ '.env': lines(PROJECT_KEYS) }, build)
  })
  afterEach(() => project.remove())

  describe('a launcher inside a launcher', () => {
    const inside = ['--quiet', ...build.words]

    it('prints nothing if it changes nothing', async () => {
      const uri = { MLFLOW_TRACKING_URI: 'https://mlflow.example' }
      for (const env of [
        uri,
        { ...uri, MLFLOW_AWS_DEFAULT_REGION: 'eu-west-1', AWS_SESSION_TOKEN: 'old', AWS_REGION: 'x' },
      ]) {
        const { stdout, stderr } = await project.run([...inside, 'sh', '-c', 'echo done'], { env })
        expect({ stdout, stderr }).toEqual({ stdout: 'done\n', stderr: '' })
      }
    })

    it('uses the keys of the outer launcher', async () => {
      project.remove()
      project = new Project({}, build)
      const env = { ...PROJECT_KEYS, MLFLOW_AWS_DEFAULT_REGION: 'eu-west-1' }
      const { stdout } = await project.run([...inside, '--strict', 'config', '--json'], { env })
      const { credentials, region } = JSON.parse(stdout)
      expect(credentials).toMatchObject({ mode: 'project', nested: true, accessKeyIdSuffix: 'CT01' })
      expect(region.value).toBe('eu-west-1')
    })

    it('does not use the settings of the outer launcher for another project', async () => {
      project.write(
        'a/.env',
        `${lines(PROJECT_KEYS)}MLFLOW_S3_ENDPOINT_URL=http://127.0.0.1:11\nMLFLOW_TRACKING_URI=http://127.0.0.1:12\n`,
      )
      const other = { MLFLOW_AWS_ACCESS_KEY_ID: 'AKIAOTHEROTHEROTHER1', MLFLOW_AWS_SECRET_ACCESS_KEY: 'other' }
      project.write('b/.env', `${lines(other)}MLFLOW_TRACKING_URI=http://127.0.0.1:13\n`)
      const script = 'cd ../b && exec "$0" "$@"'
      const words = ['--quiet', 'sh', '-c', script, ...inside.slice(1), '--quiet', 'env']
      const { stdout, stderr } = await project.run(words, { cwd: project.path('a'), env: { MLFLOW_TRACKING_URI: '' } })
      expect(stdout).toContain('AWS_ACCESS_KEY_ID=AKIAOTHEROTHEROTHER1\n')
      expect(stdout).toContain('MLFLOW_TRACKING_URI=http://127.0.0.1:13\n')
      expect(stdout).not.toMatch(/127\.0\.0\.1:1[12]/)
      expect(stderr).toMatch(/running inside another with-mlflow-env/)
    })

    it('does not use other keys as the project’s', async () => {
      project.remove()
      project = new Project({}, build)
      const change = ['env', 'AWS_ACCESS_KEY_ID=AKIAANOTHERANOTHER99']
      const { status, stderr } = await project.run(['--quiet', ...change, ...inside.slice(1), '--strict', 'true'], {
        env: PROJECT_KEYS,
      })
      expect(status).toBe(125)
      expect(stderr).toContain('--strict refuses')
    })
  })
})
