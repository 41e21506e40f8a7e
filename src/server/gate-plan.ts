import type { GateSettings } from '../gate/settings.ts'
import type { KeyStore } from '../keys/key-store.ts'
import type { Diagnostic } from '../model/diagnostic.ts'

/** A gate in front of MLflow, which lets in requests with a key only. */
export interface GatePlan extends Omit<GateSettings, 'keys'> {
  /** What has the keys of the server's users; null if there are none but those of this run. */
  readonly store: KeyStore | null
  /** Whether the store is on this machine. */
  readonly isStoreLocal: boolean
  /** Whether the commands of the server's user get a key of this life of the server. */
  readonly hasLocalKey: boolean
  /** Whether each request is a line of the output. */
  readonly logsRequests: boolean
  /** Words an error in the gate itself. */
  readonly describeFailure: (error: unknown) => Diagnostic
}

/** The service of a private server. No store has keys for it. */
const PRIVATE_SERVICE = 'private'
/** A day: how long an answer may take is for the command's own client to say. */
const UPSTREAM_TIMEOUT_MS = 86_400_000

/** The gate of a private server, which lets in its command alone. */
export function privateGate(describeFailure: GatePlan['describeFailure']): GatePlan {
  return {
    service: PRIVATE_SERVICE,
    upstreamTimeoutMs: UPSTREAM_TIMEOUT_MS,
    maxBodyBytes: null,
    tls: null,
    store: null,
    isStoreLocal: true,
    hasLocalKey: false,
    logsRequests: false,
    describeFailure,
  }
}
