// `doctor` is the executable's own, but for what must differ: the times of --json, the free space, and the check `node`.
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { STORE_CHECKS } from '../../../src/doctor/checks/store/index.ts'
import { executable } from '../../rig/executable.ts'
import { type Both, describeNative, onBoth, type Run, runOn } from '../../rig/native-and-node.ts'
import { startObjectStore } from '../../rig/object-store.ts'
import { pythonBin } from '../../rig/paths.ts'
import { lines, PROJECT_KEYS, type Project } from '../../rig/project.ts'
import { temporaryProject } from '../../rig/temporary-project.ts'

const PYTHON = ['--python', join(pythonBin, 'python')]

/** Without what must differ. */
function comparable({ status, stdout, stderr }: Run): Run {
  const text = stdout
    .replace(/^ {2}ok {4}Node: .*$/m, 'Node')
    .replace(/"found": "with-mlflow-env [^"]*",\s*"where": "[^"]*"/, 'Node')
    .replace(/"ms": \d+/g, 'ms')
    .replace(/[\d.]+ GiB free/g, 'free')
  return { status, stdout: text, stderr }
}

function expectSame({ native, node }: Both): void {
  expect(comparable(native)).toEqual(comparable(node))
}

function repository(files: Readonly<Record<string, string>>): Project {
  const project = temporaryProject(files)
  execFileSync('git', ['init', '--quiet'], { cwd: project.folder, env: project.environment() })
  return project
}

const FILE = {
  '.env.mlflow': lines({ ...PROJECT_KEYS, MLFLOW_ARTIFACT_ROOT: 's3://my-bucket/x' }),
  '.gitignore': '.env.mlflow\n',
}

describeNative('without Node,', () => {
  it.each<[title: string, files: Readonly<Record<string, string>>, words: readonly string[]]>([
    ['a project', FILE, ['--offline', ...PYTHON]],
    ['as an object', FILE, ['--offline', '--json', ...PYTHON]],
    ['no project', {}, ['--offline', ...PYTHON]],
    ['a file that git does not ignore', { '.env.mlflow': FILE['.env.mlflow'] }, ['--offline', ...PYTHON]],
    [
      'half of the keys',
      { '.env.mlflow': 'MLFLOW_AWS_ACCESS_KEY_ID=AKIAPROJECTPROJECT01\n' },
      ['--offline', ...PYTHON],
    ],
    ['without Python', FILE, ['--offline']],
    ['two checks', FILE, ['--only', 'python,git-ignored', ...PYTHON]],
    ['an unknown check', FILE, ['--only', 'pyton']],
  ])('doctor says what it says on Node: %s', (_title, files, words) => {
    expectSame(onBoth(repository(files), ['doctor', ...words]))
  })

  it('a Python that hangs is ended in time, as on Node', () => {
    const project = repository(FILE)
    const python = project.write('python', '#!/bin/sh\nexec sleep 60\n')
    chmodSync(python, 0o755)
    const env = { PATH: `${project.folder}:/usr/bin:/bin` }
    expectSame(onBoth(project, ['doctor', '--only', 'python', '--offline'], { env }))
  })

  it('no git is no failure, as on Node', () => {
    const project = repository(FILE)
    expectSame(onBoth(project, ['doctor', '--only', 'git-ignored,git-history'], { env: { PATH: '/nowhere' } }))
  })

  describe('and without the bundle, a copy of the executable', () => {
    function copyIn(project: Project): string {
      const copy = join(project.home, 'copy')
      cpSync(executable, copy)
      return copy
    }

    // Python must take neither of them for its own module or for the doctor's.
    const others = ['json', 'zlib', 'server', 'cleanup'].map((name) => [`${name}.py`, 'raise SystemExit(9)\n'])
    it.each<[title: string, files: Readonly<Record<string, string>>]>([
      ['a project', FILE],
      ['one with modules of its own that have such names', { ...FILE, ...Object.fromEntries(others) }],
    ])('says what the launcher on Node says: %s', (_title, files) => {
      const project = repository(files)
      const words = ['doctor', '--offline', ...PYTHON]
      const native = runOn('native', project, words, { executable: copyIn(project) })
      expect(native.stdout).toMatch(/^ {2}ok {4}boto3: /m)
      expectSame({ native, node: runOn('node', project, words) })
    })

    it('leaves nothing in a bucket though it is killed', async () => {
      const store = await startObjectStore({ hold: 'PutObject' })
      const settings = { MLFLOW_S3_ENDPOINT_URL: store.endpoint, MLFLOW_ARTIFACT_ROOT: 's3://b/lab' }
      const project = repository({ '.env.mlflow': lines({ ...PROJECT_KEYS, ...settings }) })
      const words = ['doctor', '--only', STORE_CHECKS.map(({ id }) => id).join(','), ...PYTHON]
      const options = { cwd: project.folder, env: project.environment(), stdio: 'ignore' } as const
      const child = spawn(copyIn(project), words, options)
      await store.held
      expect(store.objects.size).toBe(1)
      child.kill('SIGKILL')
      store.release()
      await store.empty()
    })
  })

  it('the check of Node says that none is needed', () => {
    const { stdout } = onBoth(temporaryProject(), ['doctor', '--only', 'node']).native
    expect(stdout).toContain('an executable that needs no Node')
    expect(stdout).toContain("pip install 'with-mlflow-env[server]'")
  })
})
