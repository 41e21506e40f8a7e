import type { ExitAction } from '../launch/exit-status.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Arguments } from '../options/arguments.ts'
import type { FormatDiagnostic } from '../report/diagnostic-line.ts'
import type { DebugLog } from './debug.ts'

/** What a command may touch: the host as it was read, and the ways out. */
export interface CommandContext {
  readonly hostContext: HostContext
  /** The launcher's own process id. */
  readonly pid: number
  /** The words of the launcher's own that can be used. */
  readonly ownWords: readonly string[]
  /** The process that started the launcher. */
  readonly parentPid: number
  /** Writes for people. */
  readonly stderr: (text: string) => void
  /** Writes the command's result. @throws {LauncherError} stdout-write-failed */
  readonly stdout: (text: string) => void
  /** Writes a result that nobody can get a second time. @returns the system's error code if a part of it is lost, or null */
  readonly deliver: (text: string) => string | null
  /** Words a diagnostic for `stderr`, in colour on a terminal. */
  readonly format: FormatDiagnostic
  readonly debug: DebugLog
  /** The launcher's own version. @throws {LauncherError} incomplete-installation */
  readonly version: () => string
  /** All words of the launcher's own. */
  readonly commands: readonly Command[]
}

/** A word of the launcher's own. */
export interface Command {
  readonly word: string
  /** What it does, as the list of commands and completion show it. */
  readonly describe: string
  /** Loads the folder of the command, which is a bundle of its own. Null for a word that is reserved for a later version. */
  readonly load: (() => Promise<CommandModule>) | null
}

/** What the `index.ts` of a command's folder exports. */
export interface CommandModule {
  /** Runs the command. @param given the command line; `rest` starts with the word */
  readonly handler: (context: CommandContext, given: Arguments) => Promise<ExitAction>
}
