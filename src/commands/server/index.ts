import { noticeRemoved } from '../../child-env/kept-names.ts'
import { configure } from '../../configure/index.ts'
import { hostDiagnostics } from '../../host/diagnostics.ts'
import * as host from '../../host/index.ts'
import { replacesProcess } from '../../launch/engines/index.ts'
import type { ExitAction } from '../../launch/exit-status.ts'
import { schemeOfServer } from '../../mlflow/derived-address.ts'
import { mlflowDiagnostics } from '../../mlflow/diagnostics.ts'
import { checkOwnTrackingUri, withOwnServer } from '../../mlflow/own-tracking-uri.ts'
import { findOtherVariables } from '../../mlflow/server-environment.ts'
import { fail, failOnError } from '../../model/diagnostic.ts'
import type { Arguments } from '../../options/arguments.ts'
import { optionDiagnostics } from '../../options/diagnostics.ts'
import { SERVER_OPTIONS } from '../../options/server-options.ts'
import { blockText } from '../../report/config-summary.ts'
import { configText } from '../../report/config-text.ts'
import { findingLines } from '../../report/diagnostic-line.ts'
import { chooseReporter } from '../../report/reporters/index.ts'
import { dryRunText, serverBlockText } from '../../report/server-settings.ts'
import { defaultBackendUri } from '../../server/default-backend.ts'
import { examineServer, prepareServer, requireStartable } from '../../server/prepare.ts'
import { checkStart, runServer } from '../../server/run-server.ts'
import type { ServerPlan } from '../../server/server-plan.ts'
import type { CommandContext } from '../command.ts'
import { logConfiguration } from '../debug-configuration.ts'
import { parseCommandLine } from '../yargs/parse.ts'
import { checkLocalToken, planGate } from './gate-plan.ts'

export { describePrivateServer } from './describe-private-server.ts'
export { runCommandWithServer } from './run-with-server.ts'

/**
 * Starts MLflow's server with the project's credentials, and stays until it ends.
 *
 * @returns how the launcher ends
 * @throws {LauncherError} where nothing was started
 */
export async function handler(commandContext: CommandContext, given: Arguments): Promise<ExitAction> {
  const { hostContext, pid, parentPid, stderr, stdout, format } = commandContext
  const { args: own, passthroughArgs } = parseCommandLine(given, SERVER_OPTIONS)
  const invalid = host.findInvalidArgument(given.rest)
  if (invalid !== null) fail(hostDiagnostics.error('argument-not-utf8', null, { position: invalid }))
  const named = configure(hostContext, own, 'server')
  logConfiguration(commandContext.debug, named)
  const { withServer } = named.options
  if (withServer?.kind === 'option') {
    const other = { kind: 'option', name: 'server' } as const
    fail(optionDiagnostics.error('conflicting-options', withServer, { other }))
  }
  const { launch, quiet } = named.options
  const prepared = prepareServer({
    hostContext,
    configuration: named,
    options: own.options,
    passthroughArgs,
    replacesLauncher: replacesProcess(launch.value),
    privateAddress: null,
    defaultBackend: defaultBackendUri(hostContext.cwd),
  })
  failOnError(prepared.findings)
  const { settings, env } = prepared.context
  const aboutKey = checkLocalToken(settings)
  const { auth, localToken } = settings
  const gate = auth.value ? await planGate(own.options, named.sources, hostContext, localToken.value) : null
  const scheme = gate ? (gate.tls ? 'https' : 'http') : schemeOfServer(prepared.mlflowArgs, env)
  const configuration = { ...named, trackingUri: withOwnServer(named.trackingUri, settings, scheme) }
  const findings = [...prepared.findings, ...aboutKey, ...checkOwnTrackingUri(named.trackingUri, settings, scheme)]
  const warnings = [...prepared.warnings.map(format), ...findingLines(findings, quiet !== null, format)]
  const others = findOtherVariables(configuration.sources, settings, env)
  const examined = await examineServer(hostContext, prepared.context)
  const found = requireStartable(examined)
  commandContext.debug.log(`Python: ${found.installation.python}, MLflow ${found.installation.versions.mlflow}`)
  const notices = [
    ...noticeRemoved(hostContext.env, configuration.change),
    ...(others.length > 0 ? [mlflowDiagnostics.notice('other-server-variables', null, { origins: others })] : []),
  ]
  const block = quiet ? '' : blockText(configuration) + serverBlockText(settings, undefined, gate)
  const lines = [block, ...warnings, ...findingLines([...examined.findings, ...notices], quiet !== null, format)]
  const { cwd, platform } = hostContext
  const plan: ServerPlan = {
    ...found,
    settings,
    env,
    launcherEnv: hostContext.env,
    passthroughArgs: prepared.mlflowArgs,
    cwd,
    platform,
    pid,
    parentPid,
    launch,
    gate,
    reporter: chooseReporter({ isQuiet: quiet !== null, isTerminal: host.isTerminal(2), format }),
    notedFor: configuration.project,
    announce: () => stderr(lines.join('')),
  }
  if (own.options.has('dry-run')) {
    const warning = await checkStart(plan)
    const { change } = prepared
    // Notices say what a start does.
    stderr(
      [...warnings, ...(warning ? [format(warning)] : []), ...findingLines(examined.findings, true, format)].join(''),
    )
    const isNewDatabase = examined.findings.some(({ code }) => code === 'new-database')
    stdout(configText({ ...configuration, change }) + dryRunText({ ...plan, change, others, isNewDatabase }))
    return { raise: null, status: 0 }
  }
  return runServer(plan)
}
