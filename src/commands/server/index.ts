import { warnUncheckedSchemes } from '../../checks/uri-schemes.ts'
import { configure } from '../../configure/index.ts'
import { hostLimits } from '../../host/diagnostics.ts'
import { host } from '../../host/index.ts'
import { replacesProcess } from '../../launch/engines/index.ts'
import type { ExitAction } from '../../launch/exit-status.ts'
import { checkPassed } from '../../mlflow/argv-secrets.ts'
import { hidePassedPassword, KEY_PASSWORD } from '../../mlflow/uvicorn-options.ts'
import { findServerVariables } from '../../mlflow/variables.ts'
import { fail, failOnError } from '../../model/diagnostic.ts'
import type { Notice } from '../../model/warning.ts'
import type { Arguments } from '../../options/arguments.ts'
import { optionDiagnostics } from '../../options/diagnostics.ts'
import { SERVER_OPTIONS } from '../../options/server-options.ts'
import { blockText } from '../../report/config-summary.ts'
import { configText } from '../../report/config-text.ts'
import { findingLines, noticeLine, warningLine } from '../../report/diagnostic-line.ts'
import { chooseReporter } from '../../report/reporters/index.ts'
import { dryRunText, serverBlockText } from '../../report/server-settings.ts'
import { defaultBackendUri } from '../../server/default-backend.ts'
import { examineServer, prepareServer } from '../../server/preflight.ts'
import { runServer } from '../../server/run-server.ts'
import type { CommandContext } from '../command.ts'
import { logConfiguration } from '../debug-configuration.ts'
import { parseCommandLine } from '../yargs/parse.ts'

export { help } from './help.ts'
export { runCommandWithServer } from './run-with-server.ts'

/**
 * Starts MLflow's server with the project's credentials, and stays until it ends.
 *
 * @returns how the launcher ends
 * @throws {Refusal} where nothing was started
 */
export async function handler(commandContext: CommandContext, given: Arguments): Promise<ExitAction> {
  const { world, pid, parentPid, stderr, stdout } = commandContext
  const { args: own, passed } = parseCommandLine(given, SERVER_OPTIONS)
  const invalid = host.findInvalidArgument(given.rest)
  if (invalid !== null) fail(hostLimits.error('argument-not-utf8', null, { position: invalid }))
  const configuration = configure(world, own)
  logConfiguration(commandContext.debug, configuration)
  const { withServer } = configuration.options
  if (withServer?.kind === 'option') {
    const other = { kind: 'option', name: 'server' } as const
    fail(optionDiagnostics.error('conflicting-options', withServer, { other }))
  }
  const prepared = prepareServer(world, configuration, own.options, defaultBackendUri(world.cwd))
  const { settings, change } = prepared
  const { words: args, password } = hidePassedPassword(passed)
  const env = password === null ? prepared.env : { ...prepared.env, [KEY_PASSWORD]: password }
  const warnings = [...prepared.warnings, ...checkPassed(passed)]
  const others = findServerVariables(configuration.sources)
  const { launch, quiet } = configuration.options
  if (own.options.has('dry-run')) {
    stderr([...warnings, ...warnUncheckedSchemes(settings)].map(warningLine).join(''))
    stdout(configText({ ...configuration, change }) + dryRunText({ settings, change, others, launch, passed: args }))
    return { raise: null, status: 0 }
  }
  const context = {
    settings,
    env,
    passthroughArgs: args,
    isReplaced: replacesProcess(launch.value),
    cwd: world.cwd,
    project: configuration.project,
  }
  const { found, findings } = await examineServer(world, context)
  commandContext.debug.log(`Python: ${found.installation.python}, MLflow ${found.installation.version}`)
  failOnError(findings)
  const notices: Notice[] = !quiet && others.length > 0 ? [{ code: 'server-variables', origins: others }] : []
  const block = quiet ? '' : blockText(configuration) + serverBlockText(settings)
  const announce = () =>
    stderr(
      [block, ...warnings.map(warningLine), ...findingLines(findings, quiet !== null), ...notices.map(noticeLine)].join(
        '',
      ),
    )
  const { cwd, platform } = world
  return runServer({
    ...found,
    settings,
    env,
    parent: world.env,
    args,
    cwd,
    platform,
    pid,
    parentPid,
    launch,
    reporter: chooseReporter({ isQuiet: quiet !== null, isTerminal: host.isTerminal(2) }),
    announce,
  })
}
