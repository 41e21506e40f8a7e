import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { prepareServer } from '../../src/server/prepare.ts'
import { configured } from '../rig/configure-values.ts'
import { hostContextIn } from '../rig/temporary-tree.ts'

it('an artifact root puts the directory of the plugin on PYTHONPATH, from source too', () => {
  const env = { DEFAULT_ARTIFACT_ROOT: 's3://lab', PYTHONPATH: '/mine' }
  const prepared = prepareServer({
    hostContext: hostContextIn('/', { env }),
    configuration: configured({ env, files: [] }),
    options: new Map(),
    passthroughArgs: [],
    replacesLauncher: false,
    defaultBackend: 'sqlite:///mlflow.db',
  })
  const [directory = '', ...others] = (prepared.context.env.PYTHONPATH ?? '').split(':')
  expect(others).toEqual(['/mine'])
  expect(
    readdirSync(directory)
      .filter((name) => name !== '__pycache__')
      .sort(),
  ).toEqual(['with_mlflow_env_through_server-1.dist-info', 'with_mlflow_env_through_server.py'])
})
