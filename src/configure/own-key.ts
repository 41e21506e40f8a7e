import { type EnvironmentChange, leaveOut } from '../child-env/change.ts'
import { mlflowDiagnostics } from '../mlflow/diagnostics.ts'
import { findHandedLogin } from '../mlflow/handed-key.ts'
import { findOtherDestination } from '../mlflow/key-destinations.ts'
import { changeForPrivateServer, reachDirectly, usesPrivateServer } from '../mlflow/other-server.ts'
import { parseUrl } from '../mlflow/server-address.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Environment } from '../model/source.ts'
import { changeForServerAccess, type ServerAccess } from './server-access.ts'

/** The change with what lets the command into its server. */
export interface ChangeForServer {
  readonly change: EnvironmentChange
  readonly warnings: readonly Diagnostic[]
}

/**
 * The change with what lets the command into its server. If the command would send a key that a launcher gives to another
 * server too, it does not get the key. It keeps that server's address: without it, MLflow would write to a place that
 * nobody has named.
 *
 * A server of this machine is reached without a proxy, which would see the key.
 *
 * @param made the change without it
 * @param used the tracking URI in use
 */
export function changeForLogin(
  parent: Environment,
  made: EnvironmentChange,
  access: ServerAccess,
  used: string,
): ChangeForServer {
  const isPrivate = usesPrivateServer(parent, used)
  const given = isPrivate ? changeForPrivateServer(parent, made) : changeForServerAccess(parent, made, access)
  const hasKey = findHandedLogin(parent, given).length > 0
  const direct = (change: EnvironmentChange) =>
    hasKey || access.isLocal ? reachDirectly(parent, change, parseUrl(used)?.host ?? '') : change
  const other = hasKey ? findOtherDestination(parent, given, used) : null
  if (other === null) return { change: direct(given), warnings: [] }
  const without = isPrivate ? given : changeForServerAccess(parent, made, { ...access, key: null })
  const reasons = new Map(findHandedLogin(parent, without).map((name) => [name, 'MLflow would send it to others too']))
  const warning = mlflowDiagnostics.warning('key-of-other-server', other.origin, { uri: other.uri, used })
  return { change: direct(leaveOut(parent, without, reasons)), warnings: [warning] }
}
