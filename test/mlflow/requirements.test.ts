import { describe, expect, it } from 'vitest'
import { findDriver, MODULES } from '../../src/mlflow/database-drivers.ts'
import { type Installation, MARK, parseInstallation } from '../../src/mlflow/installation.ts'
import { checkInstallation } from '../../src/mlflow/requirements.ts'
import { CLIENT_MODULES } from '../../src/mlflow/store-clients.ts'
import { isAtLeast } from '../../src/mlflow/version.ts'
import { refusal, resolved, type Setup } from '../rig/server-settings.ts'

const WHOLE: Installation = {
  python: '/venv/bin/python',
  versions: {
    mlflow: '3.17.2',
    'mlflow-skinny': '3.17.2',
    sqlalchemy: '2.1.9',
    'python-dotenv': null,
  },
  modules: [...MODULES, ...CLIENT_MODULES],
  plugins: { backend: [], registry: [], artifacts: [] },
  dialects: ['postgresql+asyncpg', 'postgresql+plugged'],
  hasPip: true,
}
const versions = (changed: Partial<Installation['versions']>) => ({
  ...WHOLE,
  versions: { ...WHOLE.versions, ...changed },
})
const check = (setup: Setup, installation: Installation, allowsFileStore = false) =>
  refusal(() => checkInstallation(resolved(setup).settings, installation, allowsFileStore))

describe('a Python for the server', () => {
  it('is one with MLflow 3, and its version is told', () => {
    expect(checkInstallation(resolved({}).settings, WHOLE, false)).toBe('3.17.2')
    expect(check({}, versions({ mlflow: '3.0.0rc1' }))).toBeNull()
  })

  it.each<[string, Setup, Installation, object]>([
    [
      'without MLflow',
      {},
      versions({ mlflow: null, 'mlflow-skinny': null }),
      { code: 'mlflow-missing', isSkinny: false },
    ],
    ['with the client alone', {}, versions({ mlflow: null }), { code: 'mlflow-missing', isSkinny: true }],
    ['with an older one', {}, versions({ mlflow: '2.22.1' }), { code: 'mlflow-too-old', version: '2.22.1' }],
    [
      'without boto3 for S3',
      { words: ['--artifact-root', 's3://b'] },
      { ...WHOLE, modules: [] },
      { code: 'package-missing', package: 'boto3', scheme: 's3', origin: { name: '--artifact-root' } },
    ],
    [
      'without boto3 for S3 that clients reach directly',
      { words: ['--default-artifact-root', 's3://b'] },
      { ...WHOLE, modules: [] },
      { code: 'package-missing', package: 'boto3' },
    ],
    [
      'without the client of Google’s store',
      { words: ['--artifact-root', 'gs://b/x'] },
      { ...WHOLE, modules: ['boto3'] },
      { code: 'package-missing', package: 'google-cloud-storage', scheme: 'gs' },
    ],
    [
      'without a driver',
      { env: { BACKEND_STORE_URI: 'postgresql://h/d' } },
      { ...WHOLE, modules: ['psycopg2'] },
      { code: 'package-missing', package: 'psycopg[binary]', place: { python: '/venv/bin/python', hasPip: true } },
    ],
  ])('%s is refused', (_, setup, installation, expected) => {
    expect(check(setup, installation)).toMatchObject(expected)
  })

  it('needs no boto3 where nothing is on S3', () => {
    expect(check({}, { ...WHOLE, modules: [] })).toBeNull()
  })

  it.each([
    ['3.12.0', false, null],
    ['3.13.0', false, 'file-store'],
    ['3.13.0', true, null],
  ])('of MLflow %s, allowed: %s, takes a file store or not', (mlflow, allowed, code) => {
    const setup = { env: { MLFLOW_BACKEND_STORE_URI: 'file:///srv/mlruns' } }
    expect(check(setup, versions({ mlflow }), allowed)).toEqual(code && expect.objectContaining({ code }))
  })
})

it.each(['MLFLOW_REGISTRY_STORE_URI', 'MLFLOW_READ_REPLICA_BACKEND_STORE_URI'])(
  'a folder is no store for %s',
  (name) => {
    expect(check({ env: { [name]: './mlruns' } }, WHOLE)).toMatchObject({ code: 'file-store', origin: { name } })
  },
)

describe('a scheme', () => {
  it.each([
    ['BACKEND_STORE_URI', 'postgres://h/d', 'postgres', 'postgresql'],
    ['BACKEND_STORE_URI', 'mongodb://h/d', 'mongodb', null],
    ['BACKEND_STORE_URI', 'http://h', 'http', null],
    ['BACKEND_STORE_URI', 'postgresqls://h/d', 'postgresqls', null],
    ['DEFAULT_ARTIFACT_ROOT', 's3a://b', 's3a', 's3'],
    ['DEFAULT_ARTIFACT_ROOT', 'runs:/x', 'runs', null],
    ['MLFLOW_DEFAULT_ARTIFACT_ROOT', 'oss://b', 'oss', null],
    ['MLFLOW_REGISTRY_STORE_URI', 'postgres://h/d', 'postgres', 'postgresql'],
  ])('that nobody knows is refused: %s=%s', (name, value, scheme, meant) => {
    expect(check({ env: { [name]: value } }, WHOLE)).toMatchObject({ code: 'scheme-unknown', scheme, meant })
  })

  it.each([
    ['BACKEND_STORE_URI', 'mongodb://h/d'],
    ['DEFAULT_ARTIFACT_ROOT', 'oss://b'],
    ['MLFLOW_REGISTRY_STORE_URI', 'registered://h'],
  ])('may be a plugin’s: %s=%s', (name, value) => {
    const plugins = { backend: ['mongodb'], registry: ['registered'], artifacts: ['oss'] }
    expect(check({ env: { [name]: value } }, { ...WHOLE, plugins })).toBeNull()
  })

  it.each(['databricks', 'databricks://profile'])('is MLflow’s own for a backend: %s', (uri) => {
    expect(check({ env: { BACKEND_STORE_URI: uri } }, WHOLE)).toBeNull()
  })

  it.each(['s3', 'gs', 'wasbs', 'abfss', 'hdfs', 'b2', 'r2', 'sftp', 'S3'])('is MLflow’s own: %s', (scheme) => {
    expect(check({ env: { DEFAULT_ARTIFACT_ROOT: `${scheme}://b/x` } }, WHOLE)).toBeNull()
  })
})

