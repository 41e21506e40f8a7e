import type { HostContext } from '../model/host-context.ts'
import type { Sourced } from '../model/origin.ts'
import { fileStore } from './file-store.ts'
import type { KeyStore } from './key-store.ts'
import { findStoreAddress } from './store-address.ts'

/**
 * The store that `--keys` or its variable names. Nothing is read or connected yet.
 *
 * @param named null for the file in the user's configuration folder
 * @throws {LauncherError} key-store-password, key-store-uri, key-store-nowhere
 */
export async function openKeyStore(named: Sourced | null, hostContext: HostContext): Promise<KeyStore> {
  const address = findStoreAddress(named, hostContext)
  const { uid, env } = hostContext
  if (address.kind === 'file') return fileStore({ path: address.path, uid, env })
  // The package for PostgreSQL is only loaded for such a store.
  const { postgresqlStore } = await import('./postgresql/store.ts')
  return postgresqlStore({ uri: address.uri, origin: address.origin, env })
}
