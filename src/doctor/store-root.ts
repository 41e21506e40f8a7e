import { find, type Source } from '../model/source.ts'
import type { StoreRoot } from './context.ts'

/** The variables that name where artifacts go, the highest first: the project's own, then the server's. */
export const ROOT_VARIABLES = [
  'MLFLOW_ARTIFACT_ROOT',
  'MLFLOW_ARTIFACTS_DESTINATION',
  'MLFLOW_DEFAULT_ARTIFACT_ROOT',
  'DEFAULT_ARTIFACT_ROOT',
] as const

/** The first root on S3 that the project names; null if there is none. */
export function findStoreRoot(sources: readonly Source[]): StoreRoot | null {
  for (const variable of ROOT_VARIABLES) {
    const found = find(sources, variable)
    const [, bucket, path = ''] = /^s3:\/\/([\w.-]+|arn:[^/?#@]+)\/?([^?#]*)$/i.exec(found?.value ?? '') ?? []
    if (found && bucket) return { ...found, variable, bucket, prefix: path.replace(/^\/+|\/+$/g, '') }
  }
  return null
}
