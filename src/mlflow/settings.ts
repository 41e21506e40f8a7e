import type { Sourced } from '../model/origin.ts'

/** Where artifacts go, and by whose credentials. */
export interface ArtifactSettings {
  /**
   * `proxied`: through the server, clients need no AWS credentials; `direct`: clients talk to the store with their own;
   * `local`: the server's disk, through the server.
   */
  readonly mode: 'proxied' | 'direct' | 'local'
  /** MLflow's `--artifacts-destination`. */
  readonly destination: Sourced | null
  /** MLflow's `--default-artifact-root`. */
  readonly defaultRoot: Sourced | null
  /** MLflow's `--serve-artifacts`. */
  readonly serve: Sourced<boolean>
  /** Multipart and presigned transfers past the server; null if it has no store that clients could reach so. */
  readonly presigned: Sourced<boolean> | null
}

/** The server's settings, each with where it came from. */
export interface ServerSettings {
  readonly host: Sourced
  /** 0: a free one. */
  readonly port: Sourced<number>
  readonly workers: Sourced<number>
  readonly backendStoreUri: Sourced
  /** MLflow's `--registry-store-uri`, for which this launcher has no option; null: the backend. */
  readonly registryStoreUri: Sourced | null
  /** MLflow's `--read-replica-backend-store-uri`; null for none. */
  readonly readReplicaUri: Sourced | null
  readonly artifacts: ArtifactSettings
  /** With a leading `/` and no trailing one; null for none. */
  readonly staticPrefix: Sourced | null
  /** Whether a gate in front of the server lets in requests with an API key only. */
  readonly auth: Sourced<boolean>
  /** Whether the commands of the server's user get a key for it by themselves. */
  readonly localToken: Sourced<boolean>
  /** Whether a bucket that the store refuses to show ends the server. */
  readonly bucketCheck: Sourced<boolean>
  /** The interpreter that was asked for; null: looked for. */
  readonly python: Sourced | null
  /** How long the server may take to be ready: `--ready-timeout`. */
  readonly readyTimeoutSeconds: Sourced<number>
  /** How long its processes may take to end before they are killed: `--grace`. */
  readonly graceSeconds: Sourced<number>
}

/** The URIs of the stores of runs and models that the settings name. */
export function storeUris({ backendStoreUri, registryStoreUri, readReplicaUri }: ServerSettings): Sourced[] {
  return [backendStoreUri, registryStoreUri, readReplicaUri].flatMap((uri) => uri ?? [])
}
