/** One option of `server`: how it is written, and the variables that stand for it. */
export interface ServerOption {
  readonly name: string
  /** What stands behind it; null for a switch, which has a `--no-` form. */
  readonly value: string | null
  /** MLflow's own variable, or the launcher's where MLflow has none. */
  readonly variable: string | null
  /** Names that deployments use by habit; they mean nothing to MLflow. The first of them that is set counts. */
  readonly aliases: readonly string[]
  readonly describe: string
}

const option = (
  name: string,
  value: string | null,
  variable: string | null,
  describe: string,
  aliases: readonly string[] = [],
) => ({ name, value, variable, aliases, describe }) as const satisfies ServerOption

/** The options of `server`, in the order in which help shows them. */
export const SERVER_OPTIONS: readonly ServerOption[] = [
  option('host', 'HOST', 'MLFLOW_HOST', 'the address to listen at (127.0.0.1)'),
  option('port', 'PORT', 'MLFLOW_PORT', 'the port to listen on (5000); 0 takes a free one'),
  option('workers', 'N', 'MLFLOW_WORKERS', 'worker processes (4)'),
  option(
    'backend-store-uri',
    'URI',
    'MLFLOW_BACKEND_STORE_URI',
    'the database (sqlite:///mlflow.db); one with a password belongs into the variable',
    ['BACKEND_STORE_URI'],
  ),
  option(
    'artifact-root',
    'URI',
    null,
    'where artifacts go: through the server, so that clients need no AWS credentials; directly with --no-serve-artifacts',
    ['MLFLOW_ARTIFACT_ROOT', 'DEFAULT_ARTIFACT_ROOT'],
  ),
  option(
    'default-artifact-root',
    'URI',
    'MLFLOW_DEFAULT_ARTIFACT_ROOT',
    "as MLflow means it: clients reach this store directly, with credentials of their own (MLflow's: none)",
  ),
  option(
    'artifacts-destination',
    'URI',
    'MLFLOW_ARTIFACTS_DESTINATION',
    'as MLflow means it: where the server puts what it is given (./mlartifacts)',
  ),
  option('serve-artifacts', null, 'MLFLOW_SERVE_ARTIFACTS', 'artifacts go through the server (yes)'),
  option('static-prefix', 'PATH', 'MLFLOW_STATIC_PREFIX', 'a prefix of every path, as /mlflow (none)'),
  option(
    'python',
    'PYTHON',
    'WITH_MLFLOW_ENV_PYTHON',
    'the Python that has MLflow (that of mlflow on PATH, python3 on PATH, .venv, venv)',
  ),
  option('wait', 'SECONDS', 'WITH_MLFLOW_ENV_WAIT', 'how long the server may take to be ready (120)'),
  option('grace', 'SECONDS', 'WITH_MLFLOW_ENV_GRACE', 'how long it may take to end (30)'),
  option(
    'presigned',
    null,
    'WITH_MLFLOW_ENV_PRESIGNED',
    "large files go past the server by presigned URLs, or never (MLflow's own choice)",
  ),
  option(
    'bucket-check',
    null,
    'WITH_MLFLOW_ENV_BUCKET_CHECK',
    'a bucket that is missing or may not be listed ends the start; --no- for accounts that may read and write only (yes)',
  ),
]

/** The launcher's own variables among them. */
export const OWN_VARIABLES = SERVER_OPTIONS.flatMap(({ variable }) =>
  variable?.startsWith('WITH_MLFLOW_ENV_') ? [variable] : [],
)

/** Names that mean a setting of the server to this launcher and nothing to MLflow: they do not go on. */
export const ALIASES = SERVER_OPTIONS.flatMap(({ aliases }) => aliases)

/** The row of an option. */
export function serverOption(name: string): ServerOption {
  const found = SERVER_OPTIONS.find((known) => known.name === name)
  if (!found) throw new TypeError(`no option ${name}`)
  return found
}
