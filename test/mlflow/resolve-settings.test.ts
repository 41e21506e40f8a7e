import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/model/diagnostic.ts'
import { SERVER_OPTIONS } from '../../src/options/server-options.ts'
import { diagnosticLine } from '../../src/report/diagnostic-line.ts'
import { refusal, resolved, type Setup } from '../rig/server-settings.ts'

const option = (name: string) => ({ kind: 'option', name })
const inEnvironment = (name: string) => ({ kind: 'environment', name })

describe('the server’s settings', () => {
  it('are MLflow’s defaults if none are set', () => {
    const origin = { kind: 'default' }
    expect(resolved({})).toEqual({
      findings: [],
      settings: {
        host: { value: '127.0.0.1', origin },
        port: { value: 5000, origin },
        workers: { value: 4, origin },
        backendStoreUri: { value: 'sqlite:///mlflow.db', origin },
        registryStoreUri: null,
        readReplicaUri: null,
        artifacts: {
          mode: 'local',
          destination: { value: './mlartifacts', origin },
          defaultRoot: null,
          serve: { value: true, origin },
          presigned: null,
        },
        staticPrefix: null,
        auth: { value: false, origin },
        localToken: { value: false, origin },
        bucketCheck: { value: true, origin },
        python: null,
        readyTimeoutSeconds: { value: 120, origin },
        graceSeconds: { value: 30, origin },
      },
    })
  })

  it('come from the option, then the environment, then the higher file', () => {
    const layers = { env: { MLFLOW_PORT: '2222' }, files: [{ MLFLOW_PORT: '3333' }, { MLFLOW_PORT: '4444' }] }
    const port = (setup: Setup) => resolved(setup).settings.port
    expect(port({ ...layers, words: ['--port', '1111'] })).toEqual({ value: 1111, origin: option('--port') })
    expect(port(layers)).toEqual({ value: 2222, origin: inEnvironment('MLFLOW_PORT') })
    expect(port({ files: layers.files })).toMatchObject({ value: 3333, origin: { display: '.env.mlflow', line: 1 } })
  })

  it('can have blanks around a number or a switch, as with MLflow', () => {
    const env = { MLFLOW_PORT: ' 5654', MLFLOW_WORKERS: '2 ', MLFLOW_SERVE_ARTIFACTS: ' false ' }
    const { port, workers, artifacts, graceSeconds } = resolved({ env, words: ['--grace', ' 7\t'] }).settings
    expect([port.value, workers.value, artifacts.serve.value, graceSeconds.value]).toEqual([5654, 2, false, 7])
  })

  it('come from a lower source if they are empty', () => {
    const setup = { env: { MLFLOW_HOST: '', MLFLOW_WORKERS: '' }, files: [{ MLFLOW_HOST: '::1' }] }
    expect(resolved(setup).settings).toMatchObject({
      host: { value: '::1' },
      workers: { value: 4, origin: { kind: 'default' } },
    })
  })

  it.each([
    ['MLFLOW_HOST', '0.0.0.0', 'host', '0.0.0.0'],
    ['MLFLOW_PORT', '0', 'port', 0],
    ['MLFLOW_WORKERS', '2', 'workers', 2],
    ['MLFLOW_BACKEND_STORE_URI', 'postgresql://h/d', 'backendStoreUri', 'postgresql://h/d'],
    ['BACKEND_STORE_URI', 'mysql://h/d', 'backendStoreUri', 'mysql://h/d'],
    ['MLFLOW_STATIC_PREFIX', '/a/b', 'staticPrefix', '/a/b'],
    ['WITH_MLFLOW_ENV_AUTH', '1', 'auth', true],
    ['WITH_MLFLOW_ENV_LOCAL_TOKEN', '1', 'localToken', true],
    ['WITH_MLFLOW_ENV_PYTHON', 'python3.12', 'python', 'python3.12'],
    ['WITH_MLFLOW_ENV_READY_TIMEOUT', '2', 'readyTimeoutSeconds', 2],
    ['WITH_MLFLOW_ENV_WAIT', '1.5', 'readyTimeoutSeconds', 1.5],
    ['WITH_MLFLOW_ENV_GRACE', '5', 'graceSeconds', 5],
  ] as const)('are read as MLflow reads them: %s=%s', (name, value, setting, expected) => {
    const { settings } = resolved({ env: { [name]: value } })
    expect(settings[setting]).toEqual({ value: expected, origin: inEnvironment(name) })
  })

  it('have a variable each, except --artifact-root, --service and --dry-run', () => {
    const without = SERVER_OPTIONS.filter(({ variable }) => variable === null).map(({ name }) => name)
    expect(without).toEqual(['artifact-root', 'service', 'dry-run'])
  })
})

