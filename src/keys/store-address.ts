import * as host from '../host/index.ts'
import { fail } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Origin, Sourced } from '../model/origin.ts'
import { Secret } from '../model/secret.ts'
import { keysDiagnostics } from './diagnostics.ts'
import { parsePostgresqlUri } from './postgresql/uri.ts'

/** Where keys are kept, before anything is opened. */
export type StoreAddress =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'postgresql'; readonly uri: Secret; readonly origin: Origin }

const FILE = 'keys.json'

/**
 * The store that an option or its variable names; else a file in the user's configuration folder.
 *
 * @param named a path, or `postgresql://…`
 * @throws {LauncherError} key-store-password, key-store-uri, key-store-nowhere
 */
export function findStoreAddress(named: Sourced | null, hostContext: HostContext): StoreAddress {
  if (named === null) return { kind: 'file', path: host.joinPath(configFolder(hostContext), 'with-mlflow-env', FILE) }
  const { value, origin } = named
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(value)) {
    return { kind: 'file', path: host.resolvePath(hostContext.cwd, value) }
  }
  const { password } = parsePostgresqlUri(value, origin)
  if (password !== null && origin.kind === 'option') fail(keysDiagnostics.error('key-store-password', origin))
  return { kind: 'postgresql', uri: new Secret(value), origin }
}

/** As the XDG Base Directory Specification says: a relative path counts as none. @throws {LauncherError} key-store-nowhere */
function configFolder({ env, home }: HostContext): string {
  if (env.XDG_CONFIG_HOME?.startsWith('/')) return env.XDG_CONFIG_HOME
  if (home === null) return fail(keysDiagnostics.error('key-store-nowhere', null))
  return host.joinPath(home, '.config')
}
