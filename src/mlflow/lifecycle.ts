import type { Origin } from '../model/origin.ts'

/** What can go wrong with a server at its start and after it. Worded in `report/server-lifecycle.ts`. */
export type LifecycleFailure =
  | { readonly code: 'database-refused'; readonly origin: Origin; readonly reason: string }
  | { readonly code: 'database-unreachable'; readonly origin: Origin; readonly reason: string }
  /** A start was cut short, and nothing is in it. */
  | { readonly code: 'database-half-made'; readonly origin: Origin; readonly display: string }
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

/** Who listens on a port. */
export interface Holder {
  /** Null for another user's. */
  readonly process: { readonly name: string; readonly pid: number } | null
  readonly uid: number
}
