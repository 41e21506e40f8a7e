import { type Environment, environmentSource, type Source } from '../model/source.ts'
import type { Identity } from './credentials.ts'
import { MARKER } from './nested.ts'

/** Every launcher sets these for its command, and so they say nothing about a project that is run inside. */
const ADDRESSES = ['MLFLOW_TRACKING_URI', 'MLFLOW_ARTIFACT_ROOT', 'MLFLOW_S3_ENDPOINT_URL']
/** Settings of the shell that a launcher leaves. */
const LEFT = /^AWS_(?:CA_BUNDLE|RETRY_MODE|MAX_ATTEMPTS|LOGIN_CACHE_DIRECTORY)$/
/** Files that a launcher puts out of reach with the null device; otherwise they are the shell's. */
const NULLED = /^(?:AWS_CONFIG_FILE|AWS_SHARED_CREDENTIALS_FILE|BOTO_CONFIG|FSSPEC_CONFIG_DIR)$/

export interface Inside {
  readonly env: Environment
  readonly files: readonly Source[]
  /** This launcher's own mark, where its project names an account; null where it does not. */
  readonly mark: string | null
  readonly nullDevice: string
  /** The tracking URI that a launcher sets where nobody names one. */
  readonly defaultTrackingUri: string
}

/**
 * The sources of a project that may be run inside another launcher. The keys of one project must not meet the endpoint,
 * the region and the server of another: where the accounts differ, what the outer launcher made of `AWS_*` is passed
 * over, and its addresses step back behind the files. Otherwise only its default does.
 */
export function sourcesInside({ env, files, mark, nullDevice, defaultTrackingUri }: Inside): readonly Source[] {
  const outer = env[MARKER]
  if (!outer) return [environmentSource(env), ...files]
  const differs = mark !== null && mark !== outer
  const isStrict = /^(?:project|profile):/.test(outer)
  const isMade = (name: string) =>
    differs && (isEndpoint(env, name) || (isStrict && isAwsSetting(env, name, nullDevice)))
  const stepsBack = (name: string) =>
    differs ? ADDRESSES.includes(name) : name === 'MLFLOW_TRACKING_URI' && env[name] === defaultTrackingUri
  const remaining = Object.entries(env).filter(([name]) => !isMade(name))
  const pick = (back: boolean) => Object.fromEntries(remaining.filter(([name]) => stepsBack(name) === back))
  const first = environmentSource({ ...pick(false), ...(differs ? {} : regionFromOutside(env, outer)) })
  return [first, ...files, environmentSource(pick(true))]
}

/**
 * For the same account the region that was decided outside stands, although the variable that named it there is gone:
 * by itself it would lose against a file's `MLFLOW_AWS_DEFAULT_REGION`. The default says nothing.
 */
function regionFromOutside(env: Environment, outer: string): Environment {
  const region = env.AWS_DEFAULT_REGION
  const stands = outer.startsWith('project:') && region && region === env.AWS_REGION && region !== 'us-east-1'
  return stands && !env.MLFLOW_AWS_DEFAULT_REGION ? { MLFLOW_AWS_DEFAULT_REGION: region } : {}
}

/** Whether an account is the project's own word, not something that was handed on or found. */
export function isOwn(identity: Identity): boolean {
  return (identity.mode === 'project' || identity.mode === 'profile') && !identity.nested
}

/** Named by a project, an endpoint stands under both names. */
function isEndpoint(env: Environment, name: string): boolean {
  return name === 'MLFLOW_S3_ENDPOINT_URL' && env[name] === env.AWS_ENDPOINT_URL_S3
}

/** Beside project credentials a launcher leaves no other setting of this kind than its own. */
function isAwsSetting(env: Environment, name: string, nullDevice: string): boolean {
  if (NULLED.test(name)) return env[name] === nullDevice
  return name.startsWith('AWS_') && !LEFT.test(name)
}
