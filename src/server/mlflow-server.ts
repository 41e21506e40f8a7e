import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { startRunningChecks } from '../checks/run-checks.ts'
import type { Scheme } from '../mlflow/server-address.ts'
import { storeUris } from '../mlflow/settings.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Environment } from '../model/source.ts'
import type { Front, ListenPlace } from './front.ts'
import { InitLocks } from './init-locks.ts'
import { JobStorage } from './job-storage.ts'
import type { Outcome } from './outcome.ts'
import type { OutputRelay } from './output/relay.ts'
import { ProcessTree, SERVER_ID_VARIABLE } from './process-tree.ts'
import { waitForHealth } from './readiness-probe.ts'
import type { ServerPlan } from './server-plan.ts'
import { type Termination, terminateTree } from './shutdown.ts'
import { spawnMlflow } from './spawn-mlflow.ts'
import { startWatchdog, type Watchdog } from './watchdog.ts'

/** How long its last output is waited for, once all of its processes are gone. */
const LAST_OUTPUT_TIMEOUT_MS = 300

/** A random id for the processes of one server. It is not a secret. */
export const newServerId = () => randomBytes(12).toString('hex')

interface Parts {
  readonly place: ListenPlace
  readonly tree: ProcessTree
  readonly jobStorage: JobStorage
  readonly initLocks: InitLocks
  readonly watchdog: Watchdog
  readonly graceMs: number
  /** The environment that MLflow and the checks have. */
  readonly env: Environment
  readonly output: OutputRelay
}

/** A running MLflow server with all its processes. */
export class MlflowServer {
  /** It exited, or a check has found before it was ready that it cannot work. */
  readonly outcome: Promise<Outcome>
  /** What a check has found that would make MLflow exit or hang. */
  suspectedCause: Diagnostic | null = null
  readonly #parts: Parts
  #fail: (diagnostic: Diagnostic) => void = () => {}
  readonly #exited: Promise<Outcome>
  #termination: Promise<Termination> | undefined
  #wasReady = false

  private constructor(parts: Parts, exited: Promise<Outcome>) {
    this.#parts = parts
    this.#exited = exited
    const failed = new Promise<Outcome>((resolve) => {
      this.#fail = (diagnostic) => resolve({ kind: 'failed', diagnostic })
    })
    this.outcome = Promise.race([failed, exited])
  }

  /**
   * Starts MLflow.
   *
   * @throws {LauncherError} if the system does not start it
   */
  static async start(
    plan: ServerPlan,
    front: Pick<Front, 'place' | 'variables'>,
    output: OutputRelay,
    serverId: string,
  ): Promise<MlflowServer> {
    const env = { ...plan.env, ...front.variables, [SERVER_ID_VARIABLE]: serverId }
    const { place } = front
    const initLocks = new InitLocks(
      env,
      plan.cwd,
      storeUris(plan.settings).map(({ value }) => value),
    )
    const watchdog = startWatchdog(plan, serverId, place.kind === 'socket' ? place.folder : null)
    const mlflow = await spawnMlflow({ ...plan, env }, output).catch((error) => {
      watchdog.dismiss()
      throw error
    })
    watchdog.watch(mlflow.pid)
    const tree = new ProcessTree(mlflow.pid, serverId)
    const graceMs = plan.settings.graceSeconds.value * 1000
    const exited = mlflow.exited.then((result) => ({ kind: 'exited', result }) as const)
    const jobStorage = new JobStorage(tree)
    return new MlflowServer({ place, tree, jobStorage, initLocks, watchdog, graceMs, env, output }, exited)
  }

  /** Starts the checks that run next to MLflow. What they find once it is ready is a warning. */
  startChecks(plan: ServerPlan): void {
    const { env, output } = this.#parts
    startRunningChecks({ ...plan, env }, (finding) => {
      // Its own checks end with it.
      if (this.#termination) return
      const { effect } = finding
      // People may use it by then.
      if (effect === 'stop' && this.#wasReady) {
        output.emit({ type: 'warning', diagnostic: { ...finding.diagnostic, severity: 'warning' } })
      } else if (effect === 'stop') this.#fail(finding.diagnostic)
      else if (effect === 'warning') output.emit({ type: 'warning', diagnostic: finding.diagnostic })
      else this.suspectedCause = effect === 'cause' ? finding.diagnostic : null
    })
  }

  /** Of MLflow's own; null if it has none. */
  get port(): number | null {
    const { place } = this.#parts
    return place.kind === 'port' ? place.port : null
  }

  /** Waits until it answers. @returns by which scheme; null once `signal` is aborted */
  async whenReady(signal: AbortSignal): Promise<Scheme | null> {
    const scheme = await waitForHealth(this.#parts.place, this.#parts.tree, signal)
    if (scheme) {
      this.#wasReady = true
      // Later there may be no time: it can be killed.
      this.#parts.jobStorage.look()
    }
    return scheme
  }

  /** Terminates all of its processes, and the watchdog. @param graceMs until they are killed, in milliseconds */
  async terminate(force: AbortSignal, graceMs?: number): Promise<Termination> {
    const termination = await this.terminateProcesses(force, graceMs)
    this.#parts.watchdog.dismiss()
    await Promise.race([this.#exited, delay(LAST_OUTPUT_TIMEOUT_MS, undefined, { ref: false })])
    return termination
  }

  /** Terminates all of its processes, once: another process group may get its number afterwards. */
  terminateProcesses(force: AbortSignal, graceMs = this.#parts.graceMs): Promise<Termination> {
    this.#termination ??= this.#terminate(force, graceMs)
    return this.#termination
  }

  async #terminate(force: AbortSignal, graceMs: number): Promise<Termination> {
    const { tree, jobStorage, initLocks, watchdog } = this.#parts
    jobStorage.look()
    const termination = await terminateTree(tree, graceMs, force)
    watchdog.forget()
    if (!tree.isAlive()) {
      jobStorage.remove()
      initLocks.remove()
    }
    return termination
  }
}
