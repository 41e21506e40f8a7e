import { defineDiagnostics } from '../model/diagnostic.ts'
import { COMMAND_NAME, formatName, formatOrigin, printable, quote, quoteWord } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'
import type { EngineName } from '../options/launch-engines.ts'
import type { ArgumentSize } from './arg-max.ts'

/** Why a launch engine cannot start the command. */
export type Obstacle = 'platform' | 'node' | 'supervisor' | 'size' | 'program'

const obstacles = (): Readonly<Record<Obstacle, string>> => ({
  platform: 'this system has no execve()',
  node: 'it needs Node 22.15, 23.11, 24 or newer',
  supervisor: 'the launcher has to keep running while the command runs',
  size: "arguments and environment are close to the kernel's size limit",
  program: 'the launcher cannot verify that the kernel will execute this file',
})

const notExecutable = () =>
  ({
    directory: 'is a directory, not a program',
    permission: 'found, but not executable',
    path: 'its path cannot be followed: a part of it is not a directory, or a link points to itself',
    format: 'found, but not in a format that this machine can run',
  }) as const

const CHMOD = "run 'chmod +x' on it, or name its interpreter, as in 'python script.py'"
const OPEN = "ask its owner for the x permission ('chmod +x')"

function closed(directory: string | null | undefined): string {
  return `this user is not permitted to search the directory ${quote(directory ?? '')}`
}

interface ForCommand {
  /** As it was given. */
  readonly command: string
}

interface ForInterpreter extends ForCommand {
  /** As the file's first line names it. */
  readonly interpreter: string
}

interface NotFound extends ForCommand {
  readonly isSearched: boolean
  /** What was probably meant, worded. */
  readonly hint?: string | null
}

interface NotExecutable extends ForCommand {
  readonly reason: keyof ReturnType<typeof notExecutable> | 'closed' | 'closed on PATH'
  /** The directory that this user is not permitted to search. */
  readonly directory?: string | null
  /** What to do, worded. */
  readonly hint?: string | null
}

/** What can go wrong as a command is started. Their exit statuses are in exit-status.ts. */
export const launchDiagnostics = defineDiagnostics(() => ({
  'engine-unavailable': (
    { engine, obstacle }: { readonly engine: EngineName; readonly obstacle: Obstacle },
    origin: Origin,
  ) => `${formatOrigin(origin)}: '${engine}' is not possible here: ${obstacles()[obstacle]}; use 'auto' or 'supervise'`,
  'node-debug': () =>
    `NODE_DEBUG is set, and with it Node prints the command's credentials: unset it; to debug the command, set it after the launcher, as in '${COMMAND_NAME} env NODE_DEBUG=… node train.js'`,
  'command-not-found': ({ command, isSearched, hint }: NotFound) => {
    // `env` takes `NAME=value` before the command, and so people write it here; the value may well be a secret.
    const [assigned] = /^[A-Za-z_]\w*(?==)/.exec(command) ?? []
    if (assigned) {
      return `expected a command, found the variable ${quote(assigned)}: set it before ${COMMAND_NAME}, or write 'env ${printable(assigned)}=… COMMAND' after it`
    }
    return `${quoteWord(command)}: command not found${isSearched ? ' on PATH' : ''}${hint ? `: ${hint}` : ''}`
  },
  'command-not-executable': ({ command, reason, directory, hint }: NotExecutable) => {
    const name = quoteWord(command)
    switch (reason) {
      case 'permission':
        return `${name}: ${notExecutable()[reason]}: ${hint ?? CHMOD}`
      case 'closed':
        return `${name}: ${closed(directory)}, which is on the way to it: ${OPEN}${hint ? `; or ${hint}` : ''}`
      case 'closed on PATH':
        return `${name}: command not found on PATH, and ${closed(directory)}, which is on PATH or on the way to a program there: ${hint ?? `${OPEN}, or take it off PATH`}`
      default:
        return `${name}: ${notExecutable()[reason]}`
    }
  },
  'interpreter-not-found': ({ command, interpreter }: ForInterpreter) =>
    `${quoteWord(command)}: its interpreter ${quote(interpreter)}, named in the file's first line, does not exist`,
  'interpreter-not-executable': ({
    command,
    interpreter,
    directory,
  }: ForInterpreter & { directory?: string | null }) => {
    const named = `${quoteWord(command)}: its interpreter ${quote(interpreter)}, named in the file's first line, is not`
    return directory ? `${named} accessible: ${closed(directory)}: ${OPEN}` : `${named} an executable program`
  },
  'recursive-shebang': ({ command }: ForCommand) =>
    `${quoteWord(command)}: its first line names ${COMMAND_NAME} without a command, which would call itself forever: write '#!/usr/bin/env -S ${COMMAND_NAME} python'`,
  'environment-too-large': ({
    argumentBytes,
    environmentBytes,
    largest,
  }: Pick<ArgumentSize, 'argumentBytes' | 'environmentBytes' | 'largest'>) =>
    `the command line (${argumentBytes} bytes) and the environment (${environmentBytes} bytes; the largest variable is ${formatName(largest)}) are larger than the kernel accepts`,
  'start-failed': ({ command, reason }: ForCommand & { readonly reason: string }) =>
    `${quoteWord(command)} could not be started: ${reason}`,
}))
