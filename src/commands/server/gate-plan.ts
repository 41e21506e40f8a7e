import { readGateSettings } from '../../gate/settings.ts'
import { openKeyStore } from '../../keys/open-store.ts'
import { findStoreAddress } from '../../keys/store-address.ts'
import type { ServerSettings } from '../../mlflow/settings.ts'
import { type Diagnostic, fail } from '../../model/diagnostic.ts'
import type { HostContext } from '../../model/host-context.ts'
import type { Source } from '../../model/source.ts'
import type { GivenOptions } from '../../options/arguments.ts'
import { serverDiagnostics } from '../../server/diagnostics.ts'
import type { GatePlan } from '../../server/gate-plan.ts'
import { describeGateFailure } from '../gate-failure.ts'

/**
 * The gate of `server --auth`.
 *
 * @throws {LauncherError} as `readGateSettings` and `openKeyStore`
 */
export async function planGate(
  options: GivenOptions,
  sources: readonly Source[],
  hostContext: HostContext,
  hasLocalKey: boolean,
): Promise<GatePlan> {
  const { keys, ...settings } = readGateSettings(options, sources, hostContext.cwd)
  return {
    ...settings,
    store: await openKeyStore(keys, hostContext),
    isStoreLocal: findStoreAddress(keys, hostContext).kind === 'file',
    hasLocalKey,
    logsRequests: true,
    describeFailure: describeGateFailure,
  }
}

/**
 * The variable may be set for a server that asks for keys at another time, so it has a warning; the option is a slip.
 *
 * @throws {LauncherError}
 */
export function checkLocalToken({ auth, localToken }: ServerSettings): Diagnostic[] {
  const { value, origin } = localToken
  if (!value || auth.value) return []
  if (origin.kind === 'option') fail(serverDiagnostics.error('local-token-without-auth', origin))
  return [serverDiagnostics.warning('local-token-without-auth', origin)]
}
