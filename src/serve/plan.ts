import type { Launch } from '../resolve/options.ts'
import type { Sourced } from '../resolve/origin.ts'
import type { ServerSettings } from '../resolve/server/settings.ts'
import type { Environment } from '../resolve/source.ts'

/** What was found out about the Python that runs MLflow, without importing MLflow. */
export interface MlflowInstallation {
  /** The interpreter, an absolute path. */
  readonly python: string
  /** MLflow's version, as `3.17.2`. */
  readonly version: string
  /** SQLAlchemy's, which decides how a database's URI is read. */
  readonly sqlalchemy: string
}

/** Everything that starting, watching and ending the server needs. */
export interface ServePlan {
  readonly installation: MlflowInstallation
  readonly settings: ServerSettings
  /** The file of a SQLite backend, an absolute path; null for every other backend. */
  readonly databaseFile: string | null
  /** That of a registry of its own. */
  readonly registryFile: string | null
  /** The server's whole environment: the project's, with every setting under MLflow's own variable. */
  readonly env: Environment
  /** The launcher's own environment. */
  readonly parent: Environment
  /** What goes to MLflow as it is, from behind `--`. */
  readonly args: readonly string[]
  readonly cwd: string
  readonly platform: NodeJS.Platform
  /** The launcher's own process id. */
  readonly pid: number
  /** The process that started the launcher. */
  readonly parentPid: number
  readonly launch: Sourced<Launch>
  readonly quiet: boolean
  /** Writes for people, to stderr. */
  readonly tell: (text: string) => void
  /** Prints the configuration block. Called once, and only where the server starts. */
  readonly announce: () => void
}
