// Two servers as examples/deploy runs them, on one PostgreSQL: with its accounts, its command line and its environment.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Cleanup } from '../../rig/cleanup.ts'
import { ManagedServer } from '../../rig/managed-server.ts'
import { pythonBin, root } from '../../rig/paths.ts'
import { Postgres } from '../../rig/postgres.ts'
import { makeFolder } from '../../rig/private-folder.ts'
import { lines, Project } from '../../rig/project.ts'
import { type Store, startStore } from '../../rig/store.ts'
import { composeFile, type Manifest, readKubernetes, readYaml } from './manifests.ts'

const ADMIN = { name: 'admin', password: 'adm1n-s3cret' }
const PASSWORDS = { mlflow_keys: "it's-an-0wner", mlflow_gate: 'g8-s3cret' }

const cleanup = new Cleanup()
let postgres: Postgres
let store: Store
beforeAll(async () => {
  const account = `CREATE ROLE ${ADMIN.name} SUPERUSER LOGIN PASSWORD '${ADMIN.password}'`
  const folder = await makeFolder(cleanup)
  ;[postgres, store] = await Promise.all([Postgres.start(cleanup, 'tables', [account]), startStore(cleanup, folder)])
})
afterAll(() => cleanup.run())

/** Where psql is, which the wheel of the database brings along. */
function programs(): string {
  const library = join(pythonBin, '..', 'lib')
  const python = readdirSync(library).find((name) => name.startsWith('python')) ?? ''
  return join(library, python, 'site-packages', 'embedded_postgres', 'pginstall', 'bin')
}

const connection = () => ({
  PATH: `${programs()}:/usr/bin:/bin`,
  ...{ PGHOST: '127.0.0.1', PGPORT: String(postgres.port), HOME: '/nowhere' },
})

function psql(account: keyof typeof PASSWORDS | 'admin', database: string, input: string): string {
  const password = account === 'admin' ? ADMIN.password : PASSWORDS[account]
  const env = { ...connection(), PGUSER: account, PGPASSWORD: password, PGDATABASE: database }
  const words = ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set=ON_ERROR_STOP=1']
  return execFileSync('psql', words, { env, input, encoding: 'utf8', stdio: 'pipe' }).trim()
}

/** The statements of the guide, in order. `\password` asks on a terminal. */
function guide(): string[] {
  const text = readFileSync(join(root, 'docs', 'deployment.md'), 'utf8')
  const blocks = [...text.matchAll(/```sql\n(.*?)```/gs)].map(([, block = '']) => block)
  return blocks.map((block) =>
    block.replace(/^\\password (\w+)$/gm, (_, name: keyof typeof PASSWORDS) => {
      return `ALTER ROLE ${name} PASSWORD '${PASSWORDS[name].replaceAll("'", "''")}';`
    }),
  )
}

const uriOf = (account: keyof typeof PASSWORDS) =>
  `postgresql://${account}:${encodeURIComponent(PASSWORDS[account])}@127.0.0.1:${postgres.port}/mlflow_keys`

describe('the script of compose.yaml', () => {
  it('makes a database of the keys that MLflow’s account cannot enter', () => {
    const [{ configs }] = readYaml(composeFile)
    // Compose makes $ of $$.
    const script = configs.keys.content.replaceAll('$$', '$')
    const image = { POSTGRES_USER: ADMIN.name, POSTGRES_DB: 'mlflow', PGPASSWORD: ADMIN.password }
    const env = { ...connection(), ...image, KEYS_PASSWORD: PASSWORDS.mlflow_keys }
    execFileSync('bash', ['-c', script], { env, stdio: 'pipe' })
    expect(psql('mlflow_keys', 'mlflow_keys', 'SELECT current_user')).toBe('mlflow_keys')
    const enters = "SELECT has_database_privilege('mlflow', 'mlflow_keys', 'CONNECT')"
    expect(psql('admin', 'postgres', enters)).toBe('f')
    psql('admin', 'postgres', 'DROP DATABASE mlflow_keys; DROP ROLE mlflow_keys')
  })
})

