import { applyChange } from '../../child-env/change.ts'
import type { Configuration } from '../../configure/configuration.ts'
import { resolveRun } from '../../configure/index.ts'
import type { Inputs } from '../../configure/inputs.ts'
import * as host from '../../host/index.ts'
import { replacesProcess } from '../../launch/engines/index.ts'
import { type ExitAction, toExitAction } from '../../launch/exit-status.ts'
import { launch } from '../../launch/index.ts'
import type { LaunchPlan } from '../../launch/plan.ts'
import { preflight } from '../../launch/preflight.ts'
import { PRIVATE_HOST, PRIVATE_VARIABLE, withoutOtherServers } from '../../mlflow/other-server.ts'
import { privateDatabase } from '../../mlflow/private-server-settings.ts'
import { fail, failOnError } from '../../model/diagnostic.ts'
import type { HostContext } from '../../model/host-context.ts'
import type { Origin } from '../../model/origin.ts'
import { mergeOptions, toGivenOptions } from '../../options/arguments.ts'
import { optionDiagnostics } from '../../options/diagnostics.ts'
import { GLOBAL_OPTIONS } from '../../options/global-options.ts'
import { ownVariable } from '../../options/option.ts'
import { blockText, describeCredentials } from '../../report/config-summary.ts'
import { findingLines } from '../../report/diagnostic-line.ts'
import { chooseReporter } from '../../report/reporters/index.ts'
import { privateServerRow } from '../../report/server-event-lines.ts'
import { examineServer, prepareServer, requireStartable } from '../../server/prepare.ts'
import { type PrivateServer, runWithServer } from '../../server/private-server.ts'
import type { ServerPlan } from '../../server/server-plan.ts'
import type { CommandContext } from '../command.ts'
import { explainFailure } from '../explain-failure.ts'
import { commandToShowRuns } from './show-runs.ts'

/** A placeholder: the address is not known before the server has started. */
const NOT_YET_KNOWN: PrivateServer = { trackingUri: `http://${PRIVATE_HOST}`, watchVariables: {} }

/**
 * Runs a command with a private server. The server has the project's account; the command keeps the shell's, and reaches
 * the project's store through the server only.
 *
 * @param inputs what the run is resolved from: once for the server, once for the command
 * @param configuration the server's
 * @param requestedBy the option or variable that asks for the server
 * @throws {LauncherError} with nothing started
 */
export async function runCommandWithServer(
  commandContext: CommandContext,
  inputs: Inputs,
  configuration: Configuration,
  requestedBy: Origin,
): Promise<ExitAction> {
  const { hostContext, pid, parentPid, stderr, format } = commandContext
  // Before the launcher itself opens anything.
  host.noteDescriptors()
  const { options, project } = configuration
  if (replacesProcess(options.launch.value)) {
    fail(optionDiagnostics.error('conflicting-options', requestedBy, { other: options.launch.origin }))
  }
  const prepared = prepareServer({
    hostContext,
    configuration,
    options: new Map(),
    passthroughArgs: [],
    replacesLauncher: false,
    isPrivate: true,
    defaultBackend: privateDatabase(project),
  })
  failOnError(prepared.findings)
  const { settings, env } = prepared.context
  // A command that cannot start is refused before the server starts.
  const { plan: planned } = planCommand(commandContext, inputs, NOT_YET_KNOWN, requestedBy)
  try {
    preflight(planned)
  } catch (error) {
    const words = { isSeparated: inputs.args.separated, ownWords: commandContext.ownWords }
    await explainFailure(error, { ...planned, ...words, hostContext, project })
  }
  const examined = await examineServer(hostContext, prepared.context)
  const { cwd, platform } = hostContext
  const server: ServerPlan = {
    ...requireStartable(examined),
    settings,
    env,
    launcherEnv: hostContext.env,
    passthroughArgs: [],
    cwd,
    platform,
    pid,
    parentPid,
    launch: options.launch,
    reporter: chooseReporter({ isQuiet: options.quiet !== null, isTerminal: host.isTerminal(2), format }),
    notedFor: null,
    announce: () => {},
  }
  const row = privateServerRow(
    server.installation.versions.mlflow,
    describeCredentials(configuration),
    settings.artifacts,
  )
  const command = commandToShowRuns({ settings, given: inputs.args.options, cwd, project })
  const kept = { settings, databaseFile: server.databaseFile, command }
  return runWithServer(server, kept, async (running) => {
    const { plan, block, warnings } = planCommand(commandContext, inputs, running, requestedBy)
    const ofServer = prepared.warnings.filter(({ code }) => code !== 'unusable-tracking-uri')
    const lines = new Set([...ofServer, ...warnings].map(format))
    const found = findingLines([...prepared.findings, ...examined.findings], options.quiet !== null, format)
    const announce = () => stderr([options.quiet ? '' : block + row, ...lines, ...found].join(''))
    return toExitAction(await launch({ ...plan, announce }), pid)
  })
}

/** The command as it runs with `--keep-aws`, and with the server's address. */
function planCommand({ hostContext }: CommandContext, inputs: Inputs, server: PrivateServer, requestedBy: Origin) {
  const given = inputs.args
  const [command = '', ...args] = given.rest
  const commandHostContext: HostContext = {
    ...hostContext,
    // A nested launcher uses this server, and starts no other.
    env: {
      ...withoutOtherServers(hostContext.env),
      MLFLOW_TRACKING_URI: server.trackingUri,
      [PRIVATE_VARIABLE]: server.trackingUri,
      [ownVariable('with-server')]: '0',
    },
  }
  const own = new Map(given.options)
  for (const { name, isForServerAccount } of GLOBAL_OPTIONS) if (isForServerAccount) own.delete(name)
  const withKeepAws = mergeOptions(own, toGivenOptions({ 'keep-aws': ['true'] }))
  const configuration = resolveRun({
    ...inputs,
    hostContext: commandHostContext,
    pinned: ['MLFLOW_TRACKING_URI', ownVariable('with-server')],
    args: { ...given, options: withKeepAws },
  })
  const { options, change } = configuration
  const plan: LaunchPlan = {
    command,
    args,
    launcherEnv: hostContext.env,
    cwd: hostContext.cwd,
    platform: hostContext.platform,
    env: { ...applyChange(commandHostContext.env, change), ...server.watchVariables },
    launch: options.launch,
    needsSupervisor: true,
    announce: () => {},
  }
  return {
    plan,
    block: blockText({ ...configuration, options: { ...options, keepAws: requestedBy } }),
    // It does not apply: artifacts go through the server, wherever they are stored.
    warnings: configuration.warnings.filter(({ code }) => code !== 'keep-aws-direct'),
  }
}
