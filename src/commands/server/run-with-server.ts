import { applyChange } from '../../child-env/change.ts'
import {
  notYetKnown,
  type PrivateAccess,
  resolveCommandWithServer,
  warningsWithServer,
} from '../../configure/command-with-server.ts'
import type { Configuration } from '../../configure/configuration.ts'
import type { Inputs } from '../../configure/inputs.ts'
import * as host from '../../host/index.ts'
import { type ExitAction, toExitAction } from '../../launch/exit-status.ts'
import { launch } from '../../launch/index.ts'
import type { LaunchPlan } from '../../launch/plan.ts'
import { preflight } from '../../launch/preflight.ts'
import type { Origin } from '../../model/origin.ts'
import { blockText, describeCredentials } from '../../report/config-summary.ts'
import { findingLines } from '../../report/diagnostic-line.ts'
import { chooseReporter } from '../../report/reporters/index.ts'
import { privateServerRow } from '../../report/server-event-lines.ts'
import { privateGate } from '../../server/gate-plan.ts'
import { examineServer, preparePrivateServer, requireStartable } from '../../server/prepare.ts'
import { runWithServer } from '../../server/private-server.ts'
import type { ServerPlan } from '../../server/server-plan.ts'
import type { CommandContext } from '../command.ts'
import { logConfiguration } from '../debug-configuration.ts'
import { explainFailure } from '../explain-failure.ts'
import { describeGateFailure } from '../gate-failure.ts'
import { commandToShowRuns } from './show-runs.ts'

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
  const prepared = preparePrivateServer(hostContext, configuration, requestedBy)
  const { settings, env } = prepared.context
  // A command that cannot start is refused before the server starts.
  const resolve = (access: PrivateAccess) => resolveCommandWithServer(inputs, configuration, requestedBy, access)
  const planned = planCommand(commandContext, resolve(notYetKnown(settings)), inputs.args.rest)
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
    gate: privateGate(describeGateFailure),
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
    const ofCommand = resolve(running)
    logConfiguration(commandContext.debug, ofCommand, 'command')
    const plan = planCommand(commandContext, ofCommand, inputs.args.rest)
    const env = { ...plan.env, ...running.watchVariables }
    const lines = warningsWithServer(prepared, ofCommand).map(format)
    const found = findingLines([...prepared.findings, ...examined.findings], options.quiet !== null, format)
    const announce = () => stderr([options.quiet ? '' : blockText(ofCommand) + row, ...lines, ...found].join(''))
    return toExitAction(await launch({ ...plan, env, announce }), pid)
  })
}

/** The command as it runs next to the server. */
function planCommand(
  { hostContext }: CommandContext,
  configuration: Configuration,
  rest: readonly string[],
): LaunchPlan {
  const [command = '', ...args] = rest
  const { env: launcherEnv, cwd, platform } = hostContext
  const { options, change } = configuration
  const env = applyChange(launcherEnv, change)
  const { launch } = options
  return { command, args, launcherEnv, cwd, platform, env, launch, needsSupervisor: true, announce: () => {} }
}
