import { fail } from '../model/diagnostic.ts'
import { find, type Source } from '../model/source.ts'
import { optionDiagnostics } from '../options/diagnostics.ts'

/** How MLflow reads some of its variables, and which; not every 3.x has all of them. */
interface Kind {
  readonly pattern: RegExp
  readonly expected: string
  readonly names: readonly string[]
}

const KINDS: readonly Kind[] = [
  {
    // _BooleanEnvironmentVariable
    pattern: /^(?:true|false|1|0)$/i,
    expected: 'true, false, 1 or 0',
    names: [
      ...['MLFLOW_ALLOW_FILE_STORE', 'MLFLOW_ARTIFACTS_PRESIGNED_ONLY', 'MLFLOW_BASIC_AUTH_FAIL_CLOSED'],
      ...['MLFLOW_ENABLE_AI_GATEWAY', 'MLFLOW_ENABLE_REMOTE_ASSISTANT', 'MLFLOW_ENABLE_WORKSPACES'],
      ...['MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD', 'MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD', 'MLFLOW_S3_IGNORE_TLS'],
      ...['MLFLOW_RBAC_SEED_DEFAULT_ROLES', 'MLFLOW_SQLALCHEMYSTORE_ECHO', 'MLFLOW_SQL_TRACE_ROLLUPS_ENABLED'],
      ...['MLFLOW_SERVER_ENABLE_JOB_EXECUTION', 'MLFLOW_SERVER_JOB_ENABLE_PERIODIC_TASKS'],
      ...['MLFLOW_SERVER_JOB_FLUSH_PERIODIC_LOCKS_ON_STARTUP', 'MLFLOW_SERVER_ENABLE_CUSTOM_SCORERS'],
      ...['MLFLOW_SERVER_ENABLE_GRAPHQL_AUTH'],
    ],
  },
  {
    // click's flags
    pattern: /^\s*(?:true|false|1|0|t|f|yes|no|y|n|on|off)\s*$/i,
    expected: 'true or false',
    names: ['MLFLOW_ARTIFACTS_ONLY', 'MLFLOW_SERVER_DISABLE_SECURITY_MIDDLEWARE'],
  },
  {
    // int()
    pattern: /^\s*[-+]?\d+(?:_\d+)*\s*$/,
    expected: 'a whole number',
    names: [
      ...['MLFLOW_SQLALCHEMYSTORE_POOL_SIZE', 'MLFLOW_SQLALCHEMYSTORE_POOL_RECYCLE'],
      ...['MLFLOW_SQLALCHEMYSTORE_MAX_OVERFLOW', 'MLFLOW_PRESIGNED_DOWNLOAD_URL_TTL_SECONDS'],
      ...['MLFLOW_SERVER_GRAPHQL_MAX_ROOT_FIELDS', 'MLFLOW_SERVER_GRAPHQL_MAX_ALIASES'],
      ...['MLFLOW_SERVER_JOB_TRANSIENT_ERROR_MAX_RETRIES', 'MLFLOW_SERVER_JUDGE_INVOKE_MAX_WORKERS'],
      ...['MLFLOW_SERVER_SCORER_INVOKE_BATCH_SIZE', 'MLFLOW_SERVER_ONLINE_SCORING_MAX_WORKERS'],
    ],
  },
  {
    // store/db/utils.py
    pattern: /^(?:Assertion|(?:Fallback)?AsyncAdaptedQueue|Null|Queue|SingletonThread|Static)Pool$/,
    expected: "one of SQLAlchemy's pools, as NullPool or QueuePool",
    names: ['MLFLOW_SQLALCHEMYSTORE_POOLCLASS'],
  },
]

/**
 * Checks what MLflow reads by itself as a switch, a number or a choice: on anything else it ends with a stack trace, at
 * its start or at the first request.
 *
 * @see mlflow/environment_variables.py
 * @throws {Refusal}
 */
export function checkServerVariables(sources: readonly Source[]): void {
  for (const { pattern, expected, names } of KINDS) {
    for (const name of names) {
      const given = find(sources, name)
      if (given && !pattern.test(given.value)) {
        fail(optionDiagnostics.error('invalid-option-value', given.origin, { expected, found: given.value }))
      }
    }
  }
}
