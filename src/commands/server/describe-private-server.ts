import { describeRunWithServer, type RunWithServer } from '../../configure/command-with-server.ts'
import type { Configuration } from '../../configure/configuration.ts'
import type { Inputs } from '../../configure/inputs.ts'
import type { Origin } from '../../model/origin.ts'
import { preparePrivateServer } from '../../server/prepare.ts'

/**
 * A run with a private server, with the checks that are made before its start and look at values only.
 *
 * @param requestedBy the option or variable that asks for the server
 * @throws {LauncherError} those of `preparePrivateServer`
 */
export function describePrivateServer(
  inputs: Inputs,
  configuration: Configuration,
  requestedBy: Origin,
): RunWithServer {
  const server = preparePrivateServer(inputs.hostContext, configuration, requestedBy)
  return describeRunWithServer(inputs, configuration, requestedBy, server)
}
