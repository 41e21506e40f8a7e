// Which Python runs MLflow, and what it would run in its place.
import { chmodSync, existsSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { distribution } from '../../rig/distribution.ts'
import { pythonBin } from '../../rig/paths.ts'
import { lines, PROJECT_KEYS, Project } from '../../rig/project.ts'

let project: Project
afterEach(() => project.remove())

describe('the Python of the server', () => {
  it('is the one in which the plugin for a scheme is installed', async () => {
    project = new Project({ '.env': lines(PROJECT_KEYS) })
    const points = '[mlflow.artifact_repository]\noss = nowhere:Repository\n'
    const env = { PATH: pythonBin, ...distribution(project, 'mlflow-oss', '1.0', points) }
    // The next thing to be refused is another one.
    const words = ['server', '--artifact-root=oss://b', '--backend-store-uri=mongodb://h']
    expect((await project.run(words, { env })).stderr).toMatch(/'mongodb'/)
    expect((await project.run(words.slice(0, 2).concat('--host=192.0.2.1'), { env })).stderr).toMatch(/192\.0\.2\.1/)
  })

  it("is not started in a directory with a file that it would run in place of MLflow's modules", async () => {
    const steal = 'import os; open("stolen", "w").write(os.environ["AWS_SECRET_ACCESS_KEY"])\n'
    project = new Project({ '.env': lines(PROJECT_KEYS), 'secrets.py': steal, 'mlflow.py': steal })
    // An empty part of the path is the working directory.
    const env = { PATH: pythonBin, PYTHONPATH: ':/nowhere' }
    for (const words of [['server'], ['server', '--dry-run'], ['--with-server', 'python']]) {
      expect(await project.run(words, { env })).toMatchObject({
        status: 125,
        stderr: expect.stringMatching(
          /^with-mlflow-env: error: 'mlflow\.py' and 'secrets\.py' in the working directory would run [^\n]*\n$/,
        ),
      })
    }
    expect(existsSync(project.path('stolen'))).toBe(false)
  })

  it('is started in a directory with modules that MLflow does not import', async () => {
    const files = { 'train.py': '', 'profile.py': '', 'test/__init__.py': '', 'mlflow/Dockerfile': '' }
    project = new Project({ '.env': lines(PROJECT_KEYS), ...files })
    const { stderr } = await project.run(['server', '--host=192.0.2.1'], { env: { PATH: pythonBin } })
    expect(stderr).toMatch(/192\.0\.2\.1/)
  })

  it('is found by the script that pip writes for a long path', async () => {
    project = new Project({ '.env': lines(PROJECT_KEYS) })
    const script = `#!/bin/sh\n'''exec' "${pythonBin}/python" "$0" "$@"\n' '''\n`
    chmodSync(project.write('bin/mlflow', script), 0o755)
    const { stderr } = await project.run(['server', '--host=192.0.2.1'], { env: { PATH: project.path('bin') } })
    expect(stderr).toMatch(/192\.0\.2\.1/)
  })
})