describe('a driver that is named', () => {
  it.each(['postgresql+foo', 'postgresql+asyncpg', 'mysql+psycopg', 'sqlite+aiosqlite'])('%s is refused', (scheme) => {
    const expected = {
      code: 'driver-unknown',
      scheme,
      origin: { kind: 'environment', name: 'MLFLOW_REGISTRY_STORE_URI' },
    }
    const refused = check({ env: { MLFLOW_REGISTRY_STORE_URI: `${scheme}:///h` } }, WHOLE)
    expect(refused).toMatchObject(expected)
    expect((refused as unknown as { known: string[] }).known).toContain(
      { postgresql: 'postgresql+psycopg', mysql: 'mysql+pymysql', sqlite: 'sqlite+pysqlite' }[
        scheme.split('+')[0] ?? ''
      ],
    )
  })

  it.each(['postgresql+psycopg', 'postgresql+plugged', 'sqlite+pysqlite', 'mysql+pymysql'])('%s is taken', (scheme) => {
    expect(check({ env: { MLFLOW_BACKEND_STORE_URI: `${scheme}:///h` } }, WHOLE)).toBeNull()
  })

  it('is looked for in the registry’s URI too', () => {
    const setup = { env: { MLFLOW_REGISTRY_STORE_URI: 'mysql://h/d' } }
    expect(check(setup, { ...WHOLE, modules: [] })).toMatchObject({ code: 'package-missing', package: 'mysqlclient' })
  })
})

describe('the driver of a database', () => {
  it.each([
    ['postgresql://h/d', '2.1.0', 'psycopg'],
    ['postgresql://h/d', '2.0.44', 'psycopg2'],
    ['postgresql+psycopg2://h/d', '2.1.0', 'psycopg2'],
    ['postgresql+psycopg://h/d', '2.0.0', 'psycopg'],
    ['mysql://h/d', '2.1.0', 'MySQLdb'],
    ['mysql+pymysql://h/d', '2.1.0', 'pymysql'],
    ['mssql://h/d', '2.1.0', 'pyodbc'],
    ['mssql+pymssql://h/d', '2.1.0', 'pymssql'],
    ['sqlite:///x.db', '2.1.0', undefined],
    ['postgresql+other://h/d', '2.1.0', undefined],
  ])('%s, SQLAlchemy %s: %s', (uri, sqlalchemy, module) => {
    expect(findDriver(uri, sqlalchemy)?.module).toBe(module)
  })
})

describe('a version', () => {
  it.each([
    ['3.0.0', 3, 0, true],
    ['2.99', 3, 0, false],
    ['10.0', 3, 0, true],
    ['3.9', 3, 13, false],
    ['3', 3, 0, true],
    ['3.13.0.dev0', 3, 13, true],
    ['nonsense', 3, 0, false],
  ])('%s is %i.%i or later: %s', (version, major, minor, expected) => {
    expect(isAtLeast(version, major, minor)).toBe(expected)
  })
})

describe('the answer of a Python', () => {
  const answer = {
    versions: { mlflow: '3.1', sqlalchemy: null },
    modules: ['psycopg'],
    plugins: { tracking: ['x'], registry: ['y'], artifacts: ['z'] },
    dialects: ['sqlite+x'],
    pip: true,
  }

  it('is found below what else was printed', () => {
    expect(parseInstallation('/p', `hello\n${MARK}{}\n${MARK}${JSON.stringify(answer)}\nbye\n`)).toEqual({
      python: '/p',
      versions: { mlflow: '3.1', 'mlflow-skinny': null, sqlalchemy: null, 'python-dotenv': null },
      modules: ['psycopg'],
      plugins: { backend: ['x'], registry: ['y'], artifacts: ['z'] },
      dialects: ['sqlite+x'],
      hasPip: true,
    })
  })

  it('names the Python behind a shim, and leaves every other as it was found', () => {
    const text = `${MARK}${JSON.stringify({ ...answer, executable: '/real/python3.11' })}`
    expect(parseInstallation('/home/me/.pyenv/shims/python3', text)?.python).toBe('/real/python3.11')
    expect(parseInstallation('/venv/bin/python', text)?.python).toBe('/venv/bin/python')
    expect(parseInstallation('/x/shims/python', `${MARK}${JSON.stringify(answer)}`)?.python).toBe('/x/shims/python')
  })

  it.each(['', 'hello', `${MARK}{`, `${MARK}null`, `${MARK}3`])('is none in %j', (text) => {
    expect(parseInstallation('/p', text)).toBeNull()
  })
})
