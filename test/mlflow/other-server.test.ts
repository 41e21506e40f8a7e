import { describe, expect, it } from 'vitest'
import { applyChange } from '../../src/child-env/change.ts'
import { findOtherServers, reachDirectly } from '../../src/mlflow/other-server.ts'
import { nameOf } from '../../src/model/origin.ts'
import { configured, GLOBAL } from '../rig/configure-values.ts'
import type { Layer } from '../rig/sources.ts'

const OF_ANOTHER = {
  MLFLOW_RUN_ID: 'a1',
  MLFLOW_EXPERIMENT_ID: '7',
  MLFLOW_ACTIVE_MODEL_ID: 'm-1',
  MLFLOW_WORKSPACE: 'team',
  MLFLOW_REGISTRY_URI: 'https://models.example',
  MLFLOW_WORKSPACE_STORE_URI: 'https://models.example',
  MLFLOW_DEPLOYMENTS_TARGET: 'https://models.example',
  MLFLOW_GATEWAY_URI: 'https://models.example',
  MLFLOW_TRACKING_USERNAME: 'u',
  MLFLOW_TRACKING_PASSWORD: 'p',
  MLFLOW_TRACKING_TOKEN: 't',
  MLFLOW_TRACKING_SERVER_CERT_PATH: '/ca.pem',
}
const VALID_ANYWHERE = { MLFLOW_EXPERIMENT_NAME: 'mine', MLFLOW_HTTP_REQUEST_TIMEOUT: '5', MLFLOW_RUN_NAME: 'r' }
const URI = 'http://127.0.0.1:7000'
const INSIDE = { MLFLOW_TRACKING_URI: URI, WITH_MLFLOW_ENV_PRIVATE_URI: URI }
const noChange = { set: new Map(), unset: new Map(), withheld: [] }
const joined = (env: Layer, host = '127.0.0.1') => applyChange(env, reachDirectly(env, noChange, host))

describe('the command of a private server', () => {
  it('gets nothing that is about another server', () => {
    const names = Object.keys({ ...OF_ANOTHER, ...VALID_ANYWHERE })
    expect(Array.from(findOtherServers(names).keys())).toEqual(Object.keys(OF_ANOTHER))
  })

  it('gets nothing of it from files either, nor does a launcher inside it', () => {
    const { child, change } = configured({ env: INSIDE, files: [{ ...OF_ANOTHER, ...VALID_ANYWHERE }] })
    for (const name of Object.keys(OF_ANOTHER)) expect(child).not.toHaveProperty(name)
    expect(child).toMatchObject(VALID_ANYWHERE)
    expect(change.withheld.map(({ origin }) => nameOf(origin)).sort()).toEqual(Object.keys(OF_ANOTHER).sort())
  })

  it('does not let load_dotenv() in a script set a run again, while a login is harmless', () => {
    const found = configured({ env: INSIDE, files: [{ MLFLOW_RUN_ID: 'a1' }] })
    expect(found.child).toMatchObject({ PYTHON_DOTENV_DISABLED: '1' })
    expect(found.warnings).toMatchObject([{ code: 'dotenv-reintroduces' }])
    const login = configured({ env: INSIDE, files: [{ MLFLOW_TRACKING_TOKEN: 't' }] })
    expect(login.child).not.toHaveProperty('PYTHON_DOTENV_DISABLED')
  })

  it('keeps what is set inside it, as mlflow run does', () => {
    expect(configured({ env: { ...INSIDE, MLFLOW_RUN_ID: 'new' } }).child).toMatchObject({ MLFLOW_RUN_ID: 'new' })
  })

  it.each<Layer>([{}, { ...INSIDE, MLFLOW_TRACKING_URI: 'https://elsewhere.example' }])(
    'is not every command: %j',
    (env) => {
      const files = [OF_ANOTHER]
      expect(configured({ env, files }).child).toMatchObject(OF_ANOTHER)
    },
  )

  it('reaches its server without a proxy', () => {
    const env = { ...GLOBAL, ...INSIDE, HTTP_PROXY: 'http://proxy:3128', NO_PROXY: '.corp' }
    const { child } = configured({ env, options: ['--keep-aws'], files: [{ no_proxy: 'db.corp' }] })
    expect(child).toMatchObject({ NO_PROXY: '.corp,127.0.0.1', no_proxy: 'db.corp,127.0.0.1' })
  })
})

describe('a host that is reached without a proxy', () => {
  it.each<[Layer, string, string]>([
    [{ HTTP_PROXY: 'http://p' }, '127.0.0.1', '127.0.0.1'],
    [{ https_proxy: 'http://p', NO_PROXY: 'a, b' }, 'a, b,127.0.0.1', 'a, b,127.0.0.1'],
    [{ no_proxy: 'a,' }, 'a,127.0.0.1', 'a,127.0.0.1'],
    [{ all_proxy: 'http://p', NO_PROXY: 'a', no_proxy: '' }, 'a,127.0.0.1', 'a,127.0.0.1'],
    [{ HTTP_PROXY: 'http://p', NO_PROXY: '*', no_proxy: 'a' }, '*', 'a,127.0.0.1'],
    [{ HTTP_PROXY: 'http://p', NO_PROXY: 'a,127.0.0.1,b' }, 'a,127.0.0.1,b', 'a,127.0.0.1,b'],
  ])('joins what is there: %j', (env, upper, lower) => {
    expect(joined(env)).toEqual({ ...env, NO_PROXY: upper, no_proxy: lower })
  })

  it('is named in both ways if it is an IPv6 address', () => {
    expect(joined({ HTTP_PROXY: 'http://p' }, '[::1]')).toMatchObject({ NO_PROXY: '[::1],::1', no_proxy: '[::1],::1' })
  })

  it.each<Layer>([{}, { HTTP_PROXY: '' }, { MY_PROXY: 'x' }])('changes nothing without a proxy: %j', (env) => {
    expect(joined(env)).toEqual(env)
  })
})