describe('the variables that teams use, such as BACKEND_STORE_URI,', () => {
  it('are overridden by MLflow’s own in the same source, with a warning if the two differ', () => {
    const env = { MLFLOW_BACKEND_STORE_URI: 'sqlite:///own.db', BACKEND_STORE_URI: 'sqlite:///other.db' }
    const { settings, findings } = resolved({ env })
    expect(settings.backendStoreUri.value).toBe('sqlite:///own.db')
    expect(findings).toMatchObject([
      {
        code: 'alias-differs',
        severity: 'warning',
        origin: inEnvironment('MLFLOW_BACKEND_STORE_URI'),
        data: { other: inEnvironment('BACKEND_STORE_URI') },
      },
    ])
  })

  it("cause no warning if they agree with MLflow's own", () => {
    const env = { MLFLOW_BACKEND_STORE_URI: 'sqlite:///own.db', BACKEND_STORE_URI: 'sqlite:///own.db' }
    expect(resolved({ env }).findings).toEqual([])
  })

  it('override MLflow’s own of a lower source', () => {
    const setup = {
      env: { BACKEND_STORE_URI: 'sqlite:///high.db' },
      files: [{ MLFLOW_BACKEND_STORE_URI: 'sqlite:///low.db' }],
    }
    const { settings, findings } = resolved(setup)
    expect([settings.backendStoreUri.value, findings]).toEqual(['sqlite:///high.db', []])
  })
})

