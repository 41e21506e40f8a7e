// Where the integration tests happen: a store with two accounts, a database with a password, a project with a .env, the
// server started by the launcher from it, and clients that have nothing of all that but the server's address.
import { spawn } from 'node:child_process'
import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Cleanup } from '../../rig/cleanup.ts'
import { type DeveloperMachine, makeDeveloperMachine } from '../../rig/developer-machine.ts'
import { type ForwardProxy, startForwardProxy } from '../../rig/forward-proxy.ts'
import { launcher, pythonBin } from '../../rig/paths.ts'
import { Postgres } from '../../rig/postgres.ts'
import { type Group, startGroup } from '../../rig/process-group.ts'
import { collect, type Result } from '../../rig/project.ts'
import { clientScript } from './client-script.ts'
import { ClientWorker } from './client-worker.ts'

export interface DeployedServer {
  /** As the ready line gives it, prefix and all. */
  readonly url: string
  readonly ready: string
  readonly group: Group
}

const HIDDEN_STORE = 'store.invalid:8333'

/** A client's answer: the JSON of its last line. */
export type Answer = Readonly<Record<string, unknown>>

export class MlflowDeployment {
  readonly machine: DeveloperMachine
  readonly postgres: Postgres
  /** What servers and clients have written. */
  readonly printed: (() => string)[] = []
  readonly #cleanup: Cleanup
  /** By their Python. */
  readonly #workers = new Map<string, ClientWorker>()
  #proxy: Readonly<Record<string, string>> = {}

  private constructor(cleanup: Cleanup, machine: DeveloperMachine, postgres: Postgres) {
    this.#cleanup = cleanup
    this.machine = machine
    this.postgres = postgres
  }

  /** @param database whether it has MLflow's tables already */
  static async make(cleanup: Cleanup, database: 'tables' | 'nothing' = 'tables'): Promise<MlflowDeployment> {
    const [machine, postgres] = await Promise.all([makeDeveloperMachine(cleanup), Postgres.start(cleanup, database)])
    mkdirSync(join(machine.folder, 'client', 'data'), { recursive: true })
    const deployment = new MlflowDeployment(cleanup, machine, postgres)
    deployment.setDatabase(postgres.uri)
    return deployment
  }

  /** Writes the database's URI into the project's .env, under the name that teams have for it. */
  setDatabase(uri: string): void {
    appendFileSync(join(this.machine.project, '.env'), `BACKEND_STORE_URI=${uri}\n`)
  }

  /**
   * Gives the store a name that only servers of this deployment can reach. Clients have no proxy, and the name service
   * knows no `.invalid`.
   */
  async hideStore(): Promise<ForwardProxy> {
    const proxy = await startForwardProxy(this.#cleanup, this.machine.store.endpoint)
    appendFileSync(join(this.machine.project, '.env'), `MLFLOW_S3_ENDPOINT_URL=http://${HIDDEN_STORE}\n`)
    this.#proxy = { http_proxy: proxy.url, no_proxy: '127.0.0.1,localhost' }
    return proxy
  }

  /** Starts the server as a team does: from the project's folder, in a shell full of the other account's settings. */
  async serve(...options: string[]): Promise<DeployedServer> {
    const { project, port } = this.machine
    const shell = { ...this.machine.shell, ...this.#proxy }
    const args = ['--', launcher, 'server', '--port', `${port}`, '--workers', '1', ...options]
    const group = await startGroup(this.#cleanup, process.execPath, args, { env: shell, cwd: project })
    this.printed.push(group.output)
    const [ready, url = ''] = await group.waitFor(/^MLflow \S+ is ready at (\S+) \(.*\)$/m, 120_000)
    return { url, ready, group }
  }

  /** Where clients put and get large files. */
  get data(): string {
    return join(this.machine.folder, 'client', 'data')
  }

  /** The environment of somebody who knows where the server is, and has no AWS account. */
  clientEnvironment(url: string): Record<string, string> {
    const { folder } = this.machine
    return {
      PATH: [pythonBin, '/usr/bin', '/bin'].join(':'),
      HOME: join(folder, 'client'),
      TMPDIR: join(folder, 'tmp'),
      LANG: 'C.UTF-8',
      DO_NOT_TRACK: 'true',
      // Nothing may be asked of a machine's own role.
      AWS_EC2_METADATA_DISABLED: 'true',
      MLFLOW_TRACKING_URI: url,
    }
  }

  /** Runs one of the client scripts to its end, where large files go. */
  async run(
    script: string,
    args: readonly string[],
    env: Record<string, string>,
    python = join(pythonBin, 'python'),
  ): Promise<Result> {
    const worker =
      this.#workers.get(python) ?? (await this.startWorker([python], this.data, this.clientEnvironment('')))
    this.#workers.set(python, worker)
    return this.runBy(worker, script, args, env)
  }

  /** Starts a Python that runs the client scripts, in a folder and behind a command. */
  async startWorker(
    command: readonly [string, ...string[]],
    cwd: string,
    env: Record<string, string>,
  ): Promise<ClientWorker> {
    const worker = new ClientWorker(command, cwd, env)
    await this.#cleanup.add(() => worker.stop())
    this.printed.push(() => worker.stderr)
    return worker
  }

  /** @param env null for the worker's own */
  async runBy(
    worker: ClientWorker,
    script: string,
    args: readonly string[],
    env: Record<string, string> | null = null,
  ): Promise<Result> {
    const result = await worker.run(script, args, env)
    this.printed.push(() => result.stdout + result.stderr)
    return result
  }

  /** Runs one of the client scripts to its end, in a folder and behind a command. */
  async runIn(
    cwd: string,
    before: readonly string[],
    script: string,
    args: readonly string[],
    env: Record<string, string>,
    python = join(pythonBin, 'python'),
  ): Promise<Result> {
    const [command = '', ...rest] = [...before, python, clientScript(script), ...args]
    const result = await collect(spawn(command, rest, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] }))
    this.printed.push(() => result.stdout + result.stderr)
    return result
  }

  /** Starts one of them that goes on until it is told to end. */
  async start(script: string, args: string[], env: Record<string, string>): Promise<Group> {
    const command = [clientScript(script), ...args]
    const python = join(pythonBin, 'python')
    const group = await startGroup(this.#cleanup, python, command, { env, cwd: this.data, stdin: 'pipe' })
    this.printed.push(group.output)
    return group
  }

  /** The answer of a client without an AWS account. */
  async ask(url: string, script: string, args: string[] = [], env: Record<string, string> = {}): Promise<Answer> {
    return answerOf(await this.run(script, args, { ...this.clientEnvironment(url), ...env }))
  }
}

export function answerOf({ status, signal, stdout, stderr }: Result): Answer {
  const last = stdout.trimEnd().split('\n').at(-1) ?? ''
  if (status !== 0) throw new Error(`the client ended with ${status ?? signal}:\n${stderr.slice(-3000)}`)
  return JSON.parse(last) as Answer
}
