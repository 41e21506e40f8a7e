import type { ServerSettings } from '../mlflow/settings.ts'
import type { Environment } from '../model/source.ts'

/** What a check may look at. */
export interface CheckContext {
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
