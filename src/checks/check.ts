import type { MlflowEnvironment } from '../mlflow/installation.ts'
import type { ServerSettings } from '../mlflow/settings.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Environment } from '../model/source.ts'

/*
 * A check looks for one kind of problem and returns what it has found; it never throws for it. `error`: the server cannot
 * start, or cannot work. Only a command decides what to do about that. A check is one file, with its diagnostics and their
 * wording, and one line in `index.ts`.
 */
export type Check = { [Stage in keyof CheckContexts]: CheckAt<Stage> }[keyof CheckContexts]

/** When a check can run: what is known by then. */
export interface CheckContexts {
  /** This machine may be looked at, its files above all. Nothing is started. */
  readonly machine: MachineContext
  /** The Python that runs MLflow has been found. */
  readonly python: PythonContext
}

export interface CheckAt<Stage extends keyof CheckContexts> {
  /** As a person would name it on a command line: `tls-files`. */
  readonly name: string
  readonly stage: Stage
  /** The diagnostics that it may return. */
  readonly diagnostics: { readonly codes: readonly string[] }
  run(context: CheckContexts[Stage]): readonly Diagnostic[]
}

export interface MachineContext {
  readonly settings: ServerSettings
  /** The server's whole environment. */
  readonly env: Environment
  /** What is passed to `mlflow server` as it is, from after `--`. */
  readonly passthroughArgs: readonly string[]
  /** Whether the launcher becomes the server instead of watching it (`--launch exec`). */
  readonly isReplaced: boolean
  readonly cwd: string
  /** The project's directory. */
  readonly project: string
}

export interface PythonContext extends MachineContext {
  readonly installation: MlflowEnvironment
}
