import { type Gate, openGate } from '../gate/gate.ts'
import type { GateKeys } from '../gate/keys.ts'
import { type LiveKeys, openLiveKeys } from '../keys/live-keys.ts'
import { MemoryKeys } from '../keys/memory-keys.ts'
import { findMissingService } from '../keys/missing-service.ts'
import { JOBS_NAME, jobLogin, listenVariables } from '../mlflow/behind-gate.ts'
import { type Scheme, type ServerAddress, urlOf } from '../mlflow/server-address.ts'
import { hasJobs } from '../mlflow/server-jobs.ts'
import type { ServerSettings } from '../mlflow/settings.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Environment } from '../model/source.ts'
import type { ServerEvent } from './events.ts'
import type { GatePlan } from './gate-plan.ts'
import { explainListenError } from './listen-error.ts'
import type { ServerPlan } from './server-plan.ts'
import { makeSocketFolder, type SocketFolder } from './socket-folder.ts'

/** Where MLflow is to listen, and answers under the prefix. */
export type ListenPlace =
  | ({ readonly kind: 'port' } & ServerAddress)
  | { readonly kind: 'socket'; readonly path: string; readonly folder: string; readonly prefix: string }

/** What people and clients reach: MLflow itself, or a gate in front of it. */
export interface Front {
  /** Where MLflow is to listen. */
  readonly place: ListenPlace
  /** By these MLflow listens there. They may hold a secret. */
  readonly variables: Environment
  /** Keys of this life of the server, which no store has: whoever makes one here lets its holder in. Null if nothing asks. */
  readonly ownKeys: MemoryKeys | null
  /**
   * Lets people in, once MLflow answers.
   *
   * @param scheme that MLflow answers by
   * @returns where people and clients reach it, without a slash at the end; or why nobody can
   */
  open(scheme: Scheme): Promise<string | Diagnostic>
  /**
   * Lets nobody in any more, and the requests that are running end.
   *
   * @param graceMs how long they may take, in milliseconds
   * @param force aborted to wait no longer
   */
  close(graceMs: number, force: AbortSignal): Promise<void>
  /** Leaves nothing behind. MLflow has ended. */
  remove(): Promise<void>
}

/**
 * Prepares what people will reach.
 *
 * @param address the one that was reserved for them
 * @throws {LauncherError} socket-folder-unusable, those of the store of keys
 */
export async function prepareFront(
  plan: Pick<ServerPlan, 'gate' | 'settings' | 'env' | 'installation' | 'launcherEnv' | 'pid'>,
  address: ServerAddress,
  emit: (event: ServerEvent) => void,
): Promise<Front> {
  const { gate, settings, env, installation, launcherEnv, pid } = plan
  if (gate === null) return new OpenFront(address)
  const warn = (diagnostic: Diagnostic) => emit({ type: 'warning', diagnostic })
  const storeKeys = gate.store && (await openLiveKeys(gate.store, warn))
  const missing = storeKeys?.warnOf(gate.service, gate.hasLocalKey)
  if (missing) warn(missing)
  try {
    const folder = makeSocketFolder(launcherEnv, pid)
    return new GatedFront({
      gate,
      settings,
      env,
      version: installation.versions.mlflow,
      address,
      emit,
      storeKeys,
      folder,
    })
  } catch (error) {
    await storeKeys?.close()
    throw error
  }
}

class OpenFront implements Front {
  readonly place: ListenPlace
  readonly variables: Environment
  readonly ownKeys = null
  readonly #address: ServerAddress

  constructor(address: ServerAddress) {
    this.#address = address
    this.variables = { MLFLOW_PORT: String(address.port) }
    this.place = { kind: 'port', ...address }
  }

  async open(scheme: Scheme): Promise<string> {
    return urlOf(this.#address, scheme)
  }

  async close(): Promise<void> {}

  async remove(): Promise<void> {}
}

interface GatedParts {
  readonly gate: GatePlan
  readonly settings: Pick<ServerSettings, 'host' | 'port' | 'artifacts'>
  /** MLflow's environment. */
  readonly env: Environment
  /** MLflow's version. */
  readonly version: string
  readonly address: ServerAddress
  readonly emit: (event: ServerEvent) => void
  readonly storeKeys: LiveKeys | null
  readonly folder: SocketFolder
}

class GatedFront implements Front {
  readonly place: Extract<ListenPlace, { kind: 'socket' }>
  readonly variables: Environment
  readonly ownKeys = new MemoryKeys()
  readonly #parts: GatedParts
  #gate: Gate | null = null

  constructor(parts: GatedParts) {
    const { gate, address, folder, env, version } = parts
    this.#parts = parts
    const { socket, variables: listen } = listenVariables(folder.socket, address.port, version)
    this.variables = hasJobs(env)
      ? { ...listen, ...jobLogin(this.ownKeys.add(gate.service, 'write', JOBS_NAME).reveal()) }
      : listen
    this.place = { kind: 'socket', path: socket, folder: folder.path, prefix: address.prefix }
  }

  async open(): Promise<string | Diagnostic> {
    const { gate, settings, address, emit } = this.#parts
    const { tls, logsRequests, describeFailure } = gate
    const { host } = settings
    const { port, prefix } = address
    try {
      this.#gate = await openGate({
        ...gate,
        listen: { host: host.value, port },
        tls: tls ?? undefined,
        upstream: { kind: 'unix', path: this.place.path, prefix },
        pathPrefix: prefix,
        keys: this.#keys(),
        servesArtifacts: settings.artifacts.serve.value,
        onRequest: (entry) => (logsRequests ? emit({ type: 'request', entry }) : undefined),
        onFailure: (error) => emit({ type: 'warning', diagnostic: describeFailure(error) }),
      })
      return this.#gate.url
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      const diagnostic = explainListenError(code, { host, port: { ...settings.port, value: port } })
      if (diagnostic) return diagnostic
      throw error
    }
  }

  /** Those of the store, and those of this life. */
  #keys(): GateKeys {
    const { storeKeys } = this.#parts
    return {
      admit: (presented, service) => {
        const own = this.ownKeys.admit(presented, service)
        return own.ok || storeKeys === null ? own : storeKeys.admit(presented, service)
      },
    }
  }

  async close(graceMs: number, force: AbortSignal): Promise<void> {
    await this.#gate?.close(graceMs, force)
  }

  async remove(): Promise<void> {
    this.#parts.folder.remove()
    await this.#parts.storeKeys?.close()
  }
}

/** Refuses a store of keys that `prepareFront` would refuse, and gives its warning, as far as no network is needed. @throws {LauncherError} */
export async function checkFront({ gate }: Pick<ServerPlan, 'gate'>): Promise<Diagnostic | null> {
  if (!gate?.store) return null
  const { store, service, isStoreLocal, hasLocalKey } = gate
  const records = isStoreLocal ? await store.read() : null
  await store.close()
  const asked = { service, location: store.location, now: new Date(), hasOtherKeys: hasLocalKey }
  return records && findMissingService(records, asked)
}
