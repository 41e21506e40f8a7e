import type { Sourced } from '../model/origin.ts'
import { find, type Source } from '../model/source.ts'
import type { StoreRoot } from './context.ts'

/** The variables that name where artifacts go, the highest first: the project's own, then the server's. */
export const ROOT_VARIABLES = [
  'MLFLOW_ARTIFACT_ROOT',
  'MLFLOW_ARTIFACTS_DESTINATION',
  'MLFLOW_DEFAULT_ARTIFACT_ROOT',
  'DEFAULT_ARTIFACT_ROOT',
] as const

/** A root on S3 of which MLflow drops a part without a word: it takes it for a query or a fragment. */
export interface CutRoot extends Sourced {
  readonly variable: string
  /** What is left of it. */
  readonly rest: string
  /** The character with which the lost part begins. */
  readonly character: string
}

/** @returns null if the first root that the project names is none */
export function findCutRoot(sources: readonly Source[]): CutRoot | null {
  const [variable] = ROOT_VARIABLES.filter((name) => find(sources, name) !== undefined)
  const found = variable && find(sources, variable)
  const [, rest = '', character = ''] = /^(s3:\/\/[^?#]+)([?#])/i.exec(found?.value ?? '') ?? []
  return found && variable && character !== '' ? { ...found, variable, rest, character } : null
}

/** The first root on S3 that the project names; null if there is none. */
export function findStoreRoot(sources: readonly Source[]): StoreRoot | null {
  for (const variable of ROOT_VARIABLES) {
    const found = find(sources, variable)
    const [, bucket, path = ''] = /^s3:\/\/([\w.-]+|arn:[^/?#@]+)\/?([^?#]*)$/i.exec(found?.value ?? '') ?? []
    if (found && bucket) return { ...found, variable, bucket, prefix: path.replace(/^\/+|\/+$/g, '') }
  }
  return null
}
