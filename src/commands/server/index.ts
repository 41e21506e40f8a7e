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
import { refuse } from '../../model/failure.ts'
import type { Notice } from '../../model/warning.ts'
import type { Arguments } from '../../options/arguments.ts'
import { parseServerArguments } from '../../options/server-arguments.ts'
import { blockText } from '../../report/config-summary.ts'
import { configText } from '../../report/config-text.ts'
import { findingLines, noticeLine, warningLine } from '../../report/diagnostic-line.ts'
import { chooseReporter } from '../../report/reporters/index.ts'
import { dryRunText, serverBlockText } from '../../report/server-settings.ts'
import { defaultBackendUri } from '../../server/default-backend.ts'
import { examineServer, prepareServer } from '../../server/preflight.ts'
import { runServer } from '../../server/run-server.ts'
import type { Edges } from '../command.ts'

/**
 * Starts MLflow's server with the project's credentials, and stays beside it.
 *
 * @returns how the launcher ends
 * @throws {Refusal} where nothing was started
 */
export async function server({ world, pid, parentPid, tell, print }: Edges, given: Arguments): Promise<ExitAction> {
  const { options: written, dryRun, passed, all } = parseServerArguments(given)
  const invalid = host.findInvalidArgument(given.rest)
  if (invalid !== null) fail(hostLimits.error('argument-not-utf8', null, { position: invalid }))
  const configuration = configure(world, all)
  const { withServer } = configuration.options
  if (withServer?.kind === 'option') {
    refuse({ code: 'options-contradict', first: withServer, second: { kind: 'option', name: 'server' } })
  }
  const prepared = prepareServer(world, configuration, written, defaultBackendUri(world.cwd))
  const { settings, change } = prepared
  const { words: args, password } = hidePassedPassword(passed)
  const env = password === null ? prepared.env : { ...prepared.env, [KEY_PASSWORD]: password }
  const warnings = [...prepared.warnings, ...checkPassed(passed)]
  const others = findServerVariables(configuration.sources)
  const { launch, quiet } = configuration.options
  if (dryRun) {
    tell([...warnings, ...warnUncheckedSchemes(settings)].map(warningLine).join(''))
    print(configText({ ...configuration, change }) + dryRunText({ settings, change, others, launch, passed: args }))
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
  failOnError(findings)
  const notices: Notice[] = !quiet && others.length > 0 ? [{ code: 'server-variables', origins: others }] : []
  const block = quiet ? '' : blockText(configuration) + serverBlockText(settings)
  const announce = () =>
    tell(
      [block, ...warnings.map(warningLine), ...findingLines(findings, quiet !== null), ...notices.map(noticeLine)].join(
        '',
      ),
    )
  const { cwd, platform } = world
  return runServer({
    ...found,
    ...{ settings, env, parent: world.env, args, cwd, platform, pid, parentPid, launch },
    reporter: chooseReporter({ isQuiet: quiet !== null, isTerminal: host.isTerminal(2) }),
    announce,
  })
}
