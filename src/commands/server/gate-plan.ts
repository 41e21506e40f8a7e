import { readGateSettings } from '../../gate/settings.ts'
import { openKeyStore } from '../../keys/open-store.ts'
import { findStoreAddress } from '../../keys/store-address.ts'
import type { HostContext } from '../../model/host-context.ts'
import type { Source } from '../../model/source.ts'
import type { GivenOptions } from '../../options/arguments.ts'
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
): Promise<GatePlan> {
  const { keys, ...settings } = readGateSettings(options, sources, hostContext.cwd)
  return {
    ...settings,
    store: await openKeyStore(keys, hostContext),
    isStoreLocal: findStoreAddress(keys, hostContext).kind === 'file',
    logsRequests: true,
    describeFailure: describeGateFailure,
  }
}
