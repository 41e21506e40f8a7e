import { compareWithNpmDotenv } from '../../checks/reader-comparison.ts'
import type { Configuration } from '../../configure/configuration.ts'
import { resolveRun } from '../../configure/index.ts'
import { readInputs } from '../../configure/inputs.ts'
import * as host from '../../host/index.ts'
import type { ExitAction } from '../../launch/exit-status.ts'
import type { HostContext } from '../../model/host-context.ts'
import type { Arguments } from '../../options/arguments.ts'
import { configJson } from '../../report/config-json.ts'
import { configText } from '../../report/config-text.ts'
import type { CommandContext } from '../command.ts'
import { logConfiguration } from '../debug-configuration.ts'
import { parseCommandLine, refusePassthroughArgs } from '../yargs/parse.ts'
import { CONFIG_OPTIONS } from './page.ts'

/**
 * Shows what was resolved, and from where, and warns of what other readers of `.env` files would read differently.
 *
 * @throws {LauncherError} those of `parseCommandLine`, `readInputs`, `resolveRun` and `preparePrivateServer`
 */
export async function handler(
  { hostContext, stderr, stdout, format, debug }: CommandContext,
  given: Arguments,
): Promise<ExitAction> {
  const line = parseCommandLine(given, CONFIG_OPTIONS)
  refusePassthroughArgs('config', line)
  const inputs = readInputs(hostContext, line.args)
  const resolved = resolveRun(inputs)
  const { withServer: requestedBy } = resolved.options
  // Before anything is printed: another host may hand over here.
  const server = requestedBy ? await host.load(() => import('../server/index.ts')) : null
  logConfiguration(debug, resolved, requestedBy ? 'server' : undefined)
  const withServer = server && requestedBy ? server.describePrivateServer(inputs, resolved, requestedBy) : null
  if (withServer) logConfiguration(debug, withServer.ofCommand, 'command')
  // With a server, a run does not look at what comes between the launcher and the program.
  const found = withServer?.ofCommand ?? (await inspect(hostContext, resolved))
  const differences = compareWithNpmDotenv(inputs.texts.map(({ text }) => text))
  const configuration = { ...found, warnings: [...found.warnings, ...differences] }
  stderr(configuration.warnings.map(format).join(''))
  const asJson = line.args.options.has('json')
  stdout(
    asJson
      ? `${JSON.stringify(configJson(configuration, withServer), null, 2)}\n`
      : configText(configuration, withServer),
  )
  return { raise: null, status: 0 }
}

async function inspect(hostContext: HostContext, resolved: Configuration): Promise<Configuration> {
  const { inspectWrappers } = await host.load(() => import('../inspect/index.ts'))
  return inspectWrappers(hostContext, resolved, [])
}
