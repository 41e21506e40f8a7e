import { compareWithNpmDotenv } from '../../checks/reader-comparison.ts'
import { resolveRun } from '../../configure/index.ts'
import { readInputs } from '../../configure/inputs.ts'
import type { ExitAction } from '../../launch/exit-status.ts'
import type { Arguments } from '../../options/arguments.ts'
import { option } from '../../options/option.ts'
import { configJson } from '../../report/config-json.ts'
import { configText } from '../../report/config-text.ts'
import { findPrivateServerChange } from '../../report/private-server.ts'
import { inspectWrappers } from '../../wrappers/index.ts'
import type { CommandContext } from '../command.ts'
import { logConfiguration } from '../debug-configuration.ts'
import { renderHelp } from '../yargs/help.ts'
import { parseCommandLine, refusePassthroughArgs } from '../yargs/parse.ts'

const OPTIONS = [option('json', { help: 'print a documented, versioned object without secrets' })]

/**
 * Shows what was resolved, and from where, and warns of what other readers of `.env` files would read differently.
 *
 * @throws {LauncherError} those of `parseCommandLine` and `readInputs`
 */
export async function handler(
  { hostContext, stderr, stdout, format, debug }: CommandContext,
  given: Arguments,
): Promise<ExitAction> {
  const line = parseCommandLine(given, OPTIONS)
  refusePassthroughArgs('config', line)
  const inputs = readInputs(hostContext, line.args)
  const resolved = inspectWrappers(hostContext, resolveRun(inputs), [])
  logConfiguration(debug, resolved)
  const differences = compareWithNpmDotenv(inputs.texts.map(({ text }) => text))
  const configuration = { ...resolved, warnings: [...resolved.warnings, ...differences] }
  stderr(configuration.warnings.map(format).join(''))
  const asJson = line.args.options.has('json')
  const privateServer = findPrivateServerChange(configuration, hostContext.env)
  stdout(
    asJson
      ? `${JSON.stringify(configJson(configuration, privateServer), null, 2)}\n`
      : configText(configuration, privateServer),
  )
  return { raise: null, status: 0 }
}

export async function help(width: number): Promise<string> {
  return renderHelp(
    {
      usage: '[options] config [options]',
      description: `Shows every value of the project's configuration and where it comes from, and what was removed from
the command's environment and why.`,
      heading: 'Options:',
      options: OPTIONS,
      examples: [['config --json', 'the same as an object']],
      epilogue: "The launcher's own options can be used here too (see '--help').",
    },
    width,
  )
}
