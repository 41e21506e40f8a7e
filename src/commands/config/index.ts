import { compareWithNpmDotenv } from '../../checks/reader-comparison.ts'
import { describeRunWithServer, type RunWithServer } from '../../configure/command-with-server.ts'
import type { Configuration } from '../../configure/configuration.ts'
import { resolveRun } from '../../configure/index.ts'
import { type Inputs, readInputs } from '../../configure/inputs.ts'
import type { ExitAction } from '../../launch/exit-status.ts'
import type { Arguments } from '../../options/arguments.ts'
import { configJson } from '../../report/config-json.ts'
import { configText } from '../../report/config-text.ts'
import { preparePrivateServer } from '../../server/prepare.ts'
import { inspectWrappers } from '../../wrappers/index.ts'
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
  logConfiguration(debug, resolved, resolved.options.withServer ? 'server' : undefined)
  const withServer = describeWithServer(inputs, resolved)
  if (withServer) logConfiguration(debug, withServer.ofCommand, 'command')
  // With a server, a run does not look at what comes between the launcher and the program.
  const found = withServer?.ofCommand ?? inspectWrappers(hostContext, resolved, [])
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

/** The run if it has a private server, with the checks that are made before its start and look at values only. */
function describeWithServer(inputs: Inputs, configuration: Configuration): RunWithServer | null {
  const { withServer } = configuration.options
  if (withServer === null) return null
  const server = preparePrivateServer(inputs.hostContext, configuration, withServer)
  return describeRunWithServer(inputs, configuration, withServer, server)
}
