import type { CommandContext } from './commands/command.ts'
import { createDebugLog, type DebugLog, NO_DEBUG_LOG } from './commands/debug.ts'
import { commandDiagnostics } from './commands/diagnostics.ts'
import { COMMANDS } from './commands/index.ts'
import { findMissingPart, toFrames } from './commands/internal-error.ts'
import { run } from './commands/run.ts'
import { hostDiagnostics } from './host/diagnostics.ts'
import * as host from './host/index.ts'
import { reasonOf } from './host/reason.ts'
import { write } from './host/write.ts'
import { type ExitAction, failureStatus } from './launch/exit-status.ts'
import { type Diagnostic, fail, isLauncherError } from './model/diagnostic.ts'
import type { HostContext } from './model/host-context.ts'
import { type Environment, environmentSource } from './model/source.ts'
import type { Arguments } from './options/arguments.ts'
import { parseOwnBoolean } from './options/boolean.ts'
import { globalOption } from './options/global-options.ts'
import { findOption } from './options/lookup.ts'
import { parseArguments } from './options/parse.ts'
import { coloredDiagnosticLine, diagnosticLine } from './report/diagnostic-line.ts'

/** The widest that help is printed, in columns. */
const MAX_HELP_COLUMNS = 120
/** The width of help without a terminal. */
const DEFAULT_HELP_COLUMNS = 80

/** Does nothing until it is asked for. */
let debug: DebugLog = NO_DEBUG_LOG

/** Read once: each reading asks the kernel. Null until then, as with an error in the options. */
let environment: Environment | null = null

/** The only place that reads the process's own state and the only one that ends it. */
async function main(): Promise<ExitAction> {
  const args = parseArguments(host.args)
  const command = args.separated ? undefined : COMMANDS.find(({ word }) => word === args.rest[0])
  const asked = (...words: readonly string[]) => isAsked(args, command !== undefined, words)
  if (asked('--version', '-V')) return show(`${readVersion()}\n`)
  if (asked('--help', '-h')) {
    const { help } = await host.load(() => import('./commands/help/index.ts'))
    return show(help(command, Math.min(host.columns() ?? DEFAULT_HELP_COLUMNS, MAX_HELP_COLUMNS)))
  }
  const hostContext = readHost()
  const wantsDebug = isDebugAsked(args, asked('--debug'), hostContext)
  if (wantsDebug) debug = createDebugLog(stderr, environmentSource(hostContext.env))
  const context: CommandContext = {
    hostContext,
    debug,
    pid: host.pid,
    parentPid: host.parentPid,
    ownWords: COMMANDS.flatMap(({ word, load }) => (load === null ? [] : [word])),
    stderr,
    stdout,
    deliver,
    format,
    version: readVersion,
    commands: COMMANDS,
  }
  if (!command) return run(context, args)
  if (!command.load) return fail(commandDiagnostics.error('reserved-command', null, { command: command.word }))
  const { handler } = await host.load(command.load)
  return handler(context, args)
}

/** By the option, or by its variable. @throws {LauncherError} invalid-option-value */
function isDebugAsked({ options }: Arguments, isGiven: boolean, { env }: HostContext): boolean {
  const found = findOption(globalOption('debug'), options, [environmentSource(env)])
  return isGiven || (found !== null && parseOwnBoolean(found))
}

/** After one of our own words, help is still ours. After a program's name it is the program's. */
function isAsked({ options, rest }: Arguments, isOwnWord: boolean, words: readonly string[]): boolean {
  const end = rest.indexOf('--')
  const own = isOwnWord ? rest.slice(1, end === -1 ? undefined : end) : []
  return words.some((word) => options.has(word.slice(2)) || own.includes(word))
}

function readHost(): HostContext {
  environment = host.env()
  return {
    env: environment,
    cwd: workingDirectory(),
    platform: host.platform,
    home: host.home(),
    uid: host.uid,
    nullDevice: host.nullDevice,
  }
}

function workingDirectory(): string {
  try {
    return host.cwd()
  } catch (error) {
    const isGone = (error as { readonly code?: string }).code === 'ENOENT'
    return fail(hostDiagnostics.error('cwd-missing', null, { reason: isGone ? null : reasonOf(error) }))
  }
}

function readVersion(): string {
  return host.version(import.meta.dirname)
}

function show(text: string): ExitAction {
  stdout(text)
  return { raise: null, status: 0 }
}

/** Writes the result of one of the launcher's own words. A reader that stops reading early is no failure. */
function stdout(text: string): void {
  const reason = write(1, text)
  if (reason !== null && reason !== 'EPIPE')
    fail(commandDiagnostics.error('stdout-write-failed', null, { reason: reasonOf({ code: reason }) }))
}

/** Writes a result that nobody can get a second time. @returns the system's error code if a part of it is lost, or null */
function deliver(text: string): string | null {
  return write(1, text)
}

/** Writes for people. If nobody can read it, the command runs all the same. */
function stderr(text: string): void {
  write(2, text)
}

/** In colour if a terminal shows it and nobody objects (https://no-color.org). Asked only if there is something to say. */
function format(diagnostic: Diagnostic): string {
  const { NO_COLOR = '', TERM = '' } = environment ?? host.env()
  const isColored = NO_COLOR === '' && TERM !== '' && TERM !== 'dumb' && host.isTerminal(2)
  return isColored ? coloredDiagnosticLine(diagnostic) : diagnosticLine(diagnostic)
}

function end({ raise, status }: ExitAction): void {
  if (raise) host.exitBySignal(raise, status)
  else host.exit(status)
}

function endWithError(error: unknown): void {
  const failure: Diagnostic = isLauncherError(error) ? error.diagnostic : toDiagnostic(error)
  stderr(format(failure) + debug.stack(error))
  host.exit(failureStatus(failure))
}

/** What can be told of an unexpected error without its own text, which could quote a value. */
function toDiagnostic(error: unknown): Diagnostic {
  const missing = findMissingPart(error)
  if (missing !== null) return hostDiagnostics.error('incomplete-installation', null, { missing })
  const { code, name } = error instanceof Error ? (error as NodeJS.ErrnoException) : { name: typeof error }
  return commandDiagnostics.error('internal-error', null, { reason: code ?? name, frames: toFrames(error) })
}

host.start(() => main().then(end, endWithError))
