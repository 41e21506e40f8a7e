import { refuse } from '../failure.ts'
import { find, type Source } from '../source.ts'

/** Variables that MLflow reads with `_BooleanEnvironmentVariable`, which fails on anything but four words. */
const SWITCHES = [
  ...['MLFLOW_ALLOW_FILE_STORE', 'MLFLOW_ARTIFACTS_PRESIGNED_ONLY', 'MLFLOW_ENABLE_WORKSPACES', 'MLFLOW_S3_IGNORE_TLS'],
  ...['MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD', 'MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD', 'MLFLOW_SQLALCHEMYSTORE_ECHO'],
  ...['MLFLOW_SERVER_ENABLE_JOB_EXECUTION', 'MLFLOW_SERVER_JOB_ENABLE_PERIODIC_TASKS'],
  ...['MLFLOW_SERVER_ENABLE_CUSTOM_SCORERS', 'MLFLOW_SERVER_ENABLE_GRAPHQL_AUTH'],
]
const NUMBERS = [
  ...['MLFLOW_SQLALCHEMYSTORE_POOL_SIZE', 'MLFLOW_SQLALCHEMYSTORE_POOL_RECYCLE', 'MLFLOW_SQLALCHEMYSTORE_MAX_OVERFLOW'],
  ...['MLFLOW_PRESIGNED_DOWNLOAD_URL_TTL_SECONDS'],
]

/**
 * Checks what MLflow reads by itself as a switch or a number: it would end with a stack trace, or at the first request.
 *
 * @see mlflow/environment_variables.py
 * @throws {Refusal}
 */
export function checkServerVariables(sources: readonly Source[]): void {
  const check = (names: readonly string[], pattern: RegExp, expected: string) => {
    for (const name of names) {
      const given = find(sources, name)
      if (given && !pattern.test(given.value)) {
        refuse({ code: 'option-value', origin: given.origin, expected, found: given.value })
      }
    }
  }
  check(SWITCHES, /^(?:true|false|1|0)$/i, 'true, false, 1 or 0')
  check(NUMBERS, /^\s*-?\d+\s*$/, 'a whole number')
}
