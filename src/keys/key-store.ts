import type { KeyRecord } from './key-record.ts'

/** Where keys are kept. Every function rejects with a `LauncherError` of `keysDiagnostics` if the store cannot do it. */
export interface KeyStore {
  /** Its path, or its URI without user, password and parameters. */
  readonly location: string
  /**
   * All records. The same array as the last time if nothing has changed since.
   *
   * @throws {LauncherError} key-store-missing: there is none; others: there is one, and it cannot be used
   */
  read(): Promise<readonly KeyRecord[]>
  /** Adds a key, and makes the store if there is none. */
  add(record: KeyRecord): Promise<void>
  /**
   * Revokes a key. One that was revoked before keeps its time.
   *
   * @throws {LauncherError} key-unknown
   */
  revoke(id: string, at: Date): Promise<void>
  /** Notes the last uses of keys, by id. An earlier time than the one that is known changes nothing, nor does an unknown id. */
  touch(uses: ReadonlyMap<string, Date>): Promise<void>
  /** Lets go of what keeps the process alive. */
  close(): Promise<void>
}