describe('a setting', () => {
  it.each([
    ['--static-prefix', 'mlflow'],
    ['--static-prefix', '/mlflow/'],
    ['--static-prefix', '/'],
    ['--static-prefix', '/a//b'],
    ['--static-prefix', '/{x}'],
    ['--static-prefix', '/a b'],
    ['--static-prefix', '/a/../b'],
    ['--workers', '0'],
    ['--workers', '-1'],
    ['--workers', 'two'],
    ['--workers', '1.5'],
    ['--port', '65536'],
    ['--port', 'http'],
    ['--port', '-1'],
    ['--port', '1e3'],
    ['--wait', '0'],
    ['--ready-timeout', '-3'],
    ['--wait', 'long'],
    ['--wait', '90000'],
    ['--grace', '0.0'],
    ['--grace', 'Infinity'],
    ['--host', 'http://127.0.0.1'],
    ['--host', '127.0.0.1:5000'],
    ['--host', '[::1]'],
    ['--host', 'a b'],
    ['--backend-store-uri', 'sqlite://mlflow.db'],
    ['--backend-store-uri', 'sqlite:mlflow.db'],
    ['--backend-store-uri', 'sqlite://'],
    ['--backend-store-uri', 'sqlite:///:memory:'],
    ['--backend-store-uri', 'mysql+a+b://h/d'],
    ['--backend-store-uri', 'mlflow.db'],
    ['--backend-store-uri', '/run/secrets/db_uri'],
    ['--port', 'tcp://10.0.0.1:5000'],
    ['--backend-store-uri', 'u:pw@h/d'],
    ['--backend-store-uri', 'user:pw@h/d'],
    ['--workers', '1001'],
    ['--artifact-root', 'https://h/x'],
    ['--artifact-root', 'mlflow-artifacts://h/x'],
    ['--backend-store-uri', 'SQLITE:///x.db'],
    ['--backend-store-uri', 'Postgresql://h/d'],
    ['--backend-store-uri', 'sqlite:///file::memory:?uri=true&cache=shared'],
    ['--backend-store-uri', 'postgresql://u:p%00w@h/d'],
    ['--backend-store-uri', 'postgresql://u:pw@h:99999/d'],
    ['--backend-store-uri', 'postgresql://u:pw@h:/d'],
    ['--backend-store-uri', 'postgresql://h:?sslmode=require'],
    ['--backend-store-uri', 'mysql+pymysql://u:pw@[::1]:/d'],
    ['--artifact-root', 's3://BAD bucket!/x'],
    ['--artifact-root', 's3:/b/x'],
    ['--artifact-root', 's3:b'],
    ['--artifact-root', 's3:///b'],
    ['--artifacts-destination', 'gs:/b'],
    ['--default-artifact-root', 's3://'],
  ])('is refused if it cannot be right: %s %s', (name, value) => {
    expect(refusal(() => resolved({ words: [`${name}=${value}`] }))).toMatchObject({
      code: 'invalid-option-value',
      origin: option(name),
    })
  })

  it.each([
    ['MLFLOW_SERVE_ARTIFACTS', 'maybe'],
    ['WITH_MLFLOW_ENV_PRESIGNED', '2'],
    ['MLFLOW_ARTIFACT_ROOT', 'http://h'],
    ['MLFLOW_REGISTRY_STORE_URI', 'postgresql://u:p@w@h/d'],
    ['MLFLOW_READ_REPLICA_BACKEND_STORE_URI', 'postgresql://u:p@w@h/d'],
  ])('are read as MLflow reads them: %s=%s', (name, value) => {
    expect(refusal(() => resolved({ env: { [name]: value } }))).toMatchObject({ code: 'invalid-option-value' })
  })

  it.each([
    ['sqlite:////var/lib/mlflow.db'],
    ['sqlite:///C:/mlflow.db'],
    ['sqlite+pysqlite:///mlflow.db'],
    ['postgresql+psycopg://u:p%20w@h:5432/d?sslmode=require'],
    ['postgresql://u:p/x@h/d'],
    ['postgresql://u:p#x@h/d'],
    ['postgresql://u:@h/d'],
    ['./mlruns'],
    ['file:///srv/mlruns'],
  ])('is accepted: %s', (uri) => {
    expect(resolved({ env: { MLFLOW_BACKEND_STORE_URI: uri } }).settings.backendStoreUri.value).toBe(uri)
  })

  it('is refused if it is an unfilled template', () => {
    expect(refusal(() => resolved({ env: { BACKEND_STORE_URI: 'changeme' } }))).toMatchObject({
      code: 'placeholder-value',
    })
    expect(refusal(() => resolved({ env: { DEFAULT_ARTIFACT_ROOT: '<bucket>' } }))).toMatchObject({
      code: 'placeholder-value',
    })
  })
})

it.each([
  ['--port', '70000', "--port: expected a port from 1 to 65535, or 0 for a free one, found '70000'"],
  ['--host', 'http://u:pw@h', "found 'http://…'"],
  ['--workers', '9'.repeat(40), 'from 1 to 1000, found a text of 40 characters'],
  ['--workers', 'hunter2hunter2', 'found a text of 14 characters'],
  ['--port', '0x10', "found '0x10'"],
  ['--host', '127.0.0.1:5000', "found '127.0.0.1:5000'"],
  ['--static-prefix', 'mlflow/', "such as /mlflow, found 'mlflow/'"],
  ['--artifact-root', 's3:/b/x', "such as s3://b/x, found 's3:/…'"],
])('the message about a setting quotes what was found: %s %s', (name, value, says) => {
  const failure = refusal(() => resolved({ words: [`${name}=${value}`] }))
  expect(diagnosticLine(failure as Diagnostic)).toContain(says)
})

it.each(['hunter', 'MLFLOW_x', 'a b c d e'])(
  'the message about a setting does not quote a value that may be a key: %s',
  (value) => {
    const failure = refusal(() => resolved({ env: { MLFLOW_WORKERS: value } }))
    expect(diagnosticLine(failure as Diagnostic)).toMatch(/found a text of \d characters\n$/)
  },
)
