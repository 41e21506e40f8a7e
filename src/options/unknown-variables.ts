import type { Diagnostic } from '../model/diagnostic.ts'
import { nameOf, type Origin } from '../model/origin.ts'
import { findIn, type Source } from '../model/source.ts'
import { optionDiagnostics } from './diagnostics.ts'
import { ENVIRONMENT_ONLY, GLOBAL_OPTIONS } from './global-options.ts'
import { KEYS_VARIABLE } from './keys-option.ts'
import { findMeantName, isOwnNamespace, mayBeNear } from './near-names.ts'
import { ownServerVariables } from './server-variables.ts'

/** A variable that looks like one of those that the launcher reads, and has no effect. */
export interface UnknownVariable {
  readonly origin: Origin
  readonly source: Source
  /** The name that was probably meant; null if none is near. */
  readonly meant: string | null
}

/** Names of MLflow's that most projects have, and that need no comparison. */
const FREQUENT = new Set([
  'MLFLOW_TRACKING_URI',
  'MLFLOW_TRACKING_USERNAME',
  'MLFLOW_TRACKING_PASSWORD',
  'MLFLOW_TRACKING_TOKEN',
  'MLFLOW_TRACKING_INSECURE_TLS',
  'MLFLOW_ARTIFACT_ROOT',
  'MLFLOW_S3_ENDPOINT_URL',
  'MLFLOW_S3_IGNORE_TLS',
  'MLFLOW_BACKEND_STORE_URI',
  'MLFLOW_REGISTRY_URI',
  'MLFLOW_EXPERIMENT_NAME',
  'MLFLOW_EXPERIMENT_ID',
  'MLFLOW_RUN_ID',
  'MLFLOW_HOST',
  'MLFLOW_PORT',
  'WITH_MLFLOW_ENV',
  // From a launcher outside.
  'WITH_MLFLOW_ENV_FROM_FILES',
  'WITH_MLFLOW_ENV_FOUND_URI',
  'WITH_MLFLOW_ENV_PRIVATE_URI',
  'WITH_MLFLOW_ENV_KEY_URI',
])

/**
 * Variables that look like the launcher's own and have no effect: a misspelt one would let the shell's credentials or
 * another server be used, or make a strict project lax. An empty one counts as absent.
 *
 * @param projectVariables the `MLFLOW_AWS_*` that exist
 */
export function findUnknownVariables(
  sources: readonly Source[],
  projectVariables: readonly string[],
): readonly UnknownVariable[] {
  let ownVariables: readonly string[] | undefined
  return sources.flatMap((source) => [
    ...findUnreadEndpoint(source, sources),
    ...Array.from(source.names()).flatMap((name) => {
      if (!mayBeNear(name) || FREQUENT.has(name) || projectVariables.includes(name)) return []
      const origin = findIn(source, name)?.origin
      if (!origin) return []
      ownVariables ??= [...GLOBAL_OPTIONS.flatMap(({ variable }) => variable ?? []), ...ownServerVariables()]
      if (ownVariables.includes(name)) return []
      const meant = findMeantName(name, ownVariables)
      return meant !== name && (meant !== null || isOwnNamespace(name)) ? [{ origin, source, meant }] : []
    }),
  ])
}

const ENDPOINT = 'MLFLOW_S3_ENDPOINT_URL'
const ENDPOINT_NAMES = [ENDPOINT, 'AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL']

/**
 * An endpoint in a project's file under a name that boto3 does not read. Next to the name of its bucket it is
 * django-storages' own.
 */
function findUnreadEndpoint(source: Source, sources: readonly Source[]): UnknownVariable[] {
  if (source.kind !== 'file') return []
  const found = findIn(source, 'AWS_S3_ENDPOINT_URL') ?? findIn(source, 'AWS_S3_ENDPOINT')
  if (!found || findIn(source, 'AWS_STORAGE_BUCKET_NAME')) return []
  const isNamed = sources.some((each) => ENDPOINT_NAMES.some((name) => findIn(each, name)))
  return isNamed ? [] : [{ origin: found.origin, source, meant: ENDPOINT }]
}

/** Variables in files that have an effect in the environment only. */
export function findIgnoredInFiles(sources: readonly Source[]): Diagnostic[] {
  const files = sources.filter(({ kind }) => kind === 'file')
  return files.flatMap((file) =>
    [...ENVIRONMENT_ONLY, KEYS_VARIABLE].flatMap((name) => {
      const found = findIn(file, name)
      return found ? [optionDiagnostics.warning('variable-ignored-in-file', found.origin)] : []
    }),
  )
}

/** Warns of each, but for a name that others may use, next to the right one: then it is no slip. */
export function warnUnknownVariables(unknown: readonly UnknownVariable[]): Diagnostic[] {
  return unknown.flatMap(({ origin, source, meant }) => {
    const isNoSlip = meant !== null && !isOwnNamespace(nameOf(origin)) && findIn(source, meant)
    return isNoSlip ? [] : [optionDiagnostics.warning('unknown-variable', origin, { suggestion: meant })]
  })
}
