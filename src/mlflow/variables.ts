import type { Origin } from '../model/origin.ts'
import { find, type Source } from '../model/source.ts'
import { variablesOf } from '../options/option.ts'
import { SERVER_OPTIONS } from '../options/server-options.ts'
import { isOfService } from './service-link.ts'

/** What `mlflow server` and its workers take from the environment besides the settings above. */
export const VARIABLES = [
  'MLFLOW_REGISTRY_STORE_URI',
  'MLFLOW_READ_REPLICA_BACKEND_STORE_URI',
  'MLFLOW_WORKSPACE_STORE_URI',
  'MLFLOW_ARTIFACTS_ONLY',
  'MLFLOW_ENABLE_WORKSPACES',
  'MLFLOW_UVICORN_OPTS',
  'MLFLOW_GUNICORN_OPTS',
  'MLFLOW_EXPOSE_PROMETHEUS',
  'MLFLOW_TRACE_ARCHIVAL_CONFIG',
  'MLFLOW_FLASK_SERVER_SECRET_KEY',
  'MLFLOW_ENABLE_AI_GATEWAY',
  'MLFLOW_ENABLE_REMOTE_ASSISTANT',
  'MLFLOW_BASIC_AUTH_FAIL_CLOSED',
  'MLFLOW_RBAC_SEED_DEFAULT_ROLES',
  'MLFLOW_SQL_TRACE_ROLLUPS_ENABLED',
  'MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD',
  'MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD',
  'MLFLOW_ARTIFACTS_PRESIGNED_ONLY',
  'MLFLOW_PRESIGNED_DOWNLOAD_URL_TTL_SECONDS',
  'MLFLOW_ALLOW_FILE_STORE',
  'MLFLOW_S3_UPLOAD_EXTRA_ARGS',
  'MLFLOW_S3_IGNORE_TLS',
  'MLFLOW_S3_EXPECTED_BUCKET_OWNER',
]
/** What the names of more such variables start with. */
export const PREFIXES = [
  'MLFLOW_SERVER_',
  'MLFLOW_SQLALCHEMYSTORE_',
  'MLFLOW_GATEWAY_',
  'MLFLOW_AUTH_',
  'MLFLOW_CRYPTO_',
  'MLFLOW_JOB_',
  'MLFLOW_MYSQL_',
  'UVICORN_',
]
const SETTINGS = new Set(SERVER_OPTIONS.flatMap(variablesOf))

/** Whether a variable configures the server although the launcher has no option for it. */
export function isServerVariable(name: string): boolean {
  if (SETTINGS.has(name)) return false
  return VARIABLES.includes(name) || PREFIXES.some((prefix) => name.startsWith(prefix))
}

/** Variables that change the server without a word of its own, each by the place where it counts. */
export function findServerVariables(sources: readonly Source[]): Origin[] {
  const names = new Set(
    sources.flatMap((source) =>
      [...source.names()].filter((name) => isServerVariable(name) && !isOfService(name, source)),
    ),
  )
  return [...names].sort().flatMap((name) => find(sources, name)?.origin ?? [])
}
