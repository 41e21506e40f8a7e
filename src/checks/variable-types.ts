import { find } from '../model/source.ts'
import { optionDiagnostics } from '../options/diagnostics.ts'
import type { CheckAt } from './check.ts'

/** How MLflow reads some of its variables, and which. Not every 3.x has all of them. */
interface VariableType {
  readonly pattern: RegExp
  readonly expected: string
  readonly names: readonly string[]
}

/** `_BooleanEnvironmentVariable` in mlflow/environment_variables.py. */
const BOOLEAN: VariableType = {
  pattern: /^(?:true|false|1|0)$/i,
  expected: 'true, false, 1 or 0',
  names: [
    'MLFLOW_ALLOW_FILE_STORE',
    'MLFLOW_ARTIFACTS_PRESIGNED_ONLY',
    'MLFLOW_BASIC_AUTH_FAIL_CLOSED',
    'MLFLOW_ENABLE_AI_GATEWAY',
    'MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD',
    'MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD',
    'MLFLOW_ENABLE_REMOTE_ASSISTANT',
    'MLFLOW_ENABLE_WORKSPACES',
    'MLFLOW_RBAC_SEED_DEFAULT_ROLES',
    'MLFLOW_S3_IGNORE_TLS',
    'MLFLOW_SERVER_ENABLE_CUSTOM_SCORERS',
    'MLFLOW_SERVER_ENABLE_GRAPHQL_AUTH',
    'MLFLOW_SERVER_ENABLE_JOB_EXECUTION',
    'MLFLOW_SERVER_JOB_ENABLE_PERIODIC_TASKS',
    'MLFLOW_SERVER_JOB_FLUSH_PERIODIC_LOCKS_ON_STARTUP',
    'MLFLOW_SQLALCHEMYSTORE_ECHO',
    'MLFLOW_SQL_TRACE_ROLLUPS_ENABLED',
  ],
}

/** A flag of the command line, as click reads it from a variable. */
const FLAG: VariableType = {
  pattern: /^\s*(?:true|false|1|0|t|f|yes|no|y|n|on|off)\s*$/i,
  expected: 'true or false',
  names: ['MLFLOW_ARTIFACTS_ONLY', 'MLFLOW_SERVER_DISABLE_SECURITY_MIDDLEWARE'],
}

/** `int()`. */
const INTEGER: VariableType = {
  pattern: /^\s*[-+]?\d+(?:_\d+)*\s*$/,
  expected: 'a whole number',
  names: [
    'MLFLOW_PRESIGNED_DOWNLOAD_URL_TTL_SECONDS',
    'MLFLOW_SERVER_GRAPHQL_MAX_ALIASES',
    'MLFLOW_SERVER_GRAPHQL_MAX_ROOT_FIELDS',
    'MLFLOW_SERVER_JOB_TRANSIENT_ERROR_MAX_RETRIES',
    'MLFLOW_SERVER_JUDGE_INVOKE_MAX_WORKERS',
    'MLFLOW_SERVER_ONLINE_SCORING_MAX_WORKERS',
    'MLFLOW_SERVER_SCORER_INVOKE_BATCH_SIZE',
    'MLFLOW_SQLALCHEMYSTORE_MAX_OVERFLOW',
    'MLFLOW_SQLALCHEMYSTORE_POOL_RECYCLE',
    'MLFLOW_SQLALCHEMYSTORE_POOL_SIZE',
  ],
}

/** `create_sqlalchemy_engine` in mlflow/store/db/utils.py. */
const POOL_CLASS: VariableType = {
  pattern: /^(?:Assertion|(?:Fallback)?AsyncAdaptedQueue|Null|Queue|SingletonThread|Static)Pool$/,
  expected: "one of SQLAlchemy's pools, such as NullPool or QueuePool",
  names: ['MLFLOW_SQLALCHEMYSTORE_POOLCLASS'],
}

/** MLflow ends with a stack trace on a value that it cannot read, at its start or at the first request. */
export const variableTypes: CheckAt<'settings'> = {
  name: 'variable-types',
  stage: 'settings',
  diagnostics: optionDiagnostics,
  run: ({ sources }) =>
    [BOOLEAN, FLAG, INTEGER, POOL_CLASS].flatMap(({ pattern, expected, names }) =>
      names.flatMap((name) => {
        const given = find(sources, name)
        if (!given || pattern.test(given.value)) return []
        return [optionDiagnostics.error('invalid-option-value', given.origin, { expected, found: given.value })]
      }),
    ),
}
