import type { MlflowInstallation } from '../mlflow/installation.ts'
import type { ServerSettings } from '../mlflow/settings.ts'
import type { Environment, Source } from '../model/source.ts'
import type { GivenOptions } from '../options/arguments.ts'

/** What is known from values alone. */
export interface SettingsContext {
  readonly settings: ServerSettings
  /** The server's whole environment. */
  readonly env: Environment
  /** The launcher's own environment. */
  readonly launcherEnv: Environment
  /** Where the settings came from: the command line's options by name, and the sources, the highest first. */
  readonly options: GivenOptions
  readonly sources: readonly Source[]
  /** What goes to `mlflow server` as it is, from after `--`. */
  readonly passthroughArgs: readonly string[]
  /** Whether MLflow replaces the launcher, which does not watch it then (`--launch exec`). */
  readonly replacesLauncher: boolean
}

/** What is known of this machine as well. */
export interface MachineContext extends SettingsContext {
  readonly cwd: string
  /** The project's directory. */
  readonly project: string
}

/** What is known of the Python that runs MLflow as well. */
export interface PythonContext extends MachineContext {
  readonly installation: MlflowInstallation
}

/** What is known while MLflow starts. */
export interface RunningContext {
  readonly installation: MlflowInstallation
  readonly settings: ServerSettings
  /** The file of a SQLite backend, an absolute path; null for every other backend. */
  readonly databaseFile: string | null
  /** The server's whole environment. */
  readonly env: Environment
  readonly cwd: string
}
