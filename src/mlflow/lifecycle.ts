import type { Origin } from '../model/origin.ts'

/** What can go wrong with a server at its start and after it. Worded in `report/server-lifecycle.ts`. */
export type LifecycleFailure =
  | {
      readonly code: 'port-taken'
      readonly port: number
      readonly origin: Origin
      readonly holder: Holder | null
    }
  | { readonly code: 'no-free-port'; readonly host: string }
  | { readonly code: 'host-not-local'; readonly host: string; readonly origin: Origin }
  | { readonly code: 'server-not-ready'; readonly seconds: number; readonly origin: Origin }
  | { readonly code: 'server-ended'; readonly version: string; readonly how: Ended; readonly wasReady: boolean }
  | { readonly code: 'database-refused'; readonly origin: Origin; readonly reason: string }
  | { readonly code: 'database-unreachable'; readonly origin: Origin; readonly reason: string }
  /** By another start, for longer than this one could wait. */
  | { readonly code: 'database-being-made'; readonly origin: Origin; readonly seconds: number }
  /** A start was cut short, and nothing is in it. */
  | { readonly code: 'database-half-made'; readonly origin: Origin; readonly display: string }
  /** The folders on which nothing is left, as far as they are known. */
  | { readonly code: 'disk-full'; readonly version: string; readonly folders: readonly string[] }
  | SchemaFailure<'database-unmigrated'>
  | SchemaFailure<'database-newer'>
  | { readonly code: 'bucket-missing'; readonly origin: Origin; readonly bucket: string }
  | { readonly code: 'bucket-refused'; readonly origin: Origin; readonly bucket: string; readonly reason: string }

/** The database is not of the installed MLflow's version. */
interface SchemaFailure<Code extends string> {
  readonly code: Code
  readonly origin: Origin
  readonly version: string
  readonly expected: string
  /** The interpreter whose MLflow it is. */
  readonly python: string
  /** Worded without its password. */
  readonly uri: string
}

/** What a person should know about a server that runs all the same. */
export type LifecycleWarning =
  /** A start that was cut short had left it half made and empty. */
  | { readonly code: 'database-remade'; readonly origin: Origin }
  | { readonly code: 'database-silent'; readonly origin: Origin; readonly reason: string }
  | { readonly code: 'bucket-silent'; readonly origin: Origin; readonly bucket: string; readonly reason: string }
  /** Clients reach it by themselves, but the server cannot. */
  | { readonly code: 'bucket-closed'; readonly origin: Origin; readonly bucket: string; readonly reason: string }
  | {
      readonly code: 'experiments-elsewhere'
      /** The first few. */
      readonly names: readonly string[]
      readonly count: number
      /** Whether clients now go to the store directly, and to these experiments' artifacts through the server. */
      readonly direct: boolean
    }
  | { readonly code: 'private-server-ended'; readonly version: string }

/** Who listens on a port. */
export interface Holder {
  /** Null for another user's. */
  readonly process: { readonly name: string; readonly pid: number } | null
  readonly uid: number
}

/** How a process ended: its status, or the signal's name. */
export type Ended = number | string
