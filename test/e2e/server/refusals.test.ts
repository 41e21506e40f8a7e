// Bad input of `server`, with the real Python: one clear line, 125, no secret, and nothing started.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { distribution } from '../../rig/distribution.ts'
import { pythonBin } from '../../rig/paths.ts'
import { lines, PROJECT_KEYS, Project } from '../../rig/project.ts'

const PASSWORD = 'pass-word-5eCr3t'

interface Case {
  readonly title: string
  readonly words?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly make?: (project: Project) => Readonly<Record<string, string>> | undefined
  readonly says: RegExp
}

/** A virtual environment with nothing in it. */
function emptyEnvironment(project: Project, name: string): void {
  execFileSync(join(pythonBin, 'python'), ['-m', 'venv', '--without-pip', project.path(name)])
}

const uri = (scheme: string) => ({ MLFLOW_BACKEND_STORE_URI: `${scheme}://u:${PASSWORD}@db.example/d` })

const cases: readonly Case[] = [
  { title: 'a prefix without a slash', words: ['--static-prefix', 'mlflow'], says: /--static-prefix: expected a path/ },
  {
    title: 'a prefix with one too many',
    words: ['--static-prefix=/mlflow/'],
    says: /--static-prefix: expected a path/,
  },
  {
    title: 'a key for a server that asks for none',
    words: ['--local-token'],
    says: /--local-token gives .*: add --auth/,
  },
  { title: 'no workers', words: ['--workers', '0'], says: /--workers: expected a whole number/ },
  { title: 'a port beyond all', words: ['--port', '70000'], says: /--port: expected a port from 1 to 65535/ },
  { title: 'no time at all', words: ['--wait', '0'], says: /--wait: expected a number of seconds/ },
  {
    title: 'a grace that is no number',
    env: { WITH_MLFLOW_ENV_GRACE: 'long' },
    says: /WITH_MLFLOW_ENV_GRACE in the env/,
  },
  {
    title: 'a root and a destination',
    words: ['--artifact-root=s3://a', '--artifacts-destination=s3://b'],
    says: /--artifact-root and --artifacts-destination contradict each other/,
  },
  {
    title: 'a destination that nothing is served to',
    words: ['--no-serve-artifacts'],
    env: { MLFLOW_ARTIFACTS_DESTINATION: 's3://b' },
    says: /--no-serve-artifacts and MLFLOW_ARTIFACTS_DESTINATION in the environment contradict/,
  },
  {
    title: 'a workspace',
    env: { MLFLOW_WORKSPACE: 'team' },
    says: /MLFLOW_WORKSPACE in the environment is a setting for clients/,
  },
  {
    title: 'a file store',
    words: ['--backend-store-uri', './store'],
    says: /--backend-store-uri is a file store, which MLflow 3/,
  },
  {
    title: 'experiments of a file store where MLflow looks for them',
    make: (project) => {
      project.write('mlruns/0/meta.yaml', '')
      return undefined
    },
    says: /'\.\/mlruns', which holds experiments, is a file store/,
  },
  {
    title: 'a scheme that nobody knows',
    env: uri('mongodb'),
    says: /knows the scheme 'mongodb': they know .*postgresql/,
  },
  { title: 'a scheme of old', env: uri('postgres'), says: /'postgres': did you mean postgresql\?/ },
  { title: 'a store that nobody knows', words: ['--artifact-root=s3a://b'], says: /'s3a': did you mean s3\?/ },
  {
    title: 'a driver that is not there',
    env: uri('mysql+pymysql'),
    says: /MLFLOW_BACKEND_STORE_URI in the environment: 'mysql\+pymysql' needs the Python package PyMySQL: .*pip install .*PyMySQL\n$/,
  },
  {
    title: 'MLflow 2',
    make: (project) => distribution(project, 'mlflow', '2.22.1'),
    says: /MLflow 2\.22\.1 is too old: 3\.0 or newer is required: .*pip install .*'mlflow>=3'\n$/,
  },
  {
    title: 'a Python that is not there',
    words: ['--python', 'python9'],
    says: /--python: there is no program 'python9'/,
  },
  { title: 'a folder for a Python', words: ['--python', './.git'], says: /--python: '\.\/\.git' is a directory/ },
  {
    title: 'a program that is no Python',
    words: ['--python', '/bin/false'],
    says: /'\/bin\/false' does not work as a Python/,
  },
  {
    title: 'a Python without MLflow',
    words: ['--python', 'empty/bin/python'],
    make: (project) => {
      emptyEnvironment(project, 'empty')
      return undefined
    },
    says: /found no MLflow in '\S+empty\/bin\/python' .*: uv pip install --python \S+empty\/bin\/python 'mlflow>=3'/,
  },
  {
    title: 'no MLflow anywhere, but an environment of the project',
    make: (project) => {
      emptyEnvironment(project, '.venv')
      return { PATH: emptyPath(project) }
    },
    says: /found no MLflow in '\S+\.venv\/bin\/python'/,
  },
  {
    title: 'no Python anywhere',
    make: (project) => ({ PATH: emptyPath(project) }),
    says: /found neither MLflow nor a Python/,
  },
  {
    title: 'an mlflow whose Python is gone',
    make: (project) => {
      chmodSync(project.write('bin/mlflow', '#!/no/such/.venv/bin/python\n'), 0o755)
      return { PATH: `${project.path('bin')}:/usr/bin:/bin` }
    },
    says: /'\/no\/such\/\.venv\/bin\/python' does not work as a Python \(there is no such file\): repair it, or/,
  },
  {
    title: 'an endpoint without its scheme',
    env: { MLFLOW_S3_ENDPOINT_URL: '127.0.0.1:9000' },
    says: /MLFLOW_S3_ENDPOINT_URL in the environment: expected a URL with http.*: did you mean 'http:\/\/127\.0\.0\.1:9000'\?$/m,
  },
  {
    title: 'a file for artifacts',
    words: ['--artifact-root', '.env/x'],
    says: /--artifact-root: '\S+\/\.env' is not a directory, so artifacts cannot be stored there/,
  },
  {
    title: 'an environment whose Python is gone',
    make: (project) => {
      project.write('.venv/pyvenv.cfg', '')
      return { PATH: emptyPath(project) }
    },
    says: /'\.venv' has no working bin\/python .*: create it again, or name another Python with --python/,
  },
  {
    title: 'a driver that SQLAlchemy does not have',
    env: uri('postgresql+foo'),
    says: /cannot use the driver in 'postgresql\+foo': use one of postgresql\+psycopg, /,
  },
  {
    title: 'a registry that nobody knows',
    env: { MLFLOW_REGISTRY_STORE_URI: `postgres://u:${PASSWORD}@db.example/d` },
    says: /MLFLOW_REGISTRY_STORE_URI in the environment: .* 'postgres': did you mean postgresql\?/,
  },
  {
    title: 'a switch on which MLflow fails',
    env: { MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'maybe' },
    says: /MLFLOW_SERVER_ENABLE_JOB_EXECUTION in the environment: expected true, false, 1 or 0, found a text of 5 characters\n$/,
  },
  {
    title: "another server's address as a root",
    words: ['--artifact-root=https://h/x'],
    says: /found 'https:\/\/…'/,
  },
  {
    title: 'a bucket behind one slash',
    words: ['--artifact-root=s3:/b/x'],
    says: /such as s3:\/\/b\/x, found/,
  },
  { title: 'the path of a database', words: ['--backend-store-uri', 'mlflow.db'], says: /expected a database's URI/ },
  {
    title: 'a file that is no database',
    words: ['--backend-store-uri', 'sqlite:///.env'],
    says: /--backend-store-uri: '\.env' is not a SQLite database/,
  },
  {
    title: 'a folder for a database',
    words: ['--backend-store-uri', 'sqlite:///.git'],
    says: /--backend-store-uri: '\.git' is not a file/,
  },
  {
    title: 'a database below a file',
    words: ['--backend-store-uri', 'sqlite:///.env/x/mlflow.db'],
    says: /'\.env\/x\/mlflow\.db' cannot be created, because a part of its path is not a directory/,
  },
  { title: 'an option of its own for MLflow', words: ['--', '-p', '5001'], says: /'--port' comes after '--'/ },
  {
    title: 'an option that it does not have',
    words: ['--prot', '5001'],
    says: /has no option '--prot': did you mean --port\?/,
  },
  {
    title: 'a program',
    words: ['python'],
    says: /'with-mlflow-env server' takes options only; argument 1 is not one: /,
  },
]

function emptyPath(project: Project): string {
  mkdirSync(project.path('nothing'), { recursive: true })
  return project.path('nothing')
}

let project: Project
afterEach(() => project.remove())

describe('a server', () => {
  it.each(cases.map((one) => [one.title, one] as const))(
    'is refused in one line, with nothing started: %s',
    async (_, { words = [], env = {}, make, says }) => {
      project = new Project({ '.env': lines(PROJECT_KEYS) })
      const more = make?.(project) ?? {}
      const before = readdirSync(project.folder)
      const path = [pythonBin, '/usr/bin', '/bin'].join(delimiter)
      const { status, stdout, stderr } = await project.run(['server', ...words], {
        env: { PATH: path, ...env, ...more },
      })
      expect(stderr).toMatch(says)
      expect(stderr).toMatch(/^with-mlflow-env: [^\n]*\n$/)
      expect([status, stdout]).toEqual([125, ''])
      expect(stderr).not.toContain(PASSWORD)
      expect(readdirSync(project.folder)).toEqual(before)
    },
  )
})
