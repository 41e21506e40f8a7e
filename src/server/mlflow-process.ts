import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import process from 'node:process'
import type { Readable } from 'node:stream'
import { checkBucket } from '../checks/bucket.ts'
import type { Finding } from '../checks/check-result.ts'
import { checkDatabase } from '../checks/database.ts'
import type { ExitResult } from '../host/index.ts'
import { closeInspector } from '../host/node/inspector.ts'
import { toExitResult } from '../host/node/spawn.ts'
import { toSpawnError } from '../launch/preflight.ts'
import type { Failure } from '../model/failure.ts'
import { warningLine } from '../report/diagnostic-line.ts'
import type { ListenAddress } from './listen-address.ts'
import type { Outcome } from './outcome.ts'
import type { OutputRelay } from './output/relay.ts'
import type { ServerPlan } from './plan.ts'
import { ProcessTree, SERVER_ID_VARIABLE } from './process-tree.ts'
import { waitForHealth } from './readiness-probe.ts'
import { terminateTree } from './shutdown.ts'
import type { NewDatabase } from './sqlite-init/index.ts'
import { startWatchdog, type Watchdog } from './watchdog.ts'

/** A name for one server's processes. It tells nothing and opens nothing. */
export const newServerId = () => randomBytes(12).toString('hex')

/** The words that start MLflow: `-m`, so that uvicorn's command line is MLflow's own making. */
export function mlflowWords({ args }: Pick<ServerPlan, 'args'>): string[] {
  return ['-m', 'mlflow', 'server', ...args]
}

/** A running MLflow server with all its processes. */
export class Server {
  /** It ended by itself, or a check has found that it cannot work. */
  readonly over: Promise<Outcome>
  /** Why it may have ended, as far as the checks have found out. */
  explanation: Failure | null = null
  readonly #tree: ProcessTree
  readonly #watchdog: Watchdog
  readonly #address: ListenAddress
  readonly #database: NewDatabase
  #end: Promise<void> | undefined

  private constructor(
    tree: ProcessTree,
    watchdog: Watchdog,
    address: ListenAddress,
    database: NewDatabase,
    over: Promise<Outcome>,
  ) {
    this.#tree = tree
    this.#watchdog = watchdog
    this.#address = address
    this.#database = database
    this.over = over
  }

  /**
   * Starts MLflow, and the checks beside it.
   *
   * @param database what it may have to make
   * @throws {Refusal} where the system does not start it
   */
  static async start(
    plan: ServerPlan,
    address: ListenAddress,
    output: OutputRelay,
    mark: string,
    database: NewDatabase,
  ): Promise<Server> {
    const marked = { ...plan, env: { ...plan.env, MLFLOW_PORT: String(address.port), [SERVER_ID_VARIABLE]: mark } }
    const watchdog = startWatchdog(plan, mark)
    const child = await started(marked, output).catch((error) => {
      watchdog.dismiss()
      throw toSpawnError({ ...marked, command: plan.installation.python }, error)
    })
    const died = ended(child, output).then((result) => ({ kind: 'died', result }) as const)
    const pid = child.pid ?? 0
    watchdog.watch(pid)
    closeInspector()
    let fail: (failure: Failure) => void = () => {}
    const failed = new Promise<Outcome>((resolve) => {
      fail = (failure) => resolve({ kind: 'failed', failure })
    })
    const tree = new ProcessTree(pid, mark)
    const server = new Server(tree, watchdog, address, database, Promise.race([failed, died]))
    const report = (finding: Finding) => {
      if (finding.kind === 'ends') fail(finding.failure)
      else if (finding.kind === 'explains') server.explanation = finding.failure
      else output.tell(warningLine(finding.warning))
    }
    checkDatabase(marked, report)
    checkBucket(marked, report)
    return server
  }

  get port(): number {
    return this.#address.port
  }

  /** Waits until it answers; for ever, where it never does. @returns where it is reached */
  whenReady(signal: AbortSignal): Promise<string> {
    return waitForHealth(this.#address, this.#tree, signal)
  }

  /** Ends all of it, and with it the watch over what is marked like it. */
  async end(grace: number, hurry: AbortSignal): Promise<void> {
    await this.endProcesses(grace, hurry)
    this.#watchdog.dismiss()
  }

  /** Ends all of its processes, once: its group's number may be another's afterwards. */
  endProcesses(grace: number, hurry: AbortSignal): Promise<void> {
    this.#end ??= this.#endOnce(grace, hurry)
    return this.#end
  }

  async #endOnce(grace: number, hurry: AbortSignal): Promise<void> {
    await terminateTree(this.#tree, grace * 1000, hurry)
    this.#watchdog.forget()
    await this.#database.giveUp(hurry)
  }
}

/** In a session of its own: what a terminal sends to its foreground is for the launcher, which knows better. */
function start({ installation, env, args }: ServerPlan, output: OutputRelay): ChildProcess {
  const { spawn } = process.getBuiltinModule('node:child_process')
  const child = spawn(installation.python, mlflowWords({ args }), {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  passOn(child.stdout, (bytes) => output.pass(1, bytes))
  passOn(child.stderr, (bytes) => output.pass(2, bytes))
  return child
}

function passOn(stream: Readable, pass: (bytes: Buffer) => Promise<void> | null): void {
  stream.on('data', (bytes: Buffer) => {
    const wait = pass(bytes)
    if (!wait) return
    stream.pause()
    wait.then(() => stream.resume())
  })
}

/** @returns the process, once it is there */
async function started(plan: ServerPlan, output: OutputRelay): Promise<ChildProcess> {
  const child = start(plan, output)
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject))
  return child
}

function ended(child: ChildProcess, output: OutputRelay): Promise<ExitResult> {
  return new Promise((resolve) => {
    child.once('exit', (status, signal) => {
      output.release()
      // What it wrote last is read before anybody talks about it; others may hold the pipe open.
      const settle = () => resolve(toExitResult(status, signal))
      child.once('close', settle)
      setTimeout(settle, 200)
    })
  })
}
