import type { Command } from '../program.ts'
import type { Scope } from '../scope.ts'

/** A program that starts others without the launcher's environment, unless its options say otherwise. */
export interface Dropper {
  readonly names: readonly string[]
  /** Whether this command starts something without the environment. */
  readonly drops: (args: readonly string[], scope: Scope, name: string) => boolean
  readonly remedy: string | ((command: Command) => string)
}

export const INSIDE = 'run with-mlflow-env inside it instead'

/** The word that says what such a program does: the first that is no option. */
export function subcommand(args: readonly string[], withValue: readonly string[] = []): string {
  return args.find((word, at) => !word.startsWith('-') && !withValue.includes(args[at - 1] ?? '')) ?? ''
}

/** The options of the program itself, up to the command that it runs. */
export function ownOptions(args: readonly string[], withValue: readonly string[]): string[] {
  const end = args.findIndex(
    (word, at) => !word.startsWith('-') && !word.includes('=') && !withValue.includes(args[at - 1] ?? ''),
  )
  return args.slice(0, end === -1 ? undefined : end)
}
