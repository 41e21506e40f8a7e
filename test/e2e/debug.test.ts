// WITH_MLFLOW_ENV_DEBUG and --debug: decisions and stacks on stderr, and no secret among them.
import { afterEach, describe, expect, it } from 'vitest'
import { GLOBAL_KEYS, lines, PROJECT_KEYS, Project } from '../rig/project.ts'

describe('debugging', () => {
  let project: Project
  afterEach(() => project.remove())

  it.each([
    ['the variable', [], { WITH_MLFLOW_ENV_DEBUG: '1' }],
    ['the option', ['--debug'], {}],
  ])('shows the decisions of a run with %s, and the command runs as before', async (_, words, env) => {
    project = new Project({ '.env': `${lines(PROJECT_KEYS)}OTHER=some-5eCr3t\n` })
    const result = await project.run([...words, '--quiet', 'echo', 'hi'], { env: { ...GLOBAL_KEYS, ...env } })
    expect(result).toMatchObject({ status: 0, stdout: 'hi\n' })
    expect(result.stderr).toMatch(/^(?:with-mlflow-env: debug: \+[\d.]+ ms .*\n)+$/)
    expect(result.stderr).toContain('files read: .env\n')
    expect(result.stderr).toMatch(/launch engine \w+: taken\n/)
    expect(result.stderr).not.toMatch(/5eCr3t/i)
  })

  it('shows where a failure comes from, by the lines of the source', async () => {
    project = new Project({ '.env': lines(PROJECT_KEYS) })
    const { stderr, status } = await project.run(['no-such-program'], { env: { WITH_MLFLOW_ENV_DEBUG: '1' } })
    expect(status).toBe(127)
    expect(stderr).toMatch(/\n\s+at .*src\/launch\/\S+\.ts:\d+:\d+/)
    expect(stderr).not.toMatch(/5eCr3t/i)
  })

  it('tells what is decided for a private server from what is decided for its command', async () => {
    project = new Project({ '.env': lines(PROJECT_KEYS) })
    const { stderr } = await project.run(['--debug', '--with-server', 'config'], { env: GLOBAL_KEYS })
    const text = stderr.replaceAll(/^with-mlflow-env: debug: \S+ ms /gm, '')
    const [, ofServer, ofCommand] = text.split(/^for the (?:private server|command next to it):\n/m)
    expect(ofServer).toMatch(/^credentials: project-specific .*\n(?:.*\n)*variables set: .*AWS_ACCESS_KEY_ID/m)
    expect(ofCommand).toMatch(
      /^credentials: left as they are .*\n(?:.*\n)*variables set: MLFLOW_TRACKING_TOKEN, MLFLOW_TRACKING_URI, /m,
    )
    expect(stderr).not.toMatch(/5eCr3t/i)
  })

  it('is off by default, and with 0', async () => {
    project = new Project({ '.env': lines(PROJECT_KEYS) })
    for (const env of [{}, { WITH_MLFLOW_ENV_DEBUG: '0' }]) {
      expect(await project.run(['--quiet', 'true'], { env })).toMatchObject({ status: 0, stderr: '' })
    }
  })
})
