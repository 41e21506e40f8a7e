// SeaweedFS as a strict S3 store: two accounts, each with one bucket of its own and nothing else.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Account, makeAccount } from './account.ts'
import type { Cleanup } from './cleanup.ts'
import { pythonBin, root } from './paths.ts'
import { freePorts } from './ports.ts'
import { type Group, startGroup } from './process-group.ts'
import { PythonWorker } from './python-worker.ts'

export interface Store {
  readonly endpoint: string
  /** Stands for the account that a developer's shell is full of. */
  readonly global: Account
  /** Stands for the account of the project. */
  readonly mlflow: Account
  /** The folder that objects are written to. */
  readonly data: string
  /** What sends requests as one account or the other: see s3.ts. */
  client(): Promise<PythonWorker>
  /** Ends it as if the power had gone. */
  kill(): Promise<void>
  /** Starts it again, on the same ports and the same data. */
  restart(): Promise<void>
}

// Each is named, because an unnamed port that is taken moves without a word.
const names = ['s3', 'master', 'filer', 'volume', 'admin'].flatMap((name) => [name, `${name}.grpc`])

/** @param others users besides the two, as SeaweedFS has them in its configuration */
export async function startStore(cleanup: Cleanup, folder: string, others: readonly object[] = []): Promise<Store> {
  const global = makeAccount('global', 'main-bucket')
  const mlflow = makeAccount('mlflow', 'mlflow-bucket')
  const users = join(folder, 'users.json')
  writeFileSync(users, JSON.stringify({ identities: [...[global, mlflow].map(identity), ...others] }), { mode: 0o600 })
  for (let attempt = 1; ; attempt++) {
    try {
      const ports = await freePorts(names.length)
      const home = join(folder, `store-${attempt}`)
      const start = await prepare(ports, cleanup, home, users)
      let group = await start()
      const kill = async () => {
        process.kill(group.id, 'SIGKILL')
        await group.stop()
      }
      const restart = async () => {
        group = await start()
      }
      const endpoint = `http://127.0.0.1:${ports[0]}`
      return { endpoint, global, mlflow, data: join(home, 'data'), client: clientOf(cleanup), kill, restart }
    } catch (error) {
      // Someone else was faster with one of the ports.
      if (attempt === 3 || !/address already in use/.test(String(error))) throw error
    }
  }
}

/** Started by the first request. */
function clientOf(cleanup: Cleanup): () => Promise<PythonWorker> {
  let client: Promise<PythonWorker> | undefined
  const start = async () => {
    const command = [join(pythonBin, 'python'), join(root, 'test', 'rig', 's3.py')] as const
    // The null device for the configuration files, so that no profile of this machine takes part.
    const env = { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' }
    const python = new PythonWorker(command, root, env)
    await cleanup.add(() => python.stop())
    return python
  }
  return () => {
    client ??= start()
    return client
  }
}

async function prepare(
  ports: readonly number[],
  cleanup: Cleanup,
  folder: string,
  users: string,
): Promise<() => Promise<Group>> {
  for (const name of ['data', 'home', 'tmp']) mkdirSync(join(folder, name), { recursive: true })
  const leftovers = sockets(ports)
  await cleanup.add(() => {
    for (const path of leftovers) rmSync(path, { force: true })
  })
  return async () => {
    const group = await startGroup(cleanup, join(pythonBin, 'weed'), settings(ports, folder, users), {
      cwd: folder,
      leftovers,
      // Nothing of the parent's: SeaweedFS makes an administrator of any AWS_ACCESS_KEY_ID that it finds.
      env: { PATH: '/usr/bin:/bin', HOME: join(folder, 'home'), TMPDIR: join(folder, 'tmp') },
    })
    // Its health page answers before the buckets are there, this line comes after.
    await group.waitFor(/components are running and ready/, 60_000)
    return group
  }
}

function settings(ports: readonly number[], folder: string, users: string): string[] {
  return [
    'mini',
    `-dir=${join(folder, 'data')}`,
    // It listens on all addresses by default, and the filer's port asks for no key.
    '-ip=127.0.0.1',
    '-ip.bind=127.0.0.1',
    ...names.map((name, index) => `-${name.replace(/^\w+/, '$&.port')}=${ports[index]}`),
    `-s3.localSocket=${join(folder, 's3.sock')}`,
    `-filer.localSocket=${join(folder, 'filer.sock')}`,
    '-s3.port.iceberg=0',
    '-s3.port.lance=0',
    '-webdav=false',
    '-admin.ui=false',
    '-master.telemetry=false',
    '-s3.autoCreateBucket=false',
    '-bucket=main-bucket,mlflow-bucket',
    `-s3.config=${users}`,
  ]
}

function identity({ name, bucket, keyId, secret }: Account): object {
  const actions = ['Read', 'Write', 'List', 'Tagging'].map((action) => `${action}:${bucket}`)
  return { name, credentials: [{ accessKey: keyId, secretKey: secret }], actions }
}

/** Its sockets lie in /tmp whatever TMPDIR says. A clean end removes them, a killed one does not. */
function sockets(ports: readonly number[]): string[] {
  return names.map((name, index) => `/tmp/seaweedfs-${name.replace('.', '-')}-${ports[index]}.sock`)
}
