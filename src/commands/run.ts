import { applyChange, isUnchanged } from '../child-env/change.ts'
import { noticeRemoved } from '../child-env/kept-names.ts'
import type { Configuration } from '../configure/configuration.ts'
import { resolveRun } from '../configure/index.ts'
import { readInputs } from '../configure/inputs.ts'
import { IDENTITY_VARIABLE } from '../credentials/identity-tag.ts'
import { noticeReplaced } from '../credentials/rival-keys.ts'
import { hostDiagnostics } from '../host/diagnostics.ts'
import * as host from '../host/index.ts'
import { type ExitAction, toExitAction } from '../launch/exit-status.ts'
import { launch } from '../launch/index.ts'
import type { LaunchPlan } from '../launch/plan.ts'
import { loopbackAddress, parseUrl } from '../mlflow/server-address.ts'
import { type Diagnostic, fail } from '../model/diagnostic.ts'
import type { Arguments } from '../options/arguments.ts'
import { blockText } from '../report/config-summary.ts'
import { needsInspection } from '../wrappers/gate.ts'
import type { CommandContext } from './command.ts'
import { logConfiguration } from './debug-configuration.ts'
import { commandDiagnostics } from './diagnostics.ts'
import { explainFailure } from './explain-failure.ts'

/**
 * Runs a command in the project's environment.
 *
 * @returns how the launcher ends: as the command did
 * @throws {LauncherError} where nothing was started
 */
export async function run(context: CommandContext, given: Arguments): Promise<ExitAction> {
  const { hostContext, pid, stderr, format, debug } = context
  const [command, ...args] = given.rest
  if (command === undefined) return fail(commandDiagnostics.error('missing-command', null))
  const invalid = host.findInvalidArgument(given.rest)
  if (invalid !== null) fail(hostDiagnostics.error('argument-not-utf8', null, { position: invalid }))
  const inputs = readInputs(hostContext, given)
  const resolved = resolveRun(inputs)
  // Without `await` on the ordinary way: Node would first finish loading, which takes longer than becoming the command.
  const configuration = mayBeWrapped(context, resolved, given.rest)
    ? await inspect(context, resolved, given.rest)
    : resolved
  const { options, change, warnings, credentials } = configuration
  if (options.withServer) {
    // Before anything is printed: another host may hand over here.
    const { runCommandWithServer } = await host.load(() => import('./server/index.ts'))
    logConfiguration(debug, configuration, 'server')
    return runCommandWithServer(context, inputs, configuration, options.withServer)
  }
  logConfiguration(debug, configuration)
  // As in a Makefile that uses the launcher too: the one outside has said it all.
  const isRepeated = hostContext.env[IDENTITY_VARIABLE] !== undefined && isUnchanged(change)
  const isQuiet = options.quiet !== null || isRepeated
  const removed = noticeRemoved(hostContext.env, change)
  const replaced = isQuiet || options.keepAws ? [] : noticeReplaced(configuration.sources)
  const notices = isQuiet ? [] : [...replaced, ...removed, ...(await findNotices(configuration, given.rest))]
  const block = isQuiet ? '' : blockText(configuration)
  const env = applyChange(hostContext.env, change)
  const announce = () => stderr([block, ...warnings.map(format), ...notices.map(format)].join(''))
  const { cwd, platform } = hostContext
  const { needsSupervisor } = credentials
  const self = { launcherEnv: hostContext.env, cwd, platform, needsSupervisor }
  const plan: LaunchPlan = { command, args, env, ...self, launch: options.launch, announce }
  const words = { command, args, isSeparated: given.separated, ownWords: context.ownWords }
  const attempt = { ...words, env, hostContext, project: configuration.project }
  const result = await launch({ ...plan, ...(debug.isEnabled && { log: debug.log }) }).catch((error) =>
    explainFailure(error, attempt),
  )
  return toExitAction(result, pid)
}

/** Whether the command or the shell may have something between the launcher and the program. */
function mayBeWrapped({ hostContext }: CommandContext, { options }: Configuration, words: readonly string[]): boolean {
  return !options.withServer && needsInspection(words, hostContext.env)
}

/** Looks at what comes between the launcher and the program. */
async function inspect({ hostContext }: CommandContext, configuration: Configuration, words: readonly string[]) {
  const { inspectWrappers } = await host.load(() => import('./inspect/index.ts'))
  return inspectWrappers(hostContext, configuration, words)
}

/** Where nothing listens at a loopback address, MLflow would try again for minutes. */
async function findNotices({ trackingUri }: Configuration, words: readonly string[]): Promise<Diagnostic[]> {
  const { value: uri, origin } = trackingUri
  const url = parseUrl(uri)
  const address = url && loopbackAddress(url.host)
  if (!url || !address || startsServer(words)) return []
  if (await host.isListening(url.port, address === 'localhost' ? null : address)) return []
  return [commandDiagnostics.notice('no-tracking-server', origin, { uri })]
}

/** `mlflow server` and `mlflow ui`, also behind an interpreter, are what the notice would ask for. */
function startsServer(words: readonly string[]): boolean {
  const at = words.findIndex(
    (word) => word.includes('mlflow') && /(?:^|[\\/])(?:mlflow|with-mlflow-env)(?:\.exe)?$/.test(word),
  )
  return at !== -1 && words.slice(at + 1).some((word) => word === 'server' || word === 'ui')
}