describe('two replicas', () => {
  /** With the accounts of the guide, and a first key. */
  async function prepare(project: Project): Promise<string> {
    const [accounts = '', grants = ''] = guide()
    psql('admin', 'postgres', accounts)
    const key = await keys(project, 'create')
    psql('mlflow_keys', 'mlflow_keys', grants)
    return key
  }

  async function keys(project: Project, ...words: string[]): Promise<string> {
    const env = { WITH_MLFLOW_ENV_KEYS: uriOf('mlflow_keys') }
    const { status, stdout, stderr } = await project.run(['keys', ...words], { env })
    expect([status, stderr]).toEqual([0, expect.not.stringContaining('error')])
    return stdout.trim()
  }

  function start(project: Project): ManagedServer {
    const [container] = readKubernetes('deployment.yaml').spec.template.spec.containers
    const server = new ManagedServer(project, ['server', ...container.args], {
      ...readKubernetes('settings.yaml').data,
      BACKEND_STORE_URI: postgres.uri,
      WITH_MLFLOW_ENV_KEYS: uriOf('mlflow_gate'),
      ...{ MLFLOW_HOST: '127.0.0.1', MLFLOW_PORT: '0', MLFLOW_WORKERS: '1' },
      DEFAULT_ARTIFACT_ROOT: `s3://${store.mlflow.bucket}/mlflow`,
    })
    cleanup.add(() => server.close())
    return server
  }

  function project(): Project {
    const { keyId, secret } = store.mlflow
    const account = { MLFLOW_AWS_ACCESS_KEY_ID: keyId, MLFLOW_AWS_SECRET_ACCESS_KEY: secret }
    const made = new Project({ '.env': lines({ ...account, MLFLOW_S3_ENDPOINT_URL: store.endpoint }) })
    cleanup.add(() => made.remove())
    return made
  }

  it('share keys, runs and artifacts; a revoked key is refused by both, and one goes on when the other ends', async () => {
    const key = await prepare(project())
    const servers = [start(project()), start(project())] as const
    const [one, other] = await Promise.all([servers[0].url(), servers[1].url()])
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const post = async (url: string, path: string, body: object): Promise<Manifest> =>
      (await fetch(`${url}/api/2.0/mlflow/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json()

    expect(new URL(one).pathname).toBe('/mlflow')
    for (const url of [one, other]) {
      const { origin } = new URL(url)
      expect((await fetch(`${origin}/readyz`)).status).toBe(200)
      expect((await fetch(`${origin}/healthz`)).status).toBe(200)
      expect((await fetch(`${url}/version`)).status).toBe(401)
    }
    const { experiment_id } = await post(one, 'experiments/create', { name: 'shared' })
    const { experiments } = await post(other, 'experiments/search', { max_results: 10 })
    expect(experiments).toContainEqual(expect.objectContaining({ experiment_id, name: 'shared' }))
    const artifact = '/api/2.0/mlflow-artifacts/artifacts/shared/file.txt'
    const bytes = { authorization: headers.authorization }
    expect((await fetch(one + artifact, { method: 'PUT', headers: bytes, body: 'from one' })).status).toBe(200)
    expect(await (await fetch(other + artifact, { headers: bytes })).text()).toBe('from one')

    // The gate's account can note uses, and make nobody a key.
    expect(() => psql('mlflow_gate', 'mlflow_keys', "UPDATE with_mlflow_env_keys SET scope = 'admin'")).toThrow(
      /denied/,
    )
    // MLflow does not know its password, nor that there are keys.
    for (const server of servers) {
      const pids = server.members(/uvicorn/)
      expect(pids.length).toBeGreaterThan(0)
      for (const pid of pids)
        expect(readFileSync(`/proc/${pid}/environ`, 'latin1')).not.toMatch(/mlflow_gate|WITH_MLFLOW_ENV_KEYS/)
    }

    servers[0].launcher.kill('SIGTERM')
    expect(await servers[0].ended).toMatchObject({ status: 0 })
    expect((await fetch(`${other}/version`, { headers })).status).toBe(200)
    await keys(project(), 'revoke', key.split('_')[1] ?? '')
    const deadline = performance.now() + 60_000
    while ((await fetch(`${other}/version`, { headers })).status === 200 && performance.now() < deadline)
      await pause(50)
    expect((await fetch(`${other}/version`, { headers })).status).toBe(401)
    servers[1].launcher.kill('SIGTERM')
    expect(await servers[1].ended).toMatchObject({ status: 0 })
    // The first one noted the uses of the key when it ended.
    expect(psql('mlflow_keys', 'mlflow_keys', 'SELECT last_used_at IS NOT NULL FROM with_mlflow_env_keys')).toBe('t')
  })
})
