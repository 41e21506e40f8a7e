import type { GateKeys } from './keys.ts'
import type { Limits } from './limits.ts'
import type { Certificate } from './listener.ts'
import type { LogEntry } from './log-entry.ts'
import type { UpstreamAddress } from './upstream.ts'

/** What a gate is opened with. */
export interface GateOptions {
  /** Where to listen. Port 0 is a free one. */
  readonly listen: { readonly host: string; readonly port: number }
  /** Without one the gate speaks plain HTTP. */
  readonly tls?: Certificate | undefined
  readonly upstream: UpstreamAddress
  /** What clients' paths begin with, without a slash at the end: `/api/mlflow`. Empty if nothing. */
  readonly pathPrefix: string
  /** Keys of this service are let in. */
  readonly service: string
  readonly keys: GateKeys
  /** How long MLflow may take for an answer, in milliseconds. */
  readonly upstreamTimeoutMs: number
  /** The largest body of a request, in bytes; null if it may have any size. */
  readonly maxBodyBytes: number | null
  /** Whether MLflow hands out artifacts. If not, their routes say so. */
  readonly servesArtifacts: boolean
  /** Told of every request that has ended. */
  readonly onRequest: (entry: LogEntry) => void
  /** Told of an error in the gate itself. The request gets 500, and the others go on. */
  readonly onFailure?: (error: unknown) => void
  /** Other limits than the ordinary ones. */
  readonly limits?: Partial<Limits>
}
