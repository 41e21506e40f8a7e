import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Edges } from './commands/command.ts'
import { helpText } from './commands/help.ts'
import { COMMANDS } from './commands/index.ts'
import { run } from './commands/run.ts'
import { readEnvironment } from './host/node/environment.ts'
import { isTerminalGone } from './host/node/tty-hangup.ts'
import { write } from './host/write.ts'
import { type ExitAction, failureStatus } from './launch/exit-status.ts'
import { type Failure, isRefusal, refuse } from './model/failure.ts'
import type { World } from './model/host-context.ts'
import { parseArguments } from './options/arguments.ts'
import { failureLine } from './report/diagnostic-line.ts'

/** The only place that reads the process's own state and the only one that ends it. */
async function main(): Promise<ExitAction> {
  const given = parseArguments(process.argv.slice(2))
  const command = given.separated ? undefined : COMMANDS.find(({ word }) => word === given.rest[0])
  // Behind one of our own words, help is still ours; behind a program's name it is the program's.
  const words = command ? ownWords(given.rest) : []
  const asked = (option: string) => given.flags.has(option) || words.includes(`--${option}`)
  if (asked('version')) return show(`${readVersion()}\n`)
  if (asked('help') || words.includes('-h')) {
    return show(await (command?.help ?? helpText)(Math.min(process.stdout.columns || 100, 120)))
  }
  const edges: Edges = { world: readWorld(), pid: process.pid, parentPid: process.ppid, tell, print }
  if (!command) return run(edges, given)
  if (!command.handler) return refuse({ code: 'command-not-yet', command: command.word })
  return command.handler(edges, given)
}

/** Behind `--` stand the words of another program. */
function ownWords(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--')
  return end === -1 ? words : words.slice(0, end)
}

function readWorld(): World {
  return {
    env: readEnvironment(process.env, process.execArgv.length === 0 && !process.env.NODE_OPTIONS),
    cwd: workingDirectory(),
    platform: process.platform,
    home: process.env.HOME || process.getBuiltinModule('node:os').homedir(),
    uid: process.geteuid?.() ?? null,
    nullDevice: process.platform === 'win32' ? '\\\\.\\nul' : '/dev/null',
  }
}

function workingDirectory(): string {
  try {
    return process.cwd()
  } catch {
    return refuse({ code: 'directory-gone' })
  }
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'))
  return String(version)
}

function show(text: string): ExitAction {
  print(text)
  return { raise: null, status: 0 }
}

/** Writes the result of one of the launcher's own words. A reader that has had enough is no failure. */
function print(text: string): void {
  const problem = write(1, text)
  if (problem !== null && problem !== 'EPIPE') refuse({ code: 'output-failed', reason: problem })
}

/** Writes for people. Where nobody can read it, the command runs all the same. */
function tell(text: string): void {
  write(2, text)
}

function end(exit: ExitAction): void {
  const { status } = exit
  const raise = exit.raise ?? (isTerminalGone() ? 'SIGHUP' : null)
  if (raise) {
    process.removeAllListeners(raise)
    // A handler that comes and goes puts back the default where Node ignores a signal, as it does SIGPIPE.
    const handler = () => {}
    if (raise !== 'SIGKILL' && raise !== 'SIGSTOP') process.on(raise, handler).off(raise, handler)
    process.kill(process.pid, raise)
    // The signal may take a moment; as it may be blocked, the launcher does not wait for ever.
    setTimeout(() => process.exit(status), 500)
    return
  }
  process.exit(status)
}

function fail(error: unknown): void {
  // An unexpected error's own text could quote a value.
  const failure: Failure = isRefusal(error)
    ? error.failure
    : { code: 'internal', reason: (error as NodeJS.ErrnoException)?.code ?? (error as Error)?.name ?? 'unknown' }
  tell(failureLine(failure))
  process.exit(failureStatus(failure))
}

main().then(end, fail)
