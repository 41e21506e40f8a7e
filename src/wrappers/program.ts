import type { Finding } from './finding.ts'
import type { Scope } from './scope.ts'

/** One command of a chain such as `nice make train`. */
export interface Command {
  /** The base name of its first word. */
  readonly name: string
  readonly args: readonly string[]
}

/** A program that is known to change the environment of what it starts. */
export interface Program {
  readonly names: readonly string[]
  readonly inspect: (command: Command, scope: Scope) => readonly Finding[]
}
