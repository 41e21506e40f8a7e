import type { MlflowEnvironment } from '../mlflow/installation.ts'
import type { ServerSettings } from '../mlflow/settings.ts'
import type { Environment } from '../model/source.ts'

/** What is known before anything is started. */
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

/** What is known of the Python that runs MLflow as well. */
export interface PythonContext extends MachineContext {
  readonly installation: MlflowEnvironment
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

/** What was found out about the Python that runs MLflow, without importing MLflow. */
export interface MlflowInstallation {
  /** The interpreter, an absolute path. */
  readonly python: string
  /** MLflow's version, as `3.17.2`. */
  readonly version: string
  /** SQLAlchemy's, which decides how a database's URI is read. */
  readonly sqlalchemy: string
}
