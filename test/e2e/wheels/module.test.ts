// The module of an installed wheel, with the launcher that is installed with it.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GLOBAL_KEYS, lines, PROJECT_KEYS, Project } from '../../rig/project.ts'
import { buildWheels, installIn, noWheels, runIn, tool } from '../../rig/wheels.ts'

describe.skipIf(noWheels)(`the module of a wheel${noWheels ? ` (${noWheels})` : ''}`, () => {
  let folder: string
  let project: Project
  let python: string
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'with-mlflow-env-module-')))
    python = installIn(folder, buildWheels(join(folder, 'build')).wheel)
    project = new Project({ '.env': lines(PROJECT_KEYS) })
  })
  afterAll(() => {
    project.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  /** What a script with the module prints. */
  function ask(script: string, env: Record<string, string> = {}): string {
    const text = `from with_mlflow_env import *\nimport json, os\n${script}`
    const { stdout, stderr } = runIn(project.folder, project.environment(env), [python, '-c', text])
    expect(stderr).toBe('')
    return stdout
  }
  /** The launcher of the same installation. */
  const launch = (words: readonly string[], env: Record<string, string> = {}) =>
    runIn(project.folder, project.environment(env), [join(python, '..', 'with-mlflow-env'), ...words])

  it.each([{}, { ...GLOBAL_KEYS, WITH_MLFLOW_ENV_KEEP_AWS: '1' }])(
    'gives what config --json prints, with %j',
    (env) => {
      const output = ask('print(json.dumps(get_mlflow_config()))', env)
      expect(JSON.parse(output)).toEqual(JSON.parse(launch(['config', '--json'], env).stdout))
      expect(output).not.toContain('5eCr3t')
    },
  )

  it('gives the environment of a command, and leaves its own as it is', () => {
    // With a locale, because Python itself sets LC_CTYPE without one.
    const env = { ...GLOBAL_KEYS, AWS_SESSION_TOKEN: 'stale', LC_ALL: 'C.UTF-8' }
    const script = 'before = dict(os.environ); print(json.dumps([run_env(), before == dict(os.environ)]))'
    const [found, isUnchanged] = JSON.parse(ask(script, env))
    const expected = launch(['--quiet', 'env', '-0'], env)
      .stdout.split('\0')
      .filter((entry) => entry !== '')
    expect(
      Object.entries(found)
        .map(([name, value]) => `${name}=${value}`)
        .sort(),
    ).toEqual(expected.sort())
    expect(found.AWS_ACCESS_KEY_ID).toBe(PROJECT_KEYS.MLFLOW_AWS_ACCESS_KEY_ID)
    expect(isUnchanged).toBe(true)
  })

  it('in a command of the launcher gives the same account again', () => {
    const script =
      'from with_mlflow_env import *; print(get_mlflow_config(env_files=[])["credentials"]["nested"], run_env()["AWS_ACCESS_KEY_ID"])'
    const { stdout } = launch(['--quiet', python, '-c', script], GLOBAL_KEYS)
    expect(stdout).toBe(`True ${PROJECT_KEYS.MLFLOW_AWS_ACCESS_KEY_ID}\n`)
  })

  it('starts no server that a variable asks for', () => {
    const script = 'env = run_env(); print(env["WITH_MLFLOW_ENV_WITH_SERVER"], env["AWS_ACCESS_KEY_ID"])'
    const output = ask(script, { ...GLOBAL_KEYS, WITH_MLFLOW_ENV_WITH_SERVER: '1' })
    expect(output).toBe(`1 ${PROJECT_KEYS.MLFLOW_AWS_ACCESS_KEY_ID}\n`)
  })

  it('raises the launcher’s own message', () => {
    const output = ask(`
for options in ({"strict": True, "env_files": []}, {"env_files": ["missing.env"]}):
    for function in (get_mlflow_config, run_env):
        try: function(**options)
        except MlflowConfigError as error: print(error)`)
    const messages = [
      ['--strict', '--no-env-file'],
      ['--env-file', 'missing.env'],
    ].flatMap((words) => {
      const [message = ''] = launch([...words, 'true']).stderr.match(/(?<=error: ).*/) ?? []
      return [message, message]
    })
    expect(output).toBe(`${messages.join('\n')}\n`)
  })

  it('warns of the shell’s account as the launcher does', () => {
    const script = `
import warnings
with warnings.catch_warnings(record=True) as found:
    warnings.simplefilter("always")
    run_env(env_files=[])
print([(warning.category.__name__, str(warning.message)[:16]) for warning in found])`
    expect(ask(script, { ...GLOBAL_KEYS, MLFLOW_TRACKING_URI: '' })).toBe(
      "[('MlflowConfigWarning', 'found no project')]\n",
    )
  })

  it('has types that a strict program can be checked with, and that refuse wrong calls', () => {
    const good = `from with_mlflow_env import MlflowConfigError, get_mlflow_config, run_env
import subprocess
def account(folder: str) -> str:
    try:
        return str(get_mlflow_config(cwd=folder, env_files=[".env"], env={})["credentials"]["mode"])
    except MlflowConfigError as error:
        return str(error)
subprocess.run(["true"], env=run_env(keep=["X"]))
`
    writeFileSync(join(folder, 'good.py'), good)
    writeFileSync(join(folder, 'bad.py'), `${good}run_env(strict="yes")\n`)
    const check = (file: string) =>
      runIn(folder, { PATH: '/usr/bin:/bin', HOME: folder }, [
        tool('mypy'),
        '--strict',
        '--python-executable',
        python,
        file,
      ])
    expect(check('good.py')).toMatchObject({ status: 0 })
    expect(check('bad.py').stdout).toContain('bad.py:9: error: Argument "strict" to "run_env"')
  })
})
