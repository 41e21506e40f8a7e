import type { Installer } from './installer.ts'

/** A Python and what is installed for it, as far as the server needs it. Found out without importing any of it. */
export interface PythonInstallation {
  /** The interpreter, an absolute path. */
  readonly python: string
  /** Versions of distributions; null for one that is not installed. */
  readonly versions: Readonly<Record<Distribution, string | null>>
  /** The modules among those asked for that can be found. */
  readonly modules: readonly string[]
  /** Schemes that plugins add. */
  readonly plugins: Readonly<Record<'backend' | 'registry' | 'artifacts', readonly string[]>>
  /** SQLAlchemy's modules of its dialects and what plugins add, as `postgresql+psycopg`; some are no drivers. */
  readonly dialects: readonly string[]
  /** What installs packages for it. */
  readonly installer: Installer
}

/** A Python that has MLflow. */
export interface MlflowInstallation extends PythonInstallation {
  readonly versions: PythonInstallation['versions'] & { readonly mlflow: string }
}

export const DISTRIBUTIONS = ['mlflow', 'mlflow-skinny', 'sqlalchemy', 'python-dotenv'] as const
export type Distribution = (typeof DISTRIBUTIONS)[number]
