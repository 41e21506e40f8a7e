import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { prepareServer } from '../../src/server/prepare.ts'
import { configured } from '../rig/configure-values.ts'
import { describeRun } from '../rig/run-with-server.ts'
import { hostContextIn, refusal } from '../rig/temporary-tree.ts'

/** A server that these variables are for. */
const prepare = (env: Readonly<Record<string, string>>, isPrivate = false) =>
  prepareServer({
    hostContext: hostContextIn('/', { env }),
    configuration: configured({ env, files: [] }),
    options: new Map(),
    passthroughArgs: [],
    replacesLauncher: false,
    privateAddress: isPrivate ? { host: '127.0.0.1', findings: [] } : null,
    defaultBackend: 'sqlite:///mlflow.db',
  })

it('an artifact root puts the directory of the plugin on PYTHONPATH, from source too', () => {
  const prepared = prepare({ DEFAULT_ARTIFACT_ROOT: 's3://lab', PYTHONPATH: '/mine' })
  const [directory = '', ...others] = (prepared.context.env.PYTHONPATH ?? '').split(':')
  expect(others).toEqual(['/mine'])
  expect(
    readdirSync(directory)
      .filter((name) => name !== '__pycache__')
      .sort(),
  ).toEqual(['with_mlflow_env_through_server-1.dist-info', 'with_mlflow_env_through_server.py'])
})

describe('a server behind a proxy', () => {
  const proxy = { HTTP_PROXY: 'http://proxy:3128', NO_PROXY: '.corp' }

  it('is reached by its own jobs', () => {
    expect(prepare(proxy).context.env).toMatchObject({ NO_PROXY: '.corp,127.0.0.1', no_proxy: '.corp,127.0.0.1' })
    expect(prepare({ ...proxy, MLFLOW_HOST: '10.0.0.5' }).context.env).toMatchObject({ NO_PROXY: '.corp,10.0.0.5' })
  })

  it('reaches its store through the proxy if it has no jobs', () => {
    const { env } = prepare({ ...proxy, MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false' }).context
    expect(env).toMatchObject(proxy)
    expect(env).not.toHaveProperty('no_proxy')
    expect(prepare(proxy, true).context.env).toMatchObject(proxy)
  })
})

it('a private server has its own settings before they are checked', () => {
  const env = {
    MLFLOW_HOST: '0.0.0.0',
    MLFLOW_UVICORN_OPTS: '--uds /run/m.sock',
    MLFLOW_WORKSPACE: 'team',
    MLFLOW_STATIC_PREFIX: '/mlflow',
  }
  const { findings, context } = prepare(env, true)
  expect(findings).toEqual([])
  expect(context.env).toMatchObject({ MLFLOW_HOST: '127.0.0.1', MLFLOW_PORT: '0' })
})

it.each<readonly [string, Readonly<Record<string, string>>, readonly string[]]>([
  ['conflicting-options', {}, ['--launch', 'exec']],
  ['invalid-option-value', { MLFLOW_WORKERS: 'x' }, []],
  ['node-debug', { NODE_DEBUG: 'child_process' }, []],
])('a private server is refused with %s before its start, and so is a description of the run', (code, env, words) => {
  expect(refusal(() => describeRun('', env, words))).toMatchObject({ code, severity: 'error' })
})
