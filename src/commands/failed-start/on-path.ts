import { findCommand } from '../../host/find-command.ts'
import { COMMAND_NAME, printable } from '../../model/format.ts'
import type { Attempt } from './attempt.ts'

/** Whether a program could be started by this name. */
export function isOnPath({ env, hostContext }: Attempt, name: string): boolean {
  return findCommand(name, hostContext.cwd, env.PATH).kind === 'found'
}

/** A command line of the launcher's that a person can copy, followed by the words that they wrote. */
export function writeCommand({ args }: Attempt, ...words: readonly string[]): string {
  return `'${[COMMAND_NAME, ...words.map(shellWord), ...(args.length > 0 ? ['…'] : [])].join(' ')}'`
}

/** A word as a person would write it in a shell. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `"${printable(word)}"`
}
