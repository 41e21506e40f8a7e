import { CHECKS } from '../../doctor/checks/index.ts'
import { defer } from '../../doctor/deferred.ts'
import { makeContext } from '../../doctor/make-context.ts'
import { runChecks } from '../../doctor/run-checks.ts'
import { wordLeft } from '../../doctor/word-left.ts'
import * as host from '../../host/index.ts'
import { type ExitAction, signalStatus } from '../../launch/exit-status.ts'
import { environmentSource } from '../../model/source.ts'
import type { Arguments } from '../../options/arguments.ts'
import { findOption } from '../../options/lookup.ts'
import { diagnosticLine } from '../../report/diagnostic-line.ts'
import { doctorJson, isHealthy } from '../../report/doctor-json.ts'
import type { CommandContext } from '../command.ts'
import { parseCommandLine, refusePassthroughArgs } from '../yargs/parse.ts'
import { chooseChecks } from './choose-checks.ts'
import { doctorDiagnostics } from './diagnostics.ts'
import { DOCTOR_OPTIONS } from './options.ts'
import { textReporter } from './text-reporter.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const FAILED_STATUS = 1

/**
 * Makes every check, and says what is wrong and what mends it.
 *
 * @throws {LauncherError} those of `parseCommandLine`; invalid-option-value: there is no such check
 */
export async function handler(commandContext: CommandContext, given: Arguments): Promise<ExitAction> {
  const { hostContext, stdout, stderr, version } = commandContext
  const line = parseCommandLine(given, DOCTOR_OPTIONS)
  refusePassthroughArgs('doctor', line)
  const { options } = line.args
  const checks = chooseChecks(options)
  const python = DOCTOR_OPTIONS.find(({ name }) => name === 'python')
  const interruption = catchSignals()
  const context = makeContext({
    hostContext,
    args: line.args,
    version: version(),
    python: (python && findOption(python, options, [environmentSource(hostContext.env)])) ?? null,
    isOffline: options.has('offline'),
    checks,
    cancelSignal: interruption.signal,
  })
  const isJson = options.has('json')
  const reporter = textReporter({ checks, env: hostContext.env, stdout: isJson ? () => {} : stdout, stderr })
  const outcomes = await Promise.race([
    runChecks(checks, context, { known: CHECKS, onOutcome: reporter.onOutcome }),
    interruption.happened,
  ])
  // What the probe has left in the bucket or on the server is cleared away first.
  const left = await context.probe.ended
  reporter.end()
  for (const one of left) {
    if (outcomes?.some(({ found, where }) => `${found} ${where}`.includes(one.name))) continue
    stderr(diagnosticLine(doctorDiagnostics.warning('doctor-left', null, wordLeft(one, context))))
  }
  const signal = interruption.end()
  if (signal !== null) return { raise: signal, status: signalStatus(signal) }
  if (outcomes === null) throw new TypeError('only a signal interrupts')
  if (isJson) stdout(`${JSON.stringify(doctorJson(outcomes), null, 2)}\n`)
  return { raise: null, status: isHealthy(outcomes) ? 0 : FAILED_STATUS }
}

/** Notes the first signal. The next one ends the launcher at once, and the probe clears away what is left by itself. */
function catchSignals() {
  const controller = new AbortController()
  const happened = defer<null>()
  let first: NodeJS.Signals | null = null
  const onSignal = (signal: NodeJS.Signals) => {
    first = signal
    stop()
    controller.abort()
    happened.resolve(null)
  }
  const stop = () => {
    for (const signal of SIGNALS) host.offSignal(signal, onSignal)
  }
  for (const signal of SIGNALS) host.onSignal(signal, onSignal)
  const end = (): NodeJS.Signals | null => {
    stop()
    return first
  }
  return { signal: controller.signal, happened: happened.promise, end }
}
