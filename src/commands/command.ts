import type { ExitAction } from '../launch/exit-status.ts'
import type { World } from '../model/host-context.ts'
import type { Arguments } from '../options/arguments.ts'

/** What a command may touch: the world as it was read, and the ways out. */
export interface Edges {
  readonly world: World
  /** The launcher's own process id. */
  readonly pid: number
  /** The process that started the launcher. */
  readonly parentPid: number
  /** Writes for people, to stderr. */
  readonly tell: (text: string) => void
  /** Writes the command's result, to stdout. */
  readonly print: (text: string) => void
}

/** A word of the launcher's own. */
export interface Command {
  readonly word: string
  readonly usage: string
  readonly describe: string
  /** The text of its own help, at most `width` columns wide; without one, the launcher's counts. */
  readonly help?: (width: number) => Promise<string>
  /** Null for a word that is kept for a later version. */
  readonly handler: ((edges: Edges, given: Arguments) => Promise<ExitAction>) | null
}
