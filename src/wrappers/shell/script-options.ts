import type { Arguments } from './script-variables.ts'

/** How a script is read. */
export interface ScriptOptions {
  readonly isInteractive: boolean
  /** Whether `dotenv` and `source_env` are commands, as in an .envrc. */
  readonly isEnvrc?: boolean
  readonly args?: Arguments
}
